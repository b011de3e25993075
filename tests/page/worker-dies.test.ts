/** The worker may end at any time: another takes its place, and nothing is lost. */
import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import type { Page } from 'puppeteer-core'
import { byRole, clickOn, closeAll, one, openPage, until } from './browser.ts'
import {
  choosePace,
  count,
  stateOf,
  straight,
  trainFrom0,
  untilSaid,
  untilStill,
  untilTrained,
} from './training-run.ts'

after(closeAll)

/** Ends the worker from inside, as a crash does: nobody is told. */
const endWorker = (page: Page): Promise<void> => page.workers()[0]!.evaluate(() => self.close())

describe('the worker ends', () => {
  for (const lane of ['exact', 'simd'])
    test(`in mid-training on ${lane}: another goes on, and the run ends bit for bit as without it`, async () => {
      const hash = `#tab=training&num_steps=400&lane=${lane}`
      const { page, complaints, close } = await openPage({ hash })
      await trainFrom0(page, '50')
      await untilTrained(page, 40)
      await endWorker(page)
      await untilSaid(page, /engine stopped; another has taken its place.*Nothing is lost/)
      const before = await count(page)
      assert.ok(before >= 40 && before < 400)
      await until('training goes on', async () => (await count(page)) > before)
      await choosePace(page, 'Infinity')
      await untilTrained(page, 400)
      await untilStill(page)
      assert.deepEqual((await stateOf(page)).losses, await straight(hash, 400))
      assert.equal(page.workers().length, 1)
      assert.deepEqual(complaints, [])
      await close()
    })

  test('while nothing runs: the losses stay, any step can be looked at, and a name of one’s own is read', async () => {
    const { page, complaints, close } = await openPage({ hash: '#tab=training' })
    await untilTrained(page, 1000)
    const { losses } = await stateOf(page)
    await endWorker(page)
    await untilSaid(page, /done the 1,000 steps again/)
    await (await one(page, 'input[aria-label="training step"]')).focus()
    await page.keyboard.press('Home')
    await until('the first step is on the screen', async () => (await stateOf(page)).viewed === 0)
    const input = await byRole(page, 'textbox', 'type a name of your own')
    await input.type('anna')
    await page.keyboard.press('Enter')
    await until('a name of one’s own is read', async () => (await stateOf(page)).document === 'anna')
    assert.deepEqual((await stateOf(page)).losses, losses)
    assert.deepEqual(complaints, [])
    await close()
  })

  test('again and again: the page still works', async () => {
    const { page, close } = await openPage({ hash: '#tab=training&num_steps=60&step=60' })
    await untilTrained(page, 60)
    for (let i = 0; i < 3; i++) {
      await endWorker(page)
      await untilSaid(page, /done the 60 steps again/)
      await clickOn(page, 'button', 'dismiss')
    }
    assert.equal(await count(page), 60)
    await close()
  })

  test('an error that nobody caught in the worker ends it too', async () => {
    const { page, close } = await openPage({ hash: '#tab=training&num_steps=60&step=60' })
    await untilTrained(page, 60)
    await page.workers()[0]!.evaluate(
      () =>
        void setTimeout(() => {
          throw new Error('as if memory had run out')
        }),
    )
    await untilSaid(page, /done the 60 steps again/)
    await close()
  })
})
