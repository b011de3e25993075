#!/usr/bin/env node
// npm test: builds, then runs everything: the engine and the source map under Node, kernels and elements in a browser,
// and the page as a user drives it. The last line says how many passed and failed.
//   npm test -- engine python     runs only the tests of those folders
import { build } from 'esbuild'
import { spawn } from 'node:child_process'
import { readdirSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { fileURLToPath } from 'node:url'
import { buildAll, loaders } from './build.mjs'
import { findChromium } from './chromium.mjs'
import { wasmFromAssemblyScript } from './wasm.mjs'

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..')
process.chdir(root)

const inNode = ['engine', 'simd', 'python', 'lens', 'cli', 'page']
const inBrowser = ['gpu', 'elements']
/** Of the page's tests, those that say something of time, which is only true of a page that has the machine to itself. */
const timed = ['answers', 'debugger', 'film', 'first-sight', 'memory', 'values']
const asked = process.argv.slice(2)
const wanted = folders => folders.filter(folder => asked.length === 0 || asked.includes(folder))

const testsIn = folder => {
  try {
    return readdirSync(`tests/${folder}`)
      .filter(file => file.endsWith('.test.ts'))
      .map(file => `tests/${folder}/${file}`)
  } catch {
    return []
  }
}

const count = { passed: 0, failed: 0, skipped: 0 }

/**
 * @param atOnce files that run side by side
 * @param tries how often a file may be run: where a browser shares its machine with others, once more tells a slow moment
 *   from a fault. What passes only then is named.
 */
async function runInNode(files, atOnce, tries = 1) {
  if (files.length === 0) return
  const outdir = 'dist/tests/node'
  await build({
    entryPoints: files,
    outdir,
    outbase: 'tests',
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'es2022',
    loader: loaders,
    plugins: [wasmFromAssemblyScript],
    packages: 'external',
    outExtension: { '.js': '.mjs' },
    logLevel: 'warning',
    sourcemap: 'inline',
  })
  const built = files.map(file => path.resolve(outdir, path.relative('tests', file)).replace(/\.ts$/, '.mjs'))
  let due = built
  for (let left = tries; due.length > 0; left--) {
    const counts = await countsOf(due, left === tries ? atOnce : 1)
    const again = left > 1 ? due.filter(file => counts.get(file)?.failed > 0) : []
    for (const [file, each] of counts)
      if (!again.includes(file)) for (const what of Object.keys(count)) count[what] += each[what]
    const names = again.map(file => path.basename(file, '.test.mjs')).join(', ')
    if (names) console.log(`once more, each by itself: ${names}`)
    due = again
  }
}

/** A file is reported as a test of its own around those that it holds; only what it holds counts. */
const isFile = ({ name }) => name.endsWith('.mjs')

/** What passed, failed and was skipped, by file. */
async function countsOf(files, atOnce) {
  const counts = new Map()
  const add = (what, test) => {
    // One that ran out of time is its own test.
    const file = isFile(test) ? test.name : test.file
    const each = counts.get(file) ?? { passed: 0, failed: 0, skipped: 0 }
    each[what]++
    counts.set(file, each)
  }
  await new Promise(done => {
    const stream = run({ files, concurrency: atOnce, timeout: 240_000 })
    stream.on('test:pass', test => {
      if (!isFile(test) && test.details?.type !== 'suite') add(test.skip === undefined ? 'passed' : 'skipped', test)
    })
    stream.on('test:fail', test => {
      if (test.details?.type !== 'suite') add('failed', test)
    })
    stream.on('end', done)
    stream.compose(new spec()).pipe(process.stdout)
  })
  return counts
}

/** The test runner of the browser, in a process of its own; its last line is read for the counts. */
async function runInBrowser(folders) {
  if (folders.flatMap(testsIn).length === 0) return
  const { bundleBrowserTests } = await import('./bundle-tests.mjs')
  await bundleBrowserTests(folders)
  const chrome = findChromium()
  const child = spawn('npx', ['web-test-runner', '--config', 'web-test-runner.config.mjs'], {
    env: { ...process.env, CHROME_PATH: chrome },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', data => {
      output += data
      process.stdout.write(data)
    })
  const code = await new Promise(done => child.on('close', done))
  const last = pattern => Number([...output.matchAll(pattern)].at(-1)?.[1] ?? 0)
  count.passed += last(/(\d+) passed/g)
  const failed = last(/(\d+) failed/g)
  count.skipped += last(/(\d+) skipped/g)
  count.failed += code !== 0 && failed === 0 ? 1 : failed
}

rmSync('dist/tests', { recursive: true, force: true })
await buildAll()
const nodeFolders = wanted(inNode)
await runInNode(nodeFolders.filter(folder => folder !== 'page').flatMap(testsIn), availableParallelism())
await runInBrowser(wanted(inBrowser))
if (nodeFolders.includes('page')) {
  process.env.CHROME_PATH = findChromium()
  const isTimed = file => timed.includes(path.basename(file, '.test.ts'))
  await runInNode(
    testsIn('page').filter(file => !isTimed(file)),
    availableParallelism(),
    2,
  )
  await runInNode(testsIn('page').filter(isTimed), 1, 2)
}
if (count.skipped > 0) console.log(`${count.skipped} skipped, each with its reason above`)
console.log(`${count.passed} passed, ${count.failed} failed`)
process.exit(count.failed > 0 || count.passed === 0 ? 1 : 0)
