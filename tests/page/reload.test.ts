/** A run that was left comes back as it was, and goes on as if it had never been left. */
import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import type { Page } from 'puppeteer-core'
import { closeAll, openPage, until } from './browser.ts'
import {
  finish,
  straight,
  clickWhenOffered,
  count,
  stateOf,
  trainFrom0,
  untilBack,
  untilStill,
  untilTrained,
} from './training-run.ts'

after(closeAll)

async function reloaded(page: Page): Promise<void> {
  await page.reload()
  await page.waitForSelector('html[data-ready]')
  await untilBack(page)
}

describe('a reload in mid-training', () => {
  for (const [lane, numbers] of [
    ['exact', '&num_steps=900'],
    ['simd', '&num_steps=900'],
    ['simd', '&n_layer=2&n_embd=8&num_steps=500'],
    ['webgpu', '&num_steps=300'],
  ] as const)
    test(`on ${lane}${numbers}: the run is there again, and ends bit for bit as without it`, async t => {
      const hash = `#tab=training&lane=${lane}${numbers}`
      const steps = Number(/num_steps=(\d+)/.exec(numbers)?.[1])
      const gpu = lane === 'webgpu'
      const { page, complaints, close } = await openPage({ hash, gpu })
      await trainFrom0(page, '50')
      await until('the lane computes', async () => (await stateOf(page)).backend === lane).catch(() => {})
      if ((await stateOf(page)).backend !== lane) return t.skip(`this browser has no ${lane}`)
      await untilTrained(page, 30)
      const before = await stateOf(page)
      assert.ok(before.losses.length < steps - 50, 'it was left in mid-training')
      await reloaded(page)
      const again = await stateOf(page)
      const words = `${again.losses.length} steps are done, ${before.losses.length} were`
      // What was kept last is kept for sure; the browser may be too quick for what the page keeps on its way out.
      assert.ok(again.losses.length >= before.losses.length - 25 && again.losses.length < steps, words)
      assert.deepEqual([again.config, again.data, again.backend], [before.config, before.data, lane])
      // Its trace may have to wait for shaders, which are compiled anew.
      const isLastSeen = async (): Promise<boolean> => {
        const { viewed, losses } = await stateOf(page)
        return Math.abs(viewed - losses.length) <= 50
      }
      await until('its last step is looked at', isLastSeen, 30_000)
      const losses = await finish(page, steps)
      assert.deepEqual(losses, await straight(hash, steps, gpu))
      assert.deepEqual(complaints, [])
      await close()
    })

  test('of a run that changed its lane on the way: the steps of each lane are done again on that lane', async () => {
    const { page, complaints, close } = await openPage({ hash: '#tab=training&lane=simd&num_steps=400' })
    await trainFrom0(page, '200')
    await untilTrained(page, 60)
    await clickWhenOffered(page, 'Pause')
    await untilStill(page)
    const changedAt = await count(page)
    const radio = await page.waitForSelector('aria/exact[role="radio"]')
    await radio!.evaluate(input => (input as HTMLInputElement).click())
    await until('exact computes', async () => (await stateOf(page)).backend === 'exact')
    await clickWhenOffered(page, 'Train')
    await untilTrained(page, changedAt + 40)
    await clickWhenOffered(page, 'Pause')
    await untilStill(page)
    const before = await stateOf(page)
    await until('it is kept', () =>
      page.evaluate(
        done => (JSON.parse(sessionStorage.getItem('microgpt-lens run')!) as { completed: number }).completed === done,
        before.losses.length,
      ),
    )
    await reloaded(page)
    const again = await stateOf(page)
    assert.deepEqual([again.losses, again.backend], [before.losses, 'exact'])
    assert.deepEqual(complaints, [])
    await close()
  })
})
