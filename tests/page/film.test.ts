import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import type { MgApp } from '../../src/elements/app/mg-app.ts'
import { axeFindings } from './axe.ts'
import { all, byRole, clickOn, closeAll, one, openPage, textOf, until } from './browser.ts'

after(closeAll)

describe('training as a film', () => {
  test('two steps are pinned and compared, and the link brings them back', async () => {
    const { page, complaints, close } = await openPage({ hash: '#tab=training&step=100' })
    const text = async (selector: string): Promise<string> => textOf(await one(page, selector))
    const viewed = (): Promise<number> =>
      page.evaluate(() => (document.querySelector('mg-app') as MgApp).session.view.value!.step + 1)
    await until('step 100 is looked at', async () => (await viewed()) === 100)
    await clickOn(page, 'button', 'Pin A')
    const slider = await byRole(page, 'slider', 'training step')
    await slider.focus()
    for (let i = 0; i < 5; i++) await page.keyboard.press('PageUp')
    await until('it has moved on', async () => (await viewed()) > 500)
    const b = await viewed()
    await until(
      'both have made up names',
      async () => (await all(page, 'mg-comparison .names li:not(.wait)')).length === 16,
    )
    assert.match(await text('mg-comparison .difference'), new RegExp(`what ${b - 100} steps wrote, all 4,192 numbers`))
    await until('both have read the name', async () => (await all(page, '.ops tbody tr')).length === 5)

    const button = await one(page, '.ops tbody button')
    const op = await button.evaluate(element => (element as HTMLElement).dataset['op'])
    await button.evaluate(element => (element as HTMLElement).click())
    assert.equal(await page.evaluate(() => (document.querySelector('mg-app') as MgApp).session.moment.value!.op), op)
    await until('the link has both', async () => /[#&]a=100\b/.test(await page.evaluate(() => location.hash)))
    const names = await text('mg-comparison .names')
    assert.deepEqual(await axeFindings(page), [])
    await page.reload()
    await page.waitForSelector('html[data-ready]')
    await until(
      'the comparison is back',
      async () => (await all(page, 'mg-comparison .names li:not(.wait)')).length === 16,
    )
    assert.equal(await text('mg-comparison .names'), names)
    assert.deepEqual(complaints, [])
    await close()
  })

  test('a click on a cell follows that weight through all steps', async () => {
    const { page, close } = await openPage({ hash: '#tab=training' })
    const mark = await one(page, '.mark[data-parameter="wte"]')
    await mark.click()
    const index = (): Promise<number | null> =>
      page.evaluate(() => (document.querySelector('mg-app') as MgApp).session.parameterIndex.value)
    await until('it is chosen', async () => (await index()) !== null)
    await until('its life is drawn', async () => (await all(page, 'mg-weight-life .row')).length === 5)
    const shown = await textOf(await one(page, 'mg-weight-life code'))
    assert.equal(shown, `wte[${Math.floor((await index())! / 16)}][${(await index())! % 16}]`)
    await close()
  })

  test('scrubbing 1,000 steps keeps 60 frames a second for all but the slowest 5 % of frames', async () => {
    const { page, close } = await openPage({ hash: '#tab=training' })
    const slider = await byRole(page, 'slider', 'training step')
    await until('all steps are done', async () => (await slider.evaluate(e => (e as HTMLInputElement).max)) === '1000')
    const client = await page.createCDPSession()
    // Time that the thread itself has worked: another process on the machine does not count.
    await client.send('Performance.enable', { timeDomain: 'threadTicks' })
    const worked = async (): Promise<number> =>
      1000 * (await client.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration')!.value
    const box = (await slider.boundingBox())!
    // It stands at the end.
    const thumb = box.x + box.width - 12
    await page.evaluate(() => {
      const counter = globalThis as unknown as { frames: number }
      counter.frames = 0
      const count = (): void => {
        counter.frames++
        requestAnimationFrame(count)
      }
      requestAnimationFrame(count)
    })
    /** The step that is shown, and how many frames there have been. */
    const look = (): Promise<[number, number]> =>
      page.evaluate(
        () =>
          new Promise<[number, number]>(done =>
            requestAnimationFrame(() =>
              done([
                (document.querySelector('mg-app') as MgApp).session.view.value!.step,
                (globalThis as unknown as { frames: number }).frames,
              ]),
            ),
          ),
      )
    /** Milliseconds of work in a frame, move by move. */
    const scrub = async (): Promise<number[]> => {
      await page.mouse.move(thumb, box.y + box.height / 2)
      await page.mouse.down()
      const costs: number[] = []
      const seen = new Set<number>()
      let [before, [, frame]] = [await worked(), await look()]
      for (let i = 1; i <= 150; i++) {
        await page.mouse.move(thumb - (i / 150) * (box.width - 24), box.y + box.height / 2)
        const [step, at] = await look()
        const now = await worked()
        seen.add(step)
        costs.push((now - before) / Math.max(1, at - frame))
        ;[before, frame] = [now, at]
      }
      await page.mouse.up()
      assert.ok(seen.size > 60, `only ${seen.size} steps were seen`)
      return costs
    }
    // A busy machine has slow caches: of three times the least is nearest to what the page itself takes for a move.
    const passes = [await scrub(), await scrub(), await scrub()]
    const costs = passes[0]!.map((_, i) => Math.min(...passes.map(pass => pass[i]!))).sort((a, b) => a - b)
    const slow = costs[Math.floor(0.95 * costs.length)]!
    console.log(`scrubbing: ${slow.toFixed(1)} ms of work in a frame, all but the slowest 5 %`)
    assert.ok(slow < 1000 / 60, `${slow.toFixed(1)} ms`)
    await close()
  })
})
