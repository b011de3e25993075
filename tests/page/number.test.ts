import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import type { ElementHandle, Page } from 'puppeteer-core'
import { axeFindings } from './axe.ts'
import { all, closeAll, litLines, one, openPage, pause, textOf, until } from './browser.ts'

after(closeAll)

/** Waits for what stands inside an element: `host selector` with the shadow root between them. */
async function within(page: Page, host: string, selector: string): Promise<ElementHandle> {
  for (let left = 100; left > 0; left--) {
    for (const found of await all(page, host)) {
      const inner = await found.evaluateHandle(
        (element, selector) => element.shadowRoot!.querySelector(selector),
        selector,
      )
      const element = inner.asElement() as ElementHandle | null
      if (element) return element
    }
    await pause(50)
  }
  throw new Error(`nothing in ${host} matches ${selector}`)
}

const inCard = (page: Page, selector: string): Promise<ElementHandle> => within(page, 'mg-number-card', selector)

const heading = async (page: Page): Promise<string> => textOf(await inCard(page, '.where'))
const isOpen = async (page: Page): Promise<boolean> => (await all(page, 'mg-number-card')).length > 0
const press = async (page: Page, selector: string): Promise<void> =>
  (await inCard(page, selector)).evaluate(element => (element as HTMLElement).click())

interface Point {
  readonly x: number
  readonly y: number
}

/** The middle of the nth cell of a mark on the screen, once it stays there: what comes late moves the others. */
async function cellPlace(page: Page, selector: string, column: number): Promise<Point> {
  const measured = async (): Promise<Point> =>
    (await one(page, selector)).evaluate((mark, column) => {
      const { grid } = mark as Element & { grid: { columns: number } }
      const { left, top, width, height } = mark.querySelector('.hit')!.getBoundingClientRect()
      return { x: left + ((column + 0.5) / grid.columns) * width, y: top + height / 2 }
    }, column)
  let place = await measured()
  for (let still = 0; still < 3;) {
    await pause(150)
    const next = await measured()
    still = next.x === place.x && next.y === place.y ? still + 1 : 0
    place = next
  }
  return place
}

describe('how a number is made', () => {
  test('a double click opens it, operands and links lead on, and the way back is kept', async () => {
    const { page, complaints, close } = await openPage({
      hash: '#tab=architecture&op=attention.norm&position=2',
    })
    const norm = '[data-op="attention.norm"][data-position]'
    const { x, y } = await cellPlace(page, (await all(page, norm)).length > 0 ? norm : '[data-op="attention.norm"]', 5)
    await page.mouse.move(x, y, { steps: 3 })
    await until(
      'the inspector says how',
      async () => (await textOf(await within(page, 'mg-inspector', 'small'))) === 'double click: how it is made',
    )
    await page.mouse.click(x, y, { count: 2 })
    await until('the sheet is there', () => isOpen(page))
    assert.match(await heading(page), /^x\[5\], position 2/)
    const said = await textOf(await inCard(page, '.named'))
    const shown = await (
      await inCard(page, '.steps')
    ).evaluate(steps => [...steps.querySelectorAll('.result b')].at(-1)!.textContent.trim())
    assert.equal(Number(said.split('=')[1]!.replace('−', '-')).toFixed(4).replace('-', '−'), shown)
    assert.ok((await litLines(page)).some(line => line.includes('x = rmsnorm(x)')))

    await press(page, '.sources li:nth-child(1) button')
    await until('what it is made of', async () => (await heading(page)).startsWith('x_residual['))
    assert.ok((await litLines(page)).some(line => line.includes('x_residual = x')))
    await press(page, '.back')
    await until('back again', async () => (await heading(page)).startsWith('x[5]'))
    await until('the link says so', () =>
      page.evaluate(() => location.hash.includes('number=a-attention.norm-0--2-0-5')),
    )

    await page.keyboard.press('Escape')
    await until('closed', async () => !(await isOpen(page)))
    assert.deepEqual(complaints, [])
    await close()
  })

  test('by keys: arrows to the cell, Enter opens it, Escape closes it and the focus is back', async () => {
    const { page, close } = await openPage({ hash: '#tab=architecture&op=attention.query&position=2' })
    const mark = await one(page, '.mark[data-op="attention.query"]:not([data-parameter])')
    await mark.evaluate(element => (element as SVGElement).focus())
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    await until('the sheet is there', () => isOpen(page))
    const words = await heading(page)
    assert.match(words, /^q\[1\], position 2/)
    const focused = (): Promise<string> =>
      page.evaluate(() => {
        let found = document.activeElement
        while (found?.shadowRoot?.activeElement) found = found.shadowRoot.activeElement
        return found?.getAttribute('aria-label') ?? found?.textContent.trim() ?? ''
      })
    await until('the focus is in the card', async () => (await focused()) === 'How is this number made')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    const first = await focused()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    assert.notEqual(await focused(), first)
    await page.keyboard.press('Escape')
    await until('closed', async () => !(await isOpen(page)))
    assert.match(await focused(), /q/)
    await close()
  })

  test('a link opens it in another tab; the Python is copied; axe finds nothing', async () => {
    const hash = '#tab=attention&op=attention.softmax&layer=0&head=1&position=3&number=a-attention.softmax-0-1-3-0-2'
    const { page, close } = await openPage({
      hash,
      before: () =>
        Object.defineProperty(navigator, 'clipboard', {
          value: {
            writeText: (text: string) => ((document.documentElement.dataset['copied'] = text), Promise.resolve()),
          },
        }),
    })
    await until('the sheet is there', () => isOpen(page))
    assert.match(await heading(page), /^attn_weights\[2\], head 1, position 3/)
    await press(page, '.copy')
    await until('it says so', async () => (await textOf(await inCard(page, '.python .says'))) === 'copied')
    const python = await page.evaluate(() => document.documentElement.dataset['copied'] ?? '')
    assert.match(python, /^# attn_weights\[2\]\nimport math\n/)
    await press(page, 'summary')
    await inCard(page, 'table')
    assert.deepEqual(await axeFindings(page), [])
    await close()
  })
})
