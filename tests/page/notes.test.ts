import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import type { Page } from 'puppeteer-core'
import { axeFindings } from './axe.ts'
import { all, byRole, clickOn, closeAll, litLines, one, openPage, textOf, until } from './browser.ts'

after(closeAll)

const textIn = async (page: Page, pane: string): Promise<string> =>
  (await one(page, pane)).evaluate(pane => {
    const texts = (root: ParentNode): string =>
      [...root.querySelectorAll('*')].map(node => (node.shadowRoot ? texts(node.shadowRoot) : '')).join(' ') +
      (root.textContent ?? '')
    return texts(pane.shadowRoot!).replace(/\s+/g, ' ')
  })

describe('parameters, scale, the classic diagram', () => {
  test('the count adds up, the exercise answers with a number, and softmax breaks where its maximum is left on', async () => {
    const { page, complaints, close } = await openPage({ hash: '#view=parameters&num_steps=2' })
    await until('the count is there', async () =>
      (await textIn(page, 'mg-parameters')).includes('4·256 + 2·1,024 = 4,192'),
    )
    const answer = await one(page, '#answer')
    await answer.type('8384')
    await answer.press('Enter')
    await until('it is told why not', async () =>
      (await textIn(page, 'mg-parameters')).includes('8,384 is twice as many'),
    )
    await answer.evaluate(input => ((input as HTMLInputElement).value = ''))
    await answer.type('14528')
    await answer.press('Enter')
    await until('it is right', async () =>
      (await textIn(page, 'mg-parameters')).includes('864 + 512 + 864 + 4·1,024 + 2·4,096 = 14,528'),
    )
    assert.equal((await all(page, 'td.broken')).length, 0)
    await clickOn(page, 'button', 'add 1,000')
    await until('nan', async () => (await all(page, 'td.broken')).length > 0)
    await (await one(page, 'mg-parameters [data-parameter="wpe"] .hit, [data-parameter="wpe"] .hit')).hover()
    await until('the number is named', async () =>
      /^wpe\[\d+\]\[\d+\] = /.test(await textOf(await one(page, '.inspected'))),
    )
    assert.deepEqual(await axeFindings(page), [])
    assert.deepEqual(complaints, [])
    await close()
  })

  test('a block of the classic diagram lights its lines or says why there are none; GPT-2 is drawn to scale', async () => {
    const { page, complaints, close } = await openPage({ hash: '#view=classic&num_steps=2' })
    await (await one(page, '[data-part="activation"], [data-part="feedforward"]')).click()
    await until('its lines are lit', async () => (await litLines(page)).some(line => line.includes('mlp_fc1')))
    await clickOn(page, 'button', 'Dropout: dropped')
    await until('the reason is there', async () =>
      (await textIn(page, 'mg-classic')).includes('learning its data by heart'),
    )
    await until('no line is lit', async () => (await litLines(page)).length === 0)
    await clickOn(page, 'button', 'GPT-2, 2019')
    await byRole(page, 'button', 'GELU: simpler')
    assert.deepEqual(await axeFindings(page), [])
    await clickOn(page, 'button', 'to scale')
    await until('the count is there', async () => (await textIn(page, 'mg-scale')).includes('124,439,808'))
    await until('the cursor has its lines again', async () => (await litLines(page)).length > 0)
    assert.deepEqual(await axeFindings(page), [])
    assert.deepEqual(complaints, [])
    await close()
  })

  test('the note line speaks of what is pointed at, and goes with all notes, for good', async () => {
    const { page, close } = await openPage({ hash: '#op=attention.query&layer=0&num_steps=2' })
    const line = async (): Promise<string> => textOf(await one(page, 'p.line'))
    await until('it says what q is', async () => (await line()).includes('what this position looks for'))
    await (await one(page, '[data-op="mlp.relu"] .hit')).hover()
    await until('it says what relu does', async () => (await line()).includes('Silences'))
    await clickOn(page, 'button', 'in larger models')
    await until('larger models are told of', async () => (await all(page, '[popover]:popover-open dd')).length >= 3)
    await page.keyboard.press('Escape')
    await clickOn(page, 'button', 'notes')
    await until('it is gone', async () => (await all(page, 'p.line')).length === 0)
    await page.reload()
    await page.waitForSelector('html[data-ready][data-notes="off"]')
    await close()
  })
})
