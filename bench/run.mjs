#!/usr/bin/env node
// npm run bench: the training of microgpt in CPython, and in the page on each lane, measured side by side in one run.
// Machines differ and are shared: read the ratios.
import { spawn } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import puppeteer from 'puppeteer-core'
import { buildAll } from '../tools/build.mjs'
import { chromiumFlags, findChromium, withGpu } from '../tools/chromium.mjs'
import { serve } from '../tools/serve.mjs'

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..')
process.chdir(root)

/** Milliseconds a step of python3 microgpt.py on the shipped names, from the moments at which its lines come. */
async function python(steps = 30) {
  const folder = mkdtempSync(path.join(tmpdir(), 'microgpt-bench-'))
  copyFileSync('src/data/names.txt', path.join(folder, 'input.txt'))
  const child = spawn('python3', ['-u', path.resolve('microgpt.py')], { cwd: folder })
  const times = []
  await new Promise((done, fail) => {
    child.on('error', fail)
    child.on('close', done)
    child.stdout.on('data', data => {
      for (const line of String(data).split('\n')) if (line.startsWith('step')) times.push(performance.now())
      if (times.length > steps) child.kill()
    })
  })
  rmSync(folder, { recursive: true })
  return (times.at(-1) - times[0]) / (times.length - 1)
}

/** Milliseconds a step of 1,000 in the page, as somebody who presses Train meets them; the second of two runs is warm. */
async function page(flags) {
  const browser = await puppeteer.launch({ executablePath: findChromium(), args: [...chromiumFlags, ...flags] })
  const { server, address } = await serve()
  const tab = await browser.newPage()
  await tab.goto(address)
  await tab.waitForSelector('[data-ready]')
  await tab.waitForFunction(() => document.querySelector('mg-app').session.losses.value.length === 1000)
  const result = await tab.evaluate(async () => {
    const { session } = document.querySelector('mg-app')
    session.pace.value = Infinity
    const runs = []
    for (let i = 0; i < 2; i++) {
      await session.reset()
      const from = performance.now()
      await session.train()
      runs.push((performance.now() - from) / session.losses.value.length)
    }
    return { lane: document.documentElement.dataset.backend, runs }
  })
  await browser.close()
  server.close()
  return result
}

await buildAll()
const cpython = await python()
const lanes = [await page([]), await page(withGpu)]
console.log(`\n| microgpt, one name a step | ms a step | times CPython |\n|---|---|---|`)
console.log(`| python3 microgpt.py | ${cpython.toFixed(1)} | 1 |`)
for (const { lane, runs } of lanes)
  runs.forEach((ms, i) =>
    console.log(
      `| ${lane} in the page, ${i === 0 ? 'first run' : 'again'} | ${ms.toFixed(3)} | ${Math.round(cpython / ms).toLocaleString('en')} |`,
    ),
  )
