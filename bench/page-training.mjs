#!/usr/bin/env node
// The page while the largest model trains: its longest task, and what its heap does over many steps. A task's time on the
// clock holds also what else the machine does meanwhile; its time on the processor is its own.
// Run after a build: node bench/page-training.mjs [steps] [hash of another config]
import puppeteer from 'puppeteer-core'
import { chromiumFlags, findChromium } from '../tools/chromium.mjs'
import { serve } from '../tools/serve.mjs'

const steps = Number(process.argv[2] ?? 40)
const hash =
  process.argv[3] ?? 'tab=training&n_layer=6&n_embd=128&n_head=16&block_size=64&batch_size=64&num_steps=20000&lane=simd'

/** Milliseconds of the main thread's tasks, the longest first: on the clock, and on the processor. */
function tasksIn(trace) {
  const { traceEvents } = JSON.parse(new TextDecoder().decode(trace))
  const threadOf = ({ pid, tid }) => `${pid} ${tid}`
  const isMain = ({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain'
  const main = new Set(traceEvents.filter(isMain).map(threadOf))
  const tasks = traceEvents.filter(event => event.name === 'RunTask' && event.ph === 'X' && main.has(threadOf(event)))
  return tasks.map(({ dur, tdur = 0 }) => ({ clock: dur / 1000, processor: tdur / 1000 }))
}

/** In the page: trains so many steps on from where it is. */
const trainOn = async count => {
  const { training } = document.querySelector('mg-app').session
  training.pace.value = Infinity
  training.restAt.value = training.losses.peek().length + count
  await training.start()
  training.restAt.value = null
  return training.losses.peek().length
}

const { server, address } = await serve()
const browser = await puppeteer.launch({ executablePath: findChromium(), args: chromiumFlags, protocolTimeout: 0 })
try {
  const page = await browser.newPage()
  page.on('pageerror', error => console.error(String(error)))
  await page.setViewport({ width: 1440, height: 900 })
  await page.goto(`${address}#${hash}`)
  await page.waitForSelector('[data-ready]', { timeout: 120_000 })
  await page.waitForFunction(() => customElements.get('mg-training'), { timeout: 60_000 })
  await new Promise(done => setTimeout(done, 3000))
  const client = await page.createCDPSession()
  const heap = async () => {
    await client.send('HeapProfiler.collectGarbage')
    const { usedSize, backingStorageSize = 0 } = await client.send('Runtime.getHeapUsage')
    return (usedSize + backingStorageSize) / 1e6
  }
  // The first steps compile, and fill what stays.
  await page.evaluate(trainOn, Math.min(8, steps))
  const before = await heap()
  let [done, seconds] = [0, 0]
  const tasks = []
  const sizes = []
  for (let round = 0; round < 4; round++) {
    await page.tracing.start({ categories: ['disabled-by-default-devtools.timeline', 'devtools.timeline'] })
    const began = performance.now()
    done = await page.evaluate(trainOn, Math.ceil(steps / 4))
    seconds += (performance.now() - began) / 1000
    tasks.push(...tasksIn(await page.tracing.stop()))
    // Collecting garbage for the count is a long task of its own, so nothing is traced meanwhile.
    sizes.push(await heap())
  }
  console.log(`${done} steps, ${steps} of them in ${seconds.toFixed(1)} s`)
  for (const time of ['clock', 'processor']) {
    const sorted = tasks.map(task => task[time]).sort((a, b) => b - a)
    const over = sorted.filter(ms => ms > 50).length
    const longest = sorted.slice(0, 5).map(ms => ms.toFixed(1))
    console.log(
      `main thread, ms on the ${time}: ${over} of ${sorted.length} tasks over 50, the longest ${longest.join(', ')}`,
    )
  }
  console.log(`heap ${before.toFixed(1)} MB before, then ${sizes.map(size => size.toFixed(1)).join(', ')} MB`)
} finally {
  await browser.close()
  server.close()
}
