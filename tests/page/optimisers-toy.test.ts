import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'puppeteer-core'
import { axeFindings } from './axe.ts'
import { all, byRole, clickOn, closeAll, litLines, one, openPage, textOf, until } from './browser.ts'

after(closeAll)

const texts = async (page: Page, selector: string): Promise<string[]> =>
  Promise.all((await all(page, selector)).map(textOf))

test('three optimisers beside the run, one weight’s step, and what a letter costs', async () => {
  const { page, complaints, close } = await openPage({ hash: '#tab=Training&view=optimisers' })
  const ends = (): Promise<string[]> => texts(page, 'p > output')
  await byRole(page, 'button', 'Train all again')
  const before = await ends()
  assert.ok(
    before.every(end => Number(end) < 2.6),
    before.join(),
  )
  // The run at hand is the script's own still.
  assert.match(await page.evaluate(() => location.hash), /step=1000&done=1000/)
  await until('the first step is taken apart', async () => (await texts(page, '.adam dd b')).length === 7)
  const first = await texts(page, '.adam dd b')
  assert.match(first[5]!, /0\.01000$/, 'Adam’s first update is the learning rate')
  const step = await byRole(page, 'slider', 'step')
  await step.focus()
  await page.keyboard.press('End')
  await until('the last step is taken apart', async () => (await texts(page, '.adam dd b'))[0] !== first[0])
  const [slow] = await all(page, '.rate mg-slider')
  const range = (await slow!.evaluateHandle(element => element.shadowRoot!.querySelector('input')!)).asElement()!
  await (range as typeof slow)!.focus()
  await page.keyboard.press('Home')
  await until('SGD is slower', async () => Number((await ends())[0]) > Number(before[0]) + 0.05)
  assert.deepEqual((await ends()).slice(1), before.slice(1))
  await (await one(page, 'button.code')).click()
  await until('the update is lit in the program', async () => /p\.data|m\[i\]/.test((await litLines(page)).join()))
  assert.deepEqual(await axeFindings(page), [])

  await clickOn(page, 'button', 'surprise')
  await until(
    'every letter has its cost',
    async () => (await all(page, 'g.mark[data-op="loss.cross_entropy"]')).length > 2,
  )
  const sum = await textOf(await one(page, 'p.sum'))
  const [, terms, mean] = /\((.*)\) \/ \d+ = ([\d.]+)/.exec(sum)!
  const costs = terms!.split(' + ').map(Number)
  const worked = costs.reduce((total, cost) => total + cost, 0) / costs.length
  assert.ok(Math.abs(worked - Number(mean)) < 1e-3, sum)
  await (await all(page, 'g.mark[data-op="loss.cross_entropy"]'))[1]!.click()
  await until('the second letter is at hand', async () =>
    (await page.evaluate(() => location.hash)).includes('position=1'),
  )
  await clickOn(page, 'button', 'bits')
  await until('in bits', async () => /bits a letter/.test(await textOf(await one(page, 'p.sum'))))
  assert.deepEqual(await axeFindings(page), [])
  assert.deepEqual(complaints, [])
  await close()
})

test('the toy, trained live on words of one’s own', async () => {
  const { page, complaints, close } = await openPage({ hash: '#tab=Training&view=toy' })
  const words = await one(page, '#words')
  const write = async (text: string): Promise<void> => {
    await words.click({ count: 3 })
    await page.keyboard.type(text)
    await page.keyboard.press('Enter')
  }
  await write('abd')
  await until('it is refused', async () => /“abd” has d/.test(await textOf(await one(page, '#words-problem'))))
  await write('abc bca ab')
  await until('it is the toy', async () => (await all(page, '.wires path')).length === 72)
  await (await one(page, 'form [placeholder=BOS]')).click()
  await page.keyboard.type('a')
  await page.keyboard.press('Enter')
  await until('it answers', async () => (await all(page, '.scroller tbody tr')).length === 1)
  const widths = (): Promise<string> =>
    page.$$eval('pierce/.wires path', paths => paths.map(path => path.getAttribute('stroke-width')).join())
  const thin = await widths()
  await clickOn(page, 'button', 'Step ▸ one example')
  await until('one step', async () => (await texts(page, '[role=log] li')).length === 1)
  await clickOn(page, 'button', 'Train 100')
  await until('a hundred more', async () => /^101 of/.test(await textOf(await one(page, '.done'))))
  await until('it has been asked again', async () => (await all(page, '.scroller tbody tr')).length === 2)
  const [before, now] = await texts(page, '.scroller tbody tr')
  const b = (row: string): number => Number(row.match(/\.\d\d/g)![1])
  assert.ok(b(now!) > b(before!), `${before} → ${now}`)
  assert.notEqual(await widths(), thin)
  assert.deepEqual(await axeFindings(page), [])
  assert.deepEqual(complaints, [])
  await close()
})

test('on a phone the toy stands in the width; a button that can do nothing looks so under the pointer too', async () => {
  const { page, complaints, close } = await openPage({ hash: '#tab=Training&view=toy', width: 390, height: 844 })
  const beyond = await (await one(page, '.scroller')).evaluate(scroller => scroller.scrollWidth - scroller.clientWidth)
  assert.equal(beyond, 0)
  await clickOn(page, 'button', 'run')
  const train = await byRole(page, 'button', 'Train')
  await train.click()
  await until('it trains', () => train.evaluate(button => button.getAttribute('aria-disabled') === 'true'))
  await train.hover()
  assert.equal(await train.evaluate(button => getComputedStyle(button).backgroundColor), 'rgba(0, 0, 0, 0)')
  assert.deepEqual(complaints, [])
  await close()
})
