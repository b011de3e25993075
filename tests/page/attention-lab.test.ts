import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'puppeteer-core'
import type { MgApp } from '../../src/elements/app/mg-app.ts'
import { axeFindings } from './axe.ts'
import { all, byRole, clickOn, closeAll, one, openPage, textOf, until, type Opened } from './browser.ts'

after(closeAll)

/** To four digits: a held number is computed in float64, the rest perhaps not. */
const loss = (page: Page): Promise<string> =>
  page.evaluate(() => (document.querySelector('mg-app') as MgApp).session.view.value!.reader.loss.toFixed(4))

const numbersOf = async (page: Page, selector: string): Promise<string> =>
  (await one(page, selector)).evaluate(mark => mark.getAttribute('aria-label')!)

describe('attention taken apart', () => {
  let opened: Opened
  let page: Page

  before(async () => {
    opened = await openPage({ hash: '#tab=attention&view=playground&name=emma' })
    page = opened.page
  })

  const turnTo = (words: string): Promise<void> => clickOn(page, 'button', words)

  test('a query on sliders: the head answers at once, the model when it is held, and both come back', async () => {
    const mixed = (): Promise<string> => numbersOf(page, '.mark[data-op="attention.mix"]')
    const [before, lossBefore] = [await mixed(), await loss(page)]
    const slider = await byRole(page, 'slider', 'q[0]')
    await slider.focus()
    await page.keyboard.press('End')
    await until('the head answers another query', async () => (await mixed()) !== before)
    assert.equal(await loss(page), lossBefore)
    await clickOn(page, 'switch', 'hold it in the model')
    await until('the model follows', async () => (await loss(page)) !== lossBefore)
    const held = await page.evaluate(() => {
      const { view, position } = (document.querySelector('mg-app') as MgApp).session
      return [...view.value!.reader.output('attention.mix', position.value, 0, 1)!.values].map(value =>
        value.toFixed(2),
      )
    })
    assert.equal((await mixed()).replaceAll('−', '-'), `what the head puts out: ${held.join(' ')}`)
    assert.deepEqual(await axeFindings(page, { withTables: true }), [])
    await clickOn(page, 'button', 'back to the model’s own q')
    await until('the model is as it was', async () => (await loss(page)) === lossBefore)
    assert.equal(await mixed(), before)
  })

  test('the trick goes on by Next, and only its last stage gives other numbers', async () => {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }])
    await turnTo('the trick')
    const out = (): Promise<string> => numbersOf(page, '.mark[data-op="attention.mix"]')
    const title = async (): Promise<string> => textOf(await one(page, '.page h2'))
    await until('the first stage', async () => (await title()) === '1. A plain average of everything so far')
    const first = await out()
    for (const stage of ['2. The same as one matrix product', '3. The same again, by softmax']) {
      await clickOn(page, 'button', 'Next')
      await until(stage, async () => (await title()) === stage)
      assert.equal(await out(), first)
    }
    await clickOn(page, 'button', 'Next')
    await until('the scores are learned', async () => (await out()) !== first)
    assert.match(await textOf(await one(page, '.page dl')), /3 softmax \S+ the same numbers 4 learned 0\.\d+ other/)
    assert.deepEqual(await axeFindings(page, { withTables: true }), [])
  })

  test('a dict has the key or not, the soft lookup always answers', async () => {
    await turnTo('dictionary')
    await page.setViewport({ width: 390, height: 844 })
    // The code lies over the lower half of a phone.
    const press = async (name: string): Promise<void> =>
      (await byRole(page, 'button', name)).evaluate(button => (button as HTMLElement).click())
    const python = async (): Promise<string> => textOf(await one(page, 'pre[tabindex]'))
    assert.match(await python(), /KeyError: \(\S+ \S+ \S+ \S+\)$/)
    const weights = (): Promise<string> => numbersOf(page, '.mark[data-op="attention.softmax"]')
    await press('the key of e')
    await until('the dict finds it', async () => /v_e = \(\S+ \S+ \S+ \S+\)$/.test(await python()))
    await press('∞, one takes all')
    await until('one takes all', async () => /^weights:( \.00)* 1( \.00)*$/.test(await weights()))
    assert.deepEqual(await axeFindings(page, { withTables: true }), [])
  })

  test('√d is switched off in the real model, and the losses stand side by side', async () => {
    await page.setViewport({ width: 1440, height: 900 })
    await turnTo('why softmax, why √d')
    const losses = async (): Promise<string[]> =>
      (await Promise.all((await all(page, '.switch b')).map(textOf))).slice(0, 2)
    await until('both losses are there', async () => (await losses()).length === 2)
    const [divided, undivided] = await losses()
    assert.equal(divided, await loss(page))
    await clickOn(page, 'switch', 'divide the scores by √4 = 2.00')
    await until('the model runs without', async () => (await loss(page)) === undivided)
    const slider = await byRole(page, 'slider', 'scale: 1/√d ×')
    const gradient = async (): Promise<string> => textOf((await all(page, '.verdict b')).at(-1)!)
    const before = Number(await gradient())
    await slider.focus()
    await page.keyboard.press('End')
    await until('a larger scale lets go of the gradient', async () => Number(await gradient()) < before / 2)
    assert.deepEqual(await axeFindings(page, { withTables: true }), [])
    assert.deepEqual(opened.complaints, [])
  })
})
