import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import type { MgApp } from '../../src/elements/app/mg-app.ts'
import { all, closeAll, litLines, one, openPage, pause, textOf, until } from './browser.ts'

after(closeAll)

describe('first sight', () => {
  for (const from of ['server', 'file'] as const)
    for (const gpu of [true, false])
      test(`opened from the ${from}${gpu ? ' with a GPU' : ' without an adapter'}: ready in two seconds, a trained model on the screen, no complaint`, async () => {
        const { page, complaints, close } = await openPage({ from, gpu, before: noteWhenReady })
        const ready = await page.evaluate(() => (globalThis as unknown as { readyAt: number }).readyAt)
        assert.ok(ready < 2000, `ready after ${Math.round(ready)} ms`)
        const summary = await textOf(await one(page, '.summary'))
        assert.match(summary, /4,192 parameters/)
        assert.match(summary, /step 1,000/)
        await until('the loss of the run is there', async () =>
          /loss 2\.[1-6]/.test(await textOf(await one(page, '.summary'))),
        )
        assert.ok((await all(page, '[data-op]')).length > 30)
        if (!gpu)
          await until('why there is no WebGPU is said', async () =>
            /WebGPU|adapter|GPU/.test(await textOf(await one(page, '.message'))),
          )
        await until(
          'the race is over',
          async () => (await page.$eval('html', root => root.dataset['backend'])) === 'simd',
          20_000,
        )
        await pause(1200)
        assert.deepEqual(complaints, [])
        await close()
      })

  test('where the page itself knows no WebGPU, the model is there all the same', async () => {
    const { page, close } = await openPage({
      gpu: true,
      before: () => Object.defineProperty(Navigator.prototype, 'gpu', { get: () => undefined }),
    })
    assert.ok((await all(page, '.mark.done')).length > 30)
    await close()
  })
})

describe('the code and the picture are one', () => {
  test('clicking a block lights its lines and brings them into view', async () => {
    const { page, close } = await openPage()
    await (await one(page, '.mark[data-op="attention.query"]')).click()
    await until('the query line is lit', async () =>
      (await litLines(page)).some(line => line.includes('q = linear(x,')),
    )
    assert.equal((await litLines(page)).length, 1)
    await (await one(page, '.mark[data-op="mlp.contract"]')).click()
    await until('the line of fc2 is lit', async () => (await litLines(page)).some(line => line.includes('mlp_fc2')))
    const lit = await one(page, '.cm-line.lens-active')
    const box = await lit.boundingBox()
    assert.ok(box && box.y > 80 && box.y < 820, 'the lit line is in view')
    await close()
  })

  test('clicking a line moves the cursor to its operation: the block glows, and what comes later is blank', async () => {
    const { page, close } = await openPage()
    for (const line of await all(page, '.cm-line'))
      if ((await textOf(line)).startsWith('attn_weights = softmax(attn_logits)')) {
        await line.click({ offset: { x: 200, y: 6 } })
        break
      }
    const active = await one(page, 'mg-architecture .mark.now, .mark.now')
    assert.equal(await active.evaluate(mark => (mark as SVGElement).dataset['op']), 'attention.softmax')
    const later = await one(page, '.mark[data-op="mlp.expand"][data-position]')
    assert.ok(await later.evaluate(mark => mark.classList.contains('todo')))
    const words = await textOf(await one(page, '[role=slider][aria-label="moment of the training step"]'))
    assert.match(words, /forward, position \d+ \w+, head \d: softmax/)
    await close()
  })

  test('hovering a cell names it and gives its exact value', async () => {
    const { page, close } = await openPage()
    await (await one(page, '.mark[data-op="attention.query"][data-position] .hit')).hover()
    const words = await textOf(await one(page, '.inspected'))
    const [, index, shown] = /^q\[(\d+)\] = (.+)$/.exec(words) ?? []
    const truth = (position: number): Promise<number> =>
      page.evaluate(
        (position, index) =>
          (document.querySelector('mg-app') as MgApp).session.view.value!.reader.output('attention.query', position, 0)!
            .values[index]!,
        position,
        Number(index),
      )
    const printed = (text = ''): number => Number(text.replace('−', '-'))
    assert.equal(printed(shown), await truth(5))
    // The pointer rests while the position under it changes: the number must be the new one.
    await page.evaluate(() => (document.querySelector('mg-app') as MgApp).session.lookAtPosition(1))
    const other = await truth(1)
    await until(
      'the number is read anew',
      async () => printed((await textOf(await one(page, '.inspected'))).split('= ')[1]) === other,
    )
    await close()
  })
})

function noteWhenReady(): void {
  new MutationObserver(() => {
    const noted = globalThis as unknown as { readyAt?: number }
    if (document.documentElement.dataset['ready'] !== undefined) noted.readyAt ??= performance.now()
  }).observe(document, { attributes: true, subtree: true, childList: true })
}
