import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, describe, test } from 'node:test'
import type { Page } from 'puppeteer-core'
import type { MgApp } from '../../src/elements/app/mg-app.ts'
import { all, closeAll, clickOn, one, openPage, textOf, until } from './browser.ts'

after(closeAll)

const ours = readFileSync('microgpt.py', 'utf8')
const early = ours
  .replace('xi.relu()', 'xi.relu() ** 2')
  .replace('block_size = 16', 'block_size = 8')
  .replace('std=0.08', 'std=0.02')

const config = (page: Page) =>
  page.evaluate(() => ({ ...(document.querySelector('mg-app') as MgApp).session.run.value!.config }))

/** Lets a file fall on the code. */
const drop = (page: Page, name: string, text: string): Promise<void> =>
  page.evaluate(
    (name, text) => {
      const pane = (document.querySelector('mg-app') as MgApp).renderRoot.querySelector('mg-code-pane')!
      const dataTransfer = new DataTransfer()
      dataTransfer.items.add(new File([text], name))
      pane.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, composed: true, cancelable: true }))
    },
    name,
    text,
  )

const undo = async (page: Page, redo = false): Promise<void> => {
  await page.keyboard.down('Control')
  if (redo) await page.keyboard.down('Shift')
  await page.keyboard.press('z')
  if (redo) await page.keyboard.up('Shift')
  await page.keyboard.up('Control')
}

describe('the code is the config', () => {
  test('another program runs with its own numbers, is there after a reload, and can be taken back', async () => {
    const { page, complaints, close } = await openPage()
    await drop(page, 'early.py', early)
    await until('it runs', async () => (await config(page)).activation === 'relu2')
    const { block_size, std } = await config(page)
    assert.deepEqual([block_size, std], [8, 0.02])
    assert.equal(await textOf(await one(page, 'button.file')), 'early.py')
    await until('the link has it', async () => page.evaluate(() => /block_size=8\b/.test(location.hash)))
    await page.reload()
    await page.waitForSelector('html[data-ready]')
    assert.equal(await textOf(await one(page, 'button.file')), 'early.py')
    assert.equal((await config(page)).block_size, 8)
    await (await one(page, 'button.file')).click()
    await clickOn(page, 'menuitemradio', 'microgpt.py relu, block 16, 1,000 steps')
    await until('ours runs again', async () => (await config(page)).block_size === 16)
    await undo(page)
    await until('the other is back', async () => (await textOf(await one(page, 'button.file'))) === 'early.py')
    await undo(page, true)
    await until('ours is back', async () => (await textOf(await one(page, 'button.file'))) === 'microgpt.py')
    assert.deepEqual(complaints, [])
    await close()
  })

  test('what is no program is said, and the code stays', async () => {
    const { page, close } = await openPage()
    for (const [name, text, words] of [
      ['names.txt', 'emma\nolivia\n', /names\.txt is not a microgpt\.py/],
      ['a.bin', '\0\0', /a\.bin is not text/],
      ['big.py', '# line\n'.repeat(40_000), /big\.py has 280 kB/],
      ['heads.py', ours.replace('n_head = 4', 'n_head = 5'), /n_head must divide n_embd/],
    ] as const) {
      await drop(page, name, text)
      await until(String(words), async () => words.test(await textOf(await one(page, '.message'))))
      assert.equal(await textOf(await one(page, 'button.file')), 'microgpt.py')
    }
    await close()
  })

  test('a pasted program is opened from the menu, and compared with ours', async () => {
    const { page, close } = await openPage()
    await (await one(page, 'button.file')).click()
    await clickOn(page, 'menuitem', 'Paste a program')
    const area = await one(page, 'textarea')
    await area.evaluate((area, text) => ((area as HTMLTextAreaElement).value = text), early)
    await clickOn(page, 'button', 'Open it')
    await until('it runs', async () => (await config(page)).block_size === 8)
    await (await one(page, 'button.file')).click()
    await clickOn(page, 'menuitem', 'Compare with microgpt.py')
    await one(page, 'tr.added')
    const signs = (await Promise.all((await all(page, 'td.sign')).map(textOf))).filter(sign => sign !== '')
    assert.deepEqual(signs.map(sign => sign[0]).join(''), '−+−+−+')
    await close()
  })

  test('a number is dragged with a real pointer', async () => {
    const { page, close } = await openPage({ hash: '#tab=Training' })
    await one(page, '.cm-editor')
    await page.evaluate(() => {
      const pane = (document.querySelector('mg-app') as MgApp).renderRoot.querySelector('mg-code-pane')!
      pane.renderRoot.querySelector('.cm-scroller')!.scrollTop = 72 * 18
    })
    const number = await one(page, '[data-live=n_embd]')
    const { x, y } = (await number.boundingBox())!
    await page.mouse.move(x + 4, y + 6)
    await page.mouse.down()
    await page.mouse.move(x + 24, y + 6, { steps: 3 })
    await page.mouse.move(x + 37, y + 6, { steps: 3 })
    assert.equal((await config(page)).n_embd, 16)
    await page.mouse.up()
    await until('the model follows', async () => (await config(page)).n_embd === 32)
    await undo(page)
    await until('16 again, trained as it was', async () =>
      page.evaluate(() => {
        const { session } = document.querySelector('mg-app') as MgApp
        return session.run.value!.config.n_embd === 16 && session.training.losses.value.length > 100
      }),
    )
    await close()
  })
})
