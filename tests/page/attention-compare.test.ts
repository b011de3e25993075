import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'puppeteer-core'
import type { MgApp } from '../../src/elements/app/mg-app.ts'
import { axeFindings } from './axe.ts'
import { all, byRole, clickOn, closeAll, one, openPage, textOf, until, type Opened } from './browser.ts'

after(closeAll)

describe('attention held against attention', () => {
  let page: Page
  let opened: Opened
  before(async () => {
    opened = await openPage({ hash: '#tab=attention&view=compare&name=emma' })
    page = opened.page
  })
  after(() => opened.close())

  test('untrained against trained, name against name; a row leads to its line', async () => {
    const verdict = async (): Promise<string> => textOf(await one(page, '.verdict'))
    const count = async (selector: string): Promise<number> => (await all(page, selector)).length
    await until('all heads are there', async () => (await count('li.head')) === 4)
    await until('training is done', async () => /step 1,000/.test(await verdict()))
    assert.match(await verdict(), /A untrained loss 3\.\d{4} B step 1,000 loss [12]\.\d{4} 1?\.?\d.* less/)
    const moved = await Promise.all((await all(page, '.head dl div:first-child dd')).map(textOf))
    assert.deepEqual(
      moved,
      moved.toSorted((a, b) => Number(b) - Number(a)),
      'the most changed first',
    )

    const rows = await all(page, '.head .difference [data-op="attention.softmax"]')
    const place = await rows[3]!.evaluate(row => ({ ...(row as SVGElement).dataset }))
    await rows[3]!.evaluate(row => row.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true })))
    const moment = await page.evaluate(() => (document.querySelector('mg-app') as MgApp).session.moment.value!)
    assert.equal(moment.op, 'attention.softmax')
    assert.deepEqual([moment.head, moment.position], [Number(place['head']), 3])

    await clickOn(page, 'button', 'name | name')
    assert.match(await textOf(await one(page, '.missing')), /Type another name/)
    const field = await byRole(page, 'textbox', 'another name')
    await field.type('oliva7')
    await page.keyboard.press('Enter')
    await until('it says what it does not know', async () => /“7”/.test(await textOf(await one(page, '.missing'))))
    await field.click({ count: 3 })
    await field.type('olivia')
    await page.keyboard.press('Enter')
    await until('both have been read', async () => /A emma .* B olivia /.test(await verdict().catch(() => '')))
    assert.deepEqual(await axeFindings(page), [])
    assert.deepEqual(opened.complaints, [])
  })

  test('a head swapped whole changes nothing, its weights alone do; undo and reset bring the model back', async () => {
    await clickOn(page, 'button', 'what if')
    const held = (): Promise<number> =>
      page.evaluate(() => {
        const { view } = (document.querySelector('mg-app') as MgApp).session
        const { parameters, activations } = view.value!.intervention
        return parameters.length + activations.length
      })
    const verdict = async (): Promise<string> => textOf(await one(page, '.verdict'))
    await until(
      'before anything is done the heads stand there',
      async () => (await all(page, '.before li')).length === 4,
    )
    assert.match(await verdict(), /^Loss on emma \d\.\d{4} before/)
    await clickOn(page, 'button', 'head 2')
    await (await byRole(page, 'combobox', 'what is swapped')).select('qkvo')
    const press = async (words: string): Promise<void> => {
      for (const button of await all(page, '.boxed'))
        if ((await textOf(button)) === words) await button.evaluate(element => (element as HTMLElement).click())
    }
    await press('Swap')
    await until('nothing changes', async () => /^Nothing changes: loss/.test(await verdict()))
    assert.equal(await held(), 8 * 4 * 16)
    await press('Hold its output at 0')
    await until('the loss is another', async () => /^Loss on emma [\d.]+ → [\d.]+/.test(await verdict()))
    assert.equal((await all(page, '.done li')).length, 2)
    assert.deepEqual(await axeFindings(page), [])
    await press('Undo the last')
    await until('nothing changes again', async () => /^Nothing changes/.test(await verdict()))
    await press('Reset')
    await until('nothing is held', async () => (await held()) === 0)
    assert.deepEqual(opened.complaints, [])
  })

  test('what a head learned: ten steps, a sentence with its numbers, and one name all the way', async () => {
    await clickOn(page, 'button', 'over training')
    await until('training is done and filmed', async () => (await all(page, '.strip button')).length === 10)
    assert.match(await textOf(await one(page, 'section h2')), /^Head 2 on emma/, 'the head chosen under “what if”')
    await until('all steps were looked at', async () => (await all(page, '.overview .chosen')).length === 1)
    const named = (): Promise<string> =>
      page.evaluate(() => (document.querySelector('mg-app') as MgApp).session.view.value!.document)
    const before = await named()
    await (await all(page, '.strip button'))[5]!.evaluate(button => (button as HTMLElement).click())
    const step = (): Promise<number> =>
      page.evaluate(() => (document.querySelector('mg-app') as MgApp).session.view.value!.step)
    await until('that step is looked at', async () => (await step()) < 100)
    assert.equal(await named(), before)
    assert.match(await textOf(await one(page, '.lesson')), /plain average/)
    assert.deepEqual(await axeFindings(page), [])
    assert.deepEqual(opened.complaints, [])
  })
})
