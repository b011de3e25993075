#!/usr/bin/env node
// The page at its largest: how soon a trace of 6 layers, 128 wide, 64 positions is drawn, and how smoothly one zooms.
// Run after a build: node bench/page-large.mjs [hash of another config]
import puppeteer from 'puppeteer-core'
import { chromiumFlags, findChromium } from '../tools/chromium.mjs'
import { serve } from '../tools/serve.mjs'

const hash =
  process.argv[2] ?? 'tab=architecture&n_layer=6&n_embd=128&n_head=16&block_size=64&num_steps=20&done=2&lane=simd'
const names = ['a', 'annabellachristophermaximilianalexanderelizabethmargaretawilhel', 'emma']

/** In the page: when the next trace has come, and when it has been painted. */
const nextDrawing = async ask => {
  const { session } = document.querySelector('mg-app')
  const before = session.view.peek()
  const drawn = new Promise(done => {
    const stop = session.view.subscribe(view => {
      if (view === before || view === null) return
      const came = performance.now()
      queueMicrotask(() => stop())
      // The frame after the one in which it is drawn begins when that one has been put together.
      requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(performance.now() - came))))
    })
  })
  if ('name' in ask) void session.read(ask.name)
  else void session.reset(ask)
  return drawn
}

/** In the page: milliseconds between frames while something goes on. */
const watchFrames = ms =>
  new Promise(done => {
    const frames = []
    let last = performance.now()
    const until = last + ms
    const next = now => {
      frames.push(now - last)
      last = now
      if (now < until) requestAnimationFrame(next)
      else done(frames.slice(1))
    }
    requestAnimationFrame(next)
  })

const round = value => Math.round(value * 10) / 10
const at = (values, share) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]

const { server, address } = await serve()
const browser = await puppeteer.launch({ executablePath: findChromium(), args: chromiumFlags })
try {
  const page = await browser.newPage()
  page.on('pageerror', error => console.error(String(error)))
  await page.setViewport({ width: 1440, height: 900 })
  await page.goto(`${address}#${hash}`)
  await page.waitForSelector('[data-ready]', { timeout: 120_000 })
  await page.waitForFunction(() => customElements.get('mg-zoom'), { timeout: 30_000 })
  await new Promise(done => setTimeout(done, 2000))

  const drawings = []
  for (const seed of [1, 2, 3]) drawings.push(['another model', await page.evaluate(nextDrawing, { seed })])
  for (const name of [...names, ...names])
    drawings.push([`${name.length} letters`, await page.evaluate(nextDrawing, { name })])
  console.log('from trace to picture')
  console.table(drawings.map(([what, ms]) => ({ what, ms: round(ms) })))

  await page.evaluate(nextDrawing, { name: names[1] })
  const all = []
  const steps = []
  for (let turn = 0; turn < 3; turn++)
    for (const [words, key, level] of [
      ['in to a block', '+', 1],
      ['in to an operation', '+', 2],
      ['in to a number', '+', 3],
      ['out to the operation', '-', 2],
      ['out to the block', '-', 1],
      ['out to the model', '-', 0],
    ]) {
      const watching = page.evaluate(watchFrames, 700)
      await page.keyboard.press(key)
      const frames = await watching
      const shown = await page.evaluate(() => document.querySelector('mg-app').session.zoom.peek().level)
      if (shown !== level) throw new Error(`${words}: the page is at level ${shown}`)
      all.push(...frames)
      steps.push({
        turn,
        step: words,
        frames: frames.length,
        median: round(at(frames, 0.5)),
        'slowest 5 %': round(at(frames, 0.95)),
        longest: round(Math.max(...frames)),
      })
    }
  console.log('frames while zooming, in ms')
  console.table(steps)
  const within = all.filter(ms => ms <= 1000 / 60 + 1).length / all.length
  console.log(
    `${all.length} frames, ${round(within * 100)} % within a sixtieth of a second; at 95 %: ${round(at(all, 0.95))} ms`,
  )
} finally {
  await browser.close()
  server.close()
}
