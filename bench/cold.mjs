// Cold start: a browser that has just been opened, a model that nobody has compiled, and 1,000 steps of microgpt.
import { launch, openPage } from './browser.mjs'
import { sizes } from './sizes.mjs'

const steps = 1000

/** @returns milliseconds from compiling to the last loss, once a time */
export async function coldStarts(name, { address, text }, times) {
  const samples = []
  for (let i = 0; i < times; i++) {
    const browser = await launch()
    const page = await openPage(browser, address)
    await page.evaluate((...args) => globalThis.bench.prepare(...args), name, sizes[0], text, steps)
    samples.push(await page.evaluate(steps => globalThis.bench.cold(steps), steps))
    await browser.close()
  }
  return samples
}
