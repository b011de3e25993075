import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'puppeteer-core'
import type { MgApp } from '../../src/elements/app/mg-app.ts'
import { axeFindings } from './axe.ts'
import { all, byRole, clickOn, closeAll, litLines, one, openPage, textOf, until, type Opened } from './browser.ts'

after(closeAll)

describe('the model’s own graph', () => {
  let opened: Opened
  let page: Page

  before(async () => {
    opened = await openPage({ hash: '#tab=autograd&view=graph&name=yuheng' })
    page = opened.page
  })
  after(() => opened.close())

  const text = async (selector: string): Promise<string> => textOf(await one(page, selector))

  test('the graph of yuheng, from a line to a row to a weight, and back to the code', async () => {
    assert.match(await text('.head:has(.counts)'), /^59,647 nodes .* 53,978 operations, 107,060 edges$/)
    assert.match(await text('[aria-label="by row"] .top'), /14,784 = 7 × 64 × 33/)
    assert.match(await text('dl.rest'), /464 untouched: 20 other letters, 9 later places/)
    await (await one(page, '.lines [data-op="attention.value"]')).click()
    await until('its rows', async () => /3,696 = 7 × 16 × 33/.test(await text('[aria-label="by row"] .top')))
    const lit = (await litLines(page)).join('\n')
    assert.match(lit, /v = linear/)
    // Beside each line its count as an empty bar, the longest as long as there is room.
    const bars = await Promise.all(
      (await all(page, '.lens-value .count rect')).map(bar => bar.evaluate(rect => Number(rect.getAttribute('width')))),
    )
    assert.ok(bars.length > 8)
    const value = await one(page, '.cm-line.lens-active .count rect')
    const width = await value.evaluate(rect => Number(rect.getAttribute('width')))
    assert.ok(Math.abs(width - (1 + (84 * 3696) / 14784)) < 1e-9, String(width))
    // A number by the keys: the next of the row.
    const heading = (): Promise<string> => text('[aria-label="one number"] h3')
    await (await one(page, '.grid .mark[tabindex="0"]')).evaluate(mark => (mark as SVGElement).focus())
    await page.keyboard.press('ArrowUp')
    await until('one position before', async () => /position 5\)/.test(await heading()))
    for (let i = 0; i < 16; i++) await page.keyboard.press('ArrowLeft')
    await until('the first number', async () => /^v\[0\] at n/.test(await heading()))
    // One of its weights, and the uses of that add up to its gradient.
    await (await one(page, '.around .weight')).click()
    await until('a way to a weight of v[0]', async () => /attn_wv\[0\]\[\d+\]$/.test(await text('.followed h3')))
    const name = await text('.followed h3 code')
    await until('its path', async () => (await all(page, '.followed .path li')).length > 3)
    const grad = await page.evaluate(() => {
      const { session } = document.querySelector('mg-app') as MgApp
      const index = session.parameterIndex.value!
      const { start, name } = session.view.value!.reader.matrices.findLast(({ start }) => start <= index)!
      return session.view.value!.reader.matrix(name, 'gradients').values[index - start]!
    })
    const shown = Number((await text('.followed .uses strong')).replace('= ', '').replace('−', '-'))
    assert.ok(Math.abs(shown - grad) < 6e-5, `${name} ${shown} ${grad}`)
  })

  test('the transport moves through the training step, not through the expression of another picture', async () => {
    const at = (): Promise<number> =>
      page.evaluate(() => (document.querySelector('mg-app') as MgApp).session.cursor.value)
    const before = await at()
    await clickOn(page, 'button', 'Step back')
    assert.equal(await at(), before - 1)
    await clickOn(page, 'button', 'Step')
    assert.equal(await at(), before)
  })

  test('a weight by its name; one that the step does not read; a name that is none', async () => {
    const follow = async (words: string): Promise<void> => {
      await (await one(page, 'input[name=parameter]')).focus()
      await page.keyboard.type(words)
      await page.keyboard.press('Enter')
    }
    await follow('wte[0][3]')
    await until('it is told', async () => /wte\[0\]\[3\] is in no node/.test(await text('.followed .none')))
    await follow('fc9[0][0]')
    assert.match(await text('.followed .complaint'), /no matrix .*fc9/)
    const input = await one(page, 'input[name=parameter]')
    await input.evaluate(input => ((input as HTMLInputElement).value = ''))
    await follow('mlp_fc1[38][15]')
    await until('it is open', async () => /^fc1\[38\]/.test(await text('[aria-label="one number"] h3')))
    await until(
      'its paths',
      async () => /1 of 3,136 paths/.test(await text('.followed .top')) || /3,136 paths/.test(await text('.followed')),
    )
    assert.deepEqual(await axeFindings(page, { withTables: true }), [])
    // The cursor has been at v all the while: its line opens all the same.
    await (await one(page, '.lines [data-op="attention.value"]')).click()
    await until('v again', async () => /^v\[/.test(await text('[aria-label="one number"] h3')))
  })

  test('a button keeps its word under the pointer', async () => {
    await clickOn(page, 'button', 'expression')
    const next = await one(page, '.controls .next')
    await next.hover()
    const [ink, ground] = await next.evaluate(button => {
      const { color, backgroundColor } = getComputedStyle(button)
      return [color, backgroundColor]
    })
    assert.notEqual(ink, ground)
  })

  test('on the expression the transport is that of its walk: buttons, keys and score', async () => {
    const said = async (): Promise<string | null> =>
      (await one(page, '.score')).evaluate(score => score.getAttribute('aria-valuetext'))
    const count = async (): Promise<string> => text('.readout')
    const before = await page.evaluate(() => (document.querySelector('mg-app') as MgApp).session.cursor.value)
    assert.match(await count(), /step 14 of 16/)
    assert.equal(await said(), 'walk from p back to a')
    await clickOn(page, 'button', 'Step back')
    assert.match(await count(), /step 13 of 16/)
    await page.keyboard.press('[')
    assert.equal(await said(), 'make L = exp t')
    const score = (await (await one(page, '.score')).boundingBox())!
    await page.mouse.click(score.x + score.width - 2, score.y + score.height / 2)
    assert.equal(await said(), 'every grad is complete')
    assert.equal(await page.evaluate(() => (document.querySelector('mg-app') as MgApp).session.cursor.value), before)
  })

  test('gradient flow: blocks, matrices and the reasons for zeros; in the dark too', async () => {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }])
    await clickOn(page, 'button', 'gradient flow')
    assert.match(await text('.zeros'), /20 of 27 rows of wte: these letters are not in the name/)
    const row = await one(page, '.row[data-op="mlp.contract"]')
    const printed = await row.evaluate(row => row.querySelector('text:last-of-type')!.textContent)
    const rms = await page.evaluate(() => {
      const { reader } = (document.querySelector('mg-app') as MgApp).session.view.value!
      const all = [0, 1, 2, 3, 4, 5, 6].flatMap(position => [...reader.gradient('mlp.contract', position, 0)!.values])
      return Math.sqrt(all.reduce((sum, value) => sum + value * value, 0) / all.length)
    })
    assert.equal(printed, rms.toFixed(5))
    await row.click()
    assert.match((await litLines(page)).join('\n'), /mlp_fc2/)
    assert.deepEqual(await axeFindings(page, { withTables: true }), [])
    await byRole(page, 'button', 'the model’s graph')
    assert.deepEqual(opened.complaints, [])
  })
})
