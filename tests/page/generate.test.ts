import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'puppeteer-core'
import type { MgApp } from '../../src/elements/app/mg-app.ts'
import { axeFindings } from './axe.ts'
import { all, byRole, clickOn, closeAll, litLines, one, openPage, textOf, until, type Opened } from './browser.ts'

after(closeAll)

const texts = async (page: Page, selector: string): Promise<string[]> =>
  Promise.all((await all(page, selector)).map(textOf))

describe('the Generate tab', () => {
  let opened: Opened
  let page: Page

  before(async () => {
    opened = await openPage({ hash: '#tab=generate' })
    page = opened.page
  })

  const rows = (): Promise<string[]> =>
    all(page, '.row').then(found =>
      Promise.all(found.map(row => row.evaluate(element => element.getAttribute('aria-label')!))),
    )
  const names = (): Promise<string[]> => texts(page, '.list .name')

  test('the script’s own twenty names are there, letter by letter, and the code shows the draw at hand', async () => {
    await until('twenty names', async () => (await names()).length === 20)
    const printed = readFileSync('src/data/cpython-run.txt', 'utf8').matchAll(/^sample +\d+: (\S+)$/gm)
    assert.deepEqual(
      await names(),
      Array.from(printed, ([, name]) => name),
    )
    assert.match((await rows()).at(-1)!, /^position 4, after mava: end, p \.\d{4}, \d\.\d\d bits, u 0\.\d{4}$/)
    const second = (await all(page, '.row'))[1]!
    await second.evaluate(row => row.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true })))
    await until('the line that draws', async () =>
      (await litLines(page)).some(line => line.startsWith('token_id = random.choices')),
    )
    await until('u beside it', async () =>
      (await texts(page, '.lens-value')).some(text => /^u = 0\.\d{4} → 0 a$/.test(text)),
    )
    assert.match((await rows())[2]!, /not drawn yet$/)
    await until('every nearest name', async () => (await all(page, '.list i[role=img]')).length >= 19)
    assert.deepEqual(await axeFindings(page, { withTables: true }), [])
  })

  test('the keys and the transport go draw by draw', async () => {
    const score = await byRole(page, 'slider', 'draw among those of all names')
    const now = (): Promise<string> => score.evaluate(slider => slider.getAttribute('aria-valuetext')!)
    assert.equal(await now(), 'sample 20, letter 2: draw')
    await clickOn(page, 'button', 'Step')
    assert.equal(await now(), 'sample 20, letter 3: draw')
    await score.focus()
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowRight')
    await until('the second letter of the first', async () => (await now()) === 'sample 1, letter 2: draw')
  })

  test('a beginning is typed, a temperature set, the largest taken', async () => {
    const field = await byRole(page, 'textbox', 'Begins with')
    await field.type('mar')
    await until('names from mar', async () => (await names()).every(name => name.startsWith('mar')))
    assert.match((await rows())[1]!, /typed$/)
    await field.type('7')
    await until('what it can’t spell', async () => (await texts(page, '.problem')).some(text => text.includes('“7”')))
    await page.keyboard.press('Backspace')
    await clickOn(page, 'button', 'the largest')
    await until('one name', async () => new Set(await names()).size === 1)
    await clickOn(page, 'button', 'drawing')
    const slider = await byRole(page, 'slider', 'temperature')
    await slider.focus()
    await page.keyboard.press('End')
    await until('the code follows', async () =>
      (await texts(page, '.cm-line')).some(line => line.startsWith('temperature = 2')),
    )
    const wanted = await page.evaluate(
      () => (document.querySelector('mg-app') as MgApp).session.run.value!.config.temperature,
    )
    assert.equal(wanted, 2)
  })

  test('a link says what names begin with; what is held and what of that is left out is said where they stand', async () => {
    const linked = await openPage({
      hash: '#tab=generate&begins=mar&choose=top3&held=692:0.5,attention.query:0:3:5:0.25',
      width: 390,
      height: 844,
    })
    const said = async (selector: string): Promise<string> => (await texts(linked.page, selector)).join(' ')
    await until('the names', async () => (await said('.list .name')).startsWith('mar'))
    await until('what is held', async () =>
      /Made up with 1 held parameter. Held activations .* left out/.test(await said('.altered')),
    )
    assert.match(
      await said('.odds'),
      /^After what was typed, mar\w* comes 1 in [\d.]+; all of it, at temperature 1, is 1 in/,
    )
    assert.equal(await (await byRole(linked.page, 'button', 'the top k')).evaluate(b => b.ariaPressed), 'true')
    // The last column of the widest table is there to be seen.
    const end = await (
      await one(linked.page, 'table[aria-label="the work of one name"]')
    ).evaluate(table => table.getBoundingClientRect().right)
    assert.ok(end <= 390 - 12, `the table ends at ${end}`)
    // The bot of the guardrail answers by the same model.
    await clickOn(linked.page, 'button', 'guardrail')
    await until('the same of the bot', async () => {
      const there = (await all(linked.page, '.editor')).length > 0
      return there && /Held activations .* left out/.test(await said('.altered'))
    })
    assert.deepEqual(linked.complaints, [])
    await linked.close()
  })

  test('a name of one’s own is read, and both ways of the cache are measured', async () => {
    const field = await byRole(page, 'textbox', 'How surprising is')
    await field.evaluate(input => (input as HTMLInputElement).select())
    await field.type('zoe')
    await until('its letters', async () => (await texts(page, '.picture .letter')).join('') === 'zoe')
    const button = await one(page, '.head button.word-button')
    await button.evaluate(found => (found as HTMLElement).click())
    await until('both times', async () =>
      /difference between any two logits of both: 0\. .*same/.test(
        (await texts(page, 'table[aria-label] + [role=status]'))[0] ?? '',
      ),
    )
    assert.match((await texts(page, 'table[aria-label="the work of one name"] tr')).at(-1)!, /× [1-9]\d*\.\d$/)
    await page.setViewport({ width: 390, height: 844 })
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }])
    assert.deepEqual(await axeFindings(page, { withTables: true }), [])
    assert.deepEqual(opened.complaints, [])
  })
})
