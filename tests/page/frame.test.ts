import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { axeFindings } from './axe.ts'
import { byRole, clickOn, closeAll, one, openPage, until } from './browser.ts'
import { tabs } from '../../src/lens/link.ts'

after(closeAll)

describe('the frame', () => {
  test('the divider moves by keys and by pointer, and is remembered', async () => {
    const { page, close } = await openPage()
    const width = (): Promise<number> =>
      one(page, 'mg-code-pane').then(pane =>
        pane.evaluate(element => Math.round(element.getBoundingClientRect().width)),
      )
    const divider = await byRole(page, 'separator', 'width of the code')
    const before = await width()
    await divider.focus()
    await page.keyboard.press('ArrowRight')
    await until('it is narrower', async () => (await width()) === before - 8)
    const box = (await divider.boundingBox())!
    await page.mouse.move(box.x + 12, 400)
    await page.mouse.down()
    await page.mouse.move(box.x + 12 - 100, 400, { steps: 4 })
    await page.mouse.up()
    await until('it has been dragged', async () => Math.abs((await width()) - (before + 92)) < 4)
    const chosen = await width()
    await page.reload()
    await page.waitForSelector('html[data-ready]')
    assert.equal(await width(), chosen)
    await close()
  })

  test('the tabs are walked with arrow keys, and only tabs that show something are there', async () => {
    const { page, close } = await openPage()
    await (await byRole(page, 'tab', 'Architecture')).focus()
    await page.keyboard.press('ArrowRight')
    assert.equal(await page.evaluate(() => document.documentElement.dataset['ready']), '')
    const selected = (): Promise<string> =>
      one(page, '[role=tab][aria-selected=true]').then(tab => tab.evaluate(e => e.textContent?.trim() ?? ''))
    assert.equal(await selected(), 'Autograd')
    await page.keyboard.press('End')
    assert.equal(await selected(), tabs.at(-1))
    await close()
  })

  test('the theme follows the system until one is chosen, and the choice is kept', async () => {
    const { page, close } = await openPage({ dark: true })
    const theme = (): Promise<string | undefined> => page.$eval('html', root => root.dataset['theme'])
    assert.equal(await theme(), 'dark')
    await clickOn(page, 'button', 'Theme: system')
    assert.equal(await theme(), 'light')
    await page.reload()
    await page.waitForSelector('html[data-ready]')
    assert.equal(await theme(), 'light')
    await close()
  })

  for (const dark of [false, true])
    for (const width of [1440, 390])
      test(`axe finds nothing on any tab, ${width} wide, ${dark ? 'dark' : 'light'}`, async () => {
        const { page, close } = await openPage({ width, height: width === 390 ? 844 : 900, dark, reducedMotion: true })
        for (const tab of tabs) {
          await (await byRole(page, 'tab', tab)).evaluate(element => (element as HTMLElement).click())
          await new Promise(done => setTimeout(done, 500))
          const violations = await axeFindings(page)
          assert.deepEqual(violations, [], `${tab}: ${violations.join('; ')}`)
        }
        await close()
      })

  for (const [width, height] of [
    [1440, 900],
    [1024, 768],
    [390, 844],
  ] as const)
    test(`nothing scrolls sideways, ${width} wide`, async () => {
      const { page, close } = await openPage({ width, height })
      for (const tab of tabs) {
        await (await byRole(page, 'tab', tab)).evaluate(element => (element as HTMLElement).click())
        await new Promise(done => setTimeout(done, 200))
        const over = await page.evaluate(() => {
          const stage = document.querySelector('mg-app')!.shadowRoot!.querySelector('.stage')!
          return [document.documentElement.scrollWidth - innerWidth, stage.scrollWidth - stage.clientWidth]
        })
        assert.deepEqual(
          over.map(px => Math.max(0, px)),
          [0, 0],
          tab,
        )
      }
      await close()
    })
})
