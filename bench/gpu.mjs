#!/usr/bin/env node
// npm run gpu, in bench/: our WebGPU lane on this machine's GPU, through Node and the `webgpu` package, in absolute times;
// and PyTorch on the same work where python3 has torch. Writes RESULTS-GPU.md where the adapter is a real one.
//   --rounds N   samples of each, 9 unless told
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { bundlePage, root } from './browser.mjs'
import { duration, short, table } from './figures.mjs'
import { installHere } from './install.mjs'
import { machine } from './machine.mjs'
import { namesList } from './names-list.mjs'
import { gpuSizes } from './sizes.mjs'
import { drift, median } from './statistics.mjs'

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '9' } } })
const rounds = Number(values.rounds)
const { text, data } = namesList()

/** The `bench` of page.mjs, in this process: with Dawn where a browser has its WebGPU. */
async function benchHere() {
  const { create, globals } = await import('webgpu').catch(() => {
    throw new Error('The webgpu package is not installed in bench/: it has no build for every system.')
  })
  Object.assign(globalThis, globals, { isSecureContext: true })
  Object.defineProperty(globalThis, 'navigator', { value: { gpu: create([]) }, configurable: true })
  await bundlePage()
  await import(path.join(root, 'dist/bench/page.js'))
  return globalThis.bench
}

async function adapterHere() {
  const adapter = await navigator.gpu.requestAdapter()
  if (!adapter) throw new Error('WebGPU finds no adapter on this machine.')
  const { vendor, architecture, device, description, isFallbackAdapter } = adapter.info
  const name = [vendor, architecture, device, description].filter(Boolean).join(' ')
  return { name, real: !isFallbackAdapter && !/swiftshader|llvmpipe|lavapipe/i.test(name) }
}

async function measure(bench, name, size, reference) {
  await bench.prepare(name, size, text, size.checked)
  const start = await bench.start()
  const rest = await bench.train(size.checked - 1)
  const losses = [...start.losses, ...rest.losses]
  const samples = []
  for (let round = 0; round < rounds && name !== 'ours exact'; round++)
    samples.push(await bench.sample(size.checked, 300))
  bench.close()
  return { name, losses, samples, startMs: start.ms, drift: reference ? drift(losses, reference) : 0 }
}

/** @returns a row of results, or why there is none */
function pytorch(bench, size, reference) {
  const input = JSON.stringify({ ...bench.paddedWork(size, text, size.checked), samples: rounds })
  const { stdout, status, stderr, error } = spawnSync('python3', [path.join(root, 'bench/torch-model.py')], {
    input,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  })
  if (error) return { name: 'PyTorch', problem: 'skipped: there is no python3 here' }
  if (/No module named 'torch'/.test(stderr)) return { name: 'PyTorch', problem: 'skipped: python3 has no torch here' }
  if (status !== 0) throw new Error(`torch-model.py failed:\n${stderr}`)
  const row = JSON.parse(stdout)
  return { ...row, drift: drift(row.losses, reference) }
}

function lineOf({ name, problem, samples, startMs, drift: away }, size) {
  if (problem) return [name, problem, '', '', '']
  const ms = median(samples)
  const verdict = away > 1e-3 ? `**wrong: ${away.toExponential(1)}**` : away.toExponential(1)
  return [
    name,
    duration(ms),
    short((1000 * (size.config.batch_size ?? 1)) / ms),
    startMs ? duration(startMs) : '',
    verdict,
  ]
}

installHere()
const at = machine()
const bench = await benchHere()
const adapter = await adapterHere()
const parts = [
  '# On a GPU, through Node',
  `- ${at.date}, \`npm run gpu\`, medians of ${rounds} samples\n- ${at.cpu}, ${at.memory}, ${at.system}; Node ${at.node}; ${at.python}\n- WebGPU on ${adapter.name}${adapter.real ? '' : ': a program on the CPU, **no GPU was measured**'}\n- Data: ${data}`,
]
for (const size of gpuSizes) {
  const exact = await measure(bench, 'ours exact', size, null)
  const rows = []
  for (const name of ['ours webgpu', 'ours simd']) rows.push(await measure(bench, name, size, exact.losses))
  rows.push(pytorch(bench, size, exact.losses))
  const head = [
    '',
    'a step',
    'names a second',
    'compiling and first step',
    `losses differ from exact's over ${size.checked} steps by`,
  ]
  parts.push(
    `## ${size.name}\n\n${table(
      head,
      rows.map(row => lineOf(row, size)),
    )}`,
  )
}
const markdown = parts.join('\n\n') + '\n'
console.log(markdown)
if (adapter.real) writeFileSync(path.join(root, 'bench/RESULTS-GPU.md'), markdown)
// Dawn keeps the process alive.
process.exit(0)
