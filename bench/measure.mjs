// What is measured, in order: the sizes, the way to a loss, cold starts, growth.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { bundlePage, launch, openPage, root, servePage } from './browser.mjs'
import { coldStarts } from './cold.mjs'
import { contenders } from './contenders/contenders.mjs'
import { msOf } from './figures.mjs'
import { machine } from './machine.mjs'
import { namesList } from './names-list.mjs'
import { python } from './python.mjs'
import { measureSize } from './rounds.mjs'
import { growth, sizes } from './sizes.mjs'
import { drift } from './statistics.mjs'

/** Milliseconds: of one contender's check, of all its samples at one size, and of its first 1,000 steps. */
const plans = {
  quick: {
    rounds: 3,
    checking: 8000,
    patience: 5000,
    coldest: 5000,
    coldTimes: 3,
    sizes: ['microgpt', 'batch 16', 'D128 L6 T64 B16'],
    growth: [],
  },
  whole: {
    rounds: 9,
    checking: 60_000,
    patience: 30_000,
    coldest: 60_000,
    coldTimes: 5,
    sizes: sizes.map(({ name }) => name),
    growth,
  },
}

const goal = { value: 2.4, names: 200 }
const pythonSteps = 30
const pythonRounds = 3

/** @param {{ quick: boolean, only?: string[], sizes?: string[] }} asked */
export async function measureAll(asked) {
  const plan = plans[asked.quick ? 'quick' : 'whole']
  const { text, data } = namesList()
  const at = machine()
  await bundlePage()
  const { address, close } = await servePage()
  const browser = await launch()
  const options = { ...plan, address, text, ...(asked.only && { only: asked.only }) }
  const wanted = (asked.sizes ?? plan.sizes).map(name => sizes.find(size => size.name === name))
  const results = {
    machine: at,
    browser: await browser.version(),
    adapter: await adapterIn(browser, address),
    data: `Data: ${data}`,
    command: ['npm run bench', ...process.argv.slice(2)].join(' '),
    rounds: plan.rounds,
    gpu: existsSync(path.join(root, 'bench/RESULTS-GPU.md')),
    sizes: [],
    goal: { ...goal, curves: await curves(browser, options) },
    cold: [],
    growth: [],
  }
  for (const size of wanted) {
    const row = { name: 'CPython', kind: 'python', samples: [], losses: [], drift: 0 }
    const withPython = size.name === 'microgpt' && !asked.only
    const entry = await measureSize(
      browser,
      options,
      size,
      withPython ? [round => sampleOfPython(row, round, text)] : [],
    )
    if (withPython) entry.rows.unshift({ ...row, drift: drift(row.losses, entry.losses) })
    results.sizes.push(entry)
  }
  const lanes = contenders
    .map(({ name }) => name)
    .filter(name => name.startsWith('ours') && (asked.only ?? [name]).includes(name))
  for (const size of plan.growth) {
    const { rows, multiplyAdds } = await measureSize(browser, { ...options, rounds: 5, only: lanes }, size)
    results.growth.push({ grows: size.grows, value: size.value, multiplyAdds, rows })
  }
  await browser.close()
  for (const { name } of contenders) {
    const row = results.sizes.find(({ size }) => size === 'microgpt')?.rows.find(row => row.name === name)
    if (row) results.cold.push({ name, ...(await coldOf(name, msOf(row), options)) })
  }
  close()
  return results
}

async function sampleOfPython(row, round, text) {
  if (round >= pythonRounds || row.problem) return
  const measured = await python(path.join(root, 'microgpt.py'), text, pythonSteps)
  if (!measured) row.problem = 'there is no python3 here'
  else {
    row.samples[round] = measured.ms
    row.losses = measured.losses
  }
}

async function coldOf(name, ms, options) {
  if (ms === null) return { samples: [], problem: 'not measured' }
  const expected = ms * 1000
  if (expected > options.coldest)
    return { samples: [], problem: `not waited for: about ${Math.round(expected / 1000)} s` }
  return { samples: await coldStarts(name, options, expected > 5000 ? 1 : options.coldTimes) }
}

/** The losses of the exact lane over 1,000 steps, one name a step and sixteen. */
async function curves(browser, { address, text }) {
  const found = []
  for (const size of sizes.slice(0, 2)) {
    const page = await openPage(browser, address)
    await page.evaluate((...args) => globalThis.bench.prepare(...args), 'ours exact', size, text, 1000)
    const { losses: first } = await page.evaluate(() => globalThis.bench.start())
    const { losses } = await page.evaluate(() => globalThis.bench.train(999))
    found.push({ size: size.name, batch: size.config.batch_size ?? 1, losses: [...first, ...losses] })
    await page.close()
  }
  return found
}

async function adapterIn(browser, address) {
  const page = await openPage(browser, address)
  const words = await page.evaluate(async () => {
    const adapter = await navigator.gpu?.requestAdapter()
    return adapter && [adapter.info.vendor, adapter.info.architecture, adapter.info.isFallbackAdapter].map(String)
  })
  await page.close()
  if (!words) return 'no adapter'
  const software = words[2] === 'true' || words[1] === 'swiftshader'
  const name = words.slice(0, 2).join(' ')
  return software ? `${name}, a program on the CPU: **no GPU was measured**, and its times say nothing of one` : name
}
