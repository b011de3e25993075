/** Links and memories may hold anything: the page works all the same. */
import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { defaultConfig } from '../../src/engine/config.ts'
import { all, clickOn, closeAll, one, openPage, until } from './browser.ts'
import { stateOf, untilTrained } from './training-run.ts'

after(closeAll)

describe('a link or a memory that is broken', () => {
  const hashes = [
    '#n_embd=999&n_head=7&step=NaN&tab=__proto__&op=constructor&name=<script>alert(1)</script>',
    '#%E0%A4%A&&&==&%&op=%00&phase=__proto__&data=own&seed=-1&temperature=Infinity&num_steps=0',
    `#name=${'<img src=x onerror=alert(1)>'.repeat(2000)}`,
    '#tab=attention&op=attention.softmax&layer=99&head=99&position=1e9&phase=backward&step=-5&n_head=3',
    '#data=original',
    '#lane=cuda&n_embd=8',
  ]
  for (const hash of hashes)
    test(`${hash.slice(0, 60)}: a working page and no complaint`, async () => {
      const { page, complaints, close } = await openPage({ hash })
      await until('a model is there', async () => (await all(page, '[data-op]')).length > 10)
      const slider = await one(page, '[role=slider][aria-label="moment of the training step"]')
      const now = (): Promise<number> => slider.evaluate(element => Number(element.getAttribute('aria-valuenow')))
      const start = await now()
      await clickOn(page, 'button', 'Step back')
      await until('the cursor moves', async () => (await now()) === start - 1)
      assert.equal((await all(page, 'img[src]')).length, 0)
      assert.deepEqual(complaints, [])
      await close()
    })

  test('what was kept is no run: the bundled one is there', async () => {
    for (const kept of [
      '{"config":{"n_embd":1e9,"n_head":"x"},"data":"own","completed":1e9}',
      '{"config":[]',
      '{"config":{},"completed":1000,"spans":[{"from":-3,"lane":"cuda"},7,null],"hashes":3}',
      '[7]',
    ]) {
      const { page, complaints, close } = await openPage()
      await page.evaluate(text => {
        for (const storage of [localStorage, sessionStorage]) storage.setItem('microgpt-lens run', text)
        history.replaceState(null, '', location.pathname)
        // What the page would keep on its way out must not mend it.
        Storage.prototype.setItem = () => {}
      }, kept)
      await page.reload()
      await page.waitForSelector('html[data-ready]')
      await untilTrained(page, 1000)
      const { config, data } = await stateOf(page)
      assert.deepEqual([config, data], [defaultConfig, 'shipped names'])
      assert.deepEqual(complaints, [])
      await close()
    }
  })
})
