import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import type { Page } from 'puppeteer-core'
import { axeFindings } from './axe.ts'
import { all, clickOn, closeAll, one, openPage, textOf, until } from './browser.ts'

after(closeAll)

const textsOf = async (page: Page, selector: string): Promise<string[]> =>
  Promise.all((await all(page, selector)).map(textOf))

describe('the source of what runs', () => {
  test('the operation at the cursor stands there in three languages, and changes with the cursor', async () => {
    const { page, complaints, close } = await openPage({ hash: '#op=mlp.relu&layer=0' })
    await clickOn(page, 'button', 'three languages')
    await until('it is relu', async () => (await textsOf(page, 'figcaption')).some(text => /relu\.ts:\d+/.test(text)))
    const code = (await textsOf(page, 'pre')).join('\n')
    assert.match(code, /export function relu\(/)
    assert.match(await textOf(await one(page, 'ol.python')), /xi\.relu\(\)/)
    await clickOn(page, 'button', 'WGSL')
    await until('the shader is there', async () =>
      (await textsOf(page, 'pre')).some(text => text.includes('fn relu(item: u32')),
    )
    assert.deepEqual(await axeFindings(page), [])
    await clickOn(page, 'button', 'Step')
    await until('the cursor has moved on', async () =>
      (await textsOf(page, 'pre')).some(text => text.includes('fn linear(item: u32')),
    )
    await clickOn(page, 'button', 'whole model')
    await one(page, '.stage svg')
    assert.deepEqual(complaints, [])
    await close()
  })

  test('a line is switched off: it is struck through, its worth is there at once, and Train trains without it', async () => {
    const { page, complaints, close } = await openPage({ hash: '#num_steps=60&step=60&op=loss.mean' })
    const state = (): Promise<{ loss: number; off: string; trained: string; done: number }> =>
      page.evaluate(() => {
        const { session } = document.querySelector('mg-app')!
        const { reader } = session.view.value!
        const { config } = session.run.value!
        return {
          loss: reader.loss,
          // What the numbers on the screen were computed without; the switch itself moves before them.
          off: reader.plan.config.off,
          trained: config.off,
          done: session.training.losses.value.length,
        }
      })
    await until('the run is there', async () => (await state()).done === 60)
    await clickOn(page, 'button', 'three languages')
    await until('every part is weighed', async () => {
      const worths = await textsOf(page, 'b.worth')
      return worths.length > 0 && worths.every(text => /^\d/.test(text))
    })
    const before = await state()
    const rows = await textsOf(page, 'li.part')
    const worth = Number(/activation\D*([\d.]+)$/.exec(rows.find(row => row.includes('activation'))!)![1])

    for (const handle of await all(page, 'button.part'))
      if ((await textOf(handle)).includes('activation')) await handle.click()
    await until('the model has no activation', async () => (await state()).off === 'mlp.relu')
    const without = await state()
    assert.equal(without.loss.toFixed(2), worth.toFixed(2))
    assert.notEqual(without.loss, before.loss)
    assert.match((await textsOf(page, '.lens-off')).join(' '), /xi\.relu\(\)/)
    assert.equal(without.trained, '')
    await clickOn(page, 'tab', 'Training')
    await clickOn(page, 'button', 'Train')
    await until('a run without it is done', async () => {
      const { trained, done } = await state()
      return trained === 'mlp.relu' && done === 60
    })
    assert.deepEqual(complaints, [])
    await close()
  })

  test('this is the script: every loss and every name that CPython printed for the shipped names', async () => {
    const { page, close } = await openPage()
    await until('the badge says so', async () =>
      (await textsOf(page, 'summary.script')).some(text =>
        /this is the script.*1,000\/1,000 losses 20\/20 names/.test(text),
      ),
    )
    await (await one(page, 'summary.script')).click()
    assert.match((await textsOf(page, 'table.script')).join(), /first step that prints otherwise\s*none/)
    assert.deepEqual(await axeFindings(page), [])
    await close()
  })

  test('on the simd lane the badge says how close it is, and where it parts from the script', async () => {
    const { page, close } = await openPage({ hash: '#lane=simd&tab=Training' })
    await until('the run is there', () =>
      page.evaluate(() => document.querySelector('mg-app')!.session.training.losses.value.length === 1000),
    )
    await page.evaluate(() => (document.querySelector('mg-app')!.session.training.pace.value = Infinity))
    await clickOn(page, 'button', 'Train')
    // It goes while the run is trained anew, and comes back.
    let same = NaN
    await until('the badge is about simd', async () => {
      const [words = ''] = await textsOf(page, 'summary.script')
      const found = /([\d,]+)\/1,000 losses 20\/20 names, simd$/.exec(words)
      same = Number(found?.[1]!.replace(',', ''))
      return found !== null
    })
    assert.ok(same >= 990, `${same} losses print the same`)
    if (same < 1000)
      await until('where it shows is said', async () =>
        /where it shows there.*off by \d/.test((await textsOf(page, 'table.script'))[0]!),
      )
    await close()
  })
})
