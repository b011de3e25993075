import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'puppeteer-core'
import { axeFindings } from './axe.ts'
import { all, byRole, clickOn, closeAll, litLines, one, openPage, textOf, until } from './browser.ts'

after(closeAll)

const hash = (page: Page): Promise<URLSearchParams> =>
  page.evaluate(() => location.hash).then(words => new URLSearchParams(words.slice(1)))

/** The numbers in the cells of what an operation put out. */
const cells = async (page: Page, op: string): Promise<string> => {
  const texts = await all(page, `.result .mark[data-op="${op}"] ~ .printed text`)
  return (await Promise.all(texts.map(textOf))).join(' ')
}

test('the toy, by the keys: its digits, its tokens, a vector of one’s own, and back after a reload', async () => {
  const { page, complaints, close } = await openPage()
  await one(page, '.opener')
  await (await byRole(page, 'button', '4,192 parameters, choose a model')).focus()
  await page.keyboard.press('Enter')
  await byRole(
    page,
    'menuitemradio',
    'microgpt 4,192 parameters One layer, 16 wide, four heads: the program as it stands.',
  )
  for (const key of ['End', 'Enter'] as const) await page.keyboard.press(key)
  await until('the walkthrough’s loss', async () => (await cells(page, 'loss.cross_entropy')) === '1.77')
  assert.equal(await cells(page, 'attention.key'), '−0.37 0.37')
  assert.equal(await cells(page, 'loss.softmax'), '.32 .08 .43 .17')
  assert.deepEqual(await axeFindings(page), [])

  await (await one(page, '.result .mark[data-op="attention.query"]')).click()
  await until('q’s line is lit', async () => (await litLines(page)).some(line => line.includes('attn_wq')))
  await (await one(page, 'h3[data-op="loss.cross_entropy"]')).click()

  await clickOn(page, 'button', 'c')
  await until('c is read', async () => (await cells(page, 'embedding.add')) === '0.00 0.30')
  const slider = await byRole(page, 'slider', 'tok_emb[0]')
  await slider.focus()
  for (let i = 0; i < 10; i++) await page.keyboard.press('ArrowRight')
  await until('everything follows the slider', async () => (await cells(page, 'embedding.add')) === '0.10 0.30')
  await clickOn(page, 'button', 'in full, the model’s own cache')
  await until(
    'the rounding is gone, the vector stays',
    async () => (await hash(page)).get('held')?.split(',').length === 2,
  )

  assert.equal((await hash(page)).get('model'), 'toy')
  await page.reload()
  await page.waitForSelector('html[data-ready]')
  await until('the toy is there, and the vector', async () => (await cells(page, 'embedding.add')) === '0.10 0.30')
  assert.deepEqual(complaints, [])
  await close()
})

test('on a phone the name of the page opens the models; the GPT-2 shape changes the code', async () => {
  const { page, complaints, close } = await openPage({ width: 390, height: 844 })
  await one(page, '.opener')
  await page.mouse.click(60, 22)
  const item = await one(page, '[role="menuitemradio"]:nth-of-type(3)')
  await item.click()
  await until('the code says layernorm', async () =>
    (await Promise.all((await all(page, '.cm-line')).map(textOf))).some(line => line.includes('x = layernorm(x)')),
  )
  await until('the link says so', async () => (await hash(page)).get('norm') === 'layernorm')
  assert.deepEqual(complaints, [])
  await close()
})
