/** Which lane computes, who chooses it, and what the page says of it. */
import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import type { Page } from 'puppeteer-core'
import { closeAll, one, openPage, textOf, until } from './browser.ts'
import { clickWhenOffered, count, stateOf, trainFrom0, untilStill, untilTrained } from './training-run.ts'

after(closeAll)

const computes = (page: Page, lane: string): Promise<void> =>
  until(`${lane} computes`, async () => (await stateOf(page)).backend === lane, 15_000)

const choose = async (page: Page, name: string): Promise<void> => {
  const radio = await page.waitForSelector(`aria/${name}[role="radio"]`, { timeout: 5000 })
  await radio!.evaluate(input => (input as HTMLInputElement).click())
}

const wordsOf = (page: Page): Promise<string> =>
  one(page, 'mg-lane-choice').then(element =>
    element.evaluate(({ shadowRoot }) => shadowRoot!.textContent.replace(/\s+/g, ' ')),
  )

describe('the lane', () => {
  test('is the quickest of a race, with the figures beside it; training begins on it', async () => {
    const { page, complaints, close } = await openPage({ gpu: true, hash: '#tab=training' })
    await computes(page, 'simd')
    const words = await wordsOf(page)
    assert.match(words, /automatic: simd the quickest here/)
    const [, exact = '', simd = ''] = /exact ([\d.]+) ms a step simd ([\d.]+) ms a step/.exec(words) ?? []
    assert.ok(Number(simd) > 0 && Number(simd) < Number(exact), words)
    await trainFrom0(page, 'Infinity')
    await untilTrained(page, 1000)
    assert.equal((await stateOf(page)).backend, 'simd')
    assert.deepEqual(complaints, [])
    await close()
  })

  test('comes also where the network drops its code the first time', async () => {
    const { page, complaints, close } = await openPage({ before: dropOnce })
    await computes(page, 'simd')
    assert.equal(await page.evaluate(() => document.documentElement.dataset['dropped']), 'worker_parts')
    assert.deepEqual(complaints, [])
    await close()
  })

  test('is what the link says', async () => {
    for (const lane of ['exact', 'simd', 'webgpu']) {
      const { page, close } = await openPage({ gpu: true, hash: `#tab=training&lane=${lane}` })
      await computes(page, lane)
      assert.equal(
        await (await page.waitForSelector(`aria/${lane}[role="radio"]`))!.evaluate(
          e => (e as HTMLInputElement).checked,
        ),
        true,
      )
      await close()
    }
  })

  test('is what one chooses, in mid-run too: the steps done stay, the next come from there, the link says so', async () => {
    const { page, complaints, close } = await openPage({ hash: '#tab=training&num_steps=300' })
    await trainFrom0(page, '50')
    await untilTrained(page, 20)
    await choose(page, 'exact')
    await computes(page, 'exact')
    const before = await count(page)
    await until('training goes on', async () => (await count(page)) > before + 5)
    await clickWhenOffered(page, 'Pause')
    await untilStill(page)
    await until('the link says it', async () => page.url().includes('lane=exact'))
    assert.match(await wordsOf(page), /as chosen|exact [\d.]+ ms/)
    await choose(page, 'webgpu')
    await until('why not is said', async () => /no graphics adapter/.test(await textOf(await one(page, '.message'))))
    assert.equal((await stateOf(page)).backend, 'exact')
    assert.deepEqual(complaints, [])
    await close()
  })

  test('of a wide model: it is said that float32 parts from float64', async () => {
    const { page, close } = await openPage({ hash: '#tab=training&n_embd=64' })
    await until('it is said', async () => /this wide parts from float64/.test(await wordsOf(page)))
    await close()
  })
})

/** The script with the parts of the worker does not arrive when it is asked for first. */
function dropOnce(): void {
  const { append } = Element.prototype
  Element.prototype.append = function (...nodes) {
    const [script] = nodes
    const { dataset } = document.documentElement
    const isFirst = script instanceof HTMLScriptElement && script.src.includes('worker_parts') && !dataset['dropped']
    if (!isFirst) return append.apply(this, nodes)
    dataset['dropped'] = 'worker_parts'
    setTimeout(() => script.dispatchEvent(new Event('error')))
  }
}
