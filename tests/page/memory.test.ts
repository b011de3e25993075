/** What is opened is closed again: the page may be used all day. */
import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import type { Page } from 'puppeteer-core'
import type { MgApp } from '../../src/elements/app/mg-app.ts'
import { closeAll, openPage } from './browser.ts'
import { stateOf } from './training-run.ts'

after(closeAll)

/** Megabytes that the page and its worker hold. */
async function memoryOf(page: Page): Promise<() => Promise<number>> {
  const client = await page.createCDPSession()
  const worker = page.workers()[0]!
  return async () => {
    await client.send('HeapProfiler.collectGarbage')
    await worker.client.send('HeapProfiler.collectGarbage')
    const { JSHeapUsedSize = 0 } = await page.metrics()
    const { usedSize, backingStorageSize = 0 } = (await worker.client.send('Runtime.getHeapUsage')) as {
      usedSize: number
      backingStorageSize?: number
    }
    return (JSHeapUsedSize + usedSize + backingStorageSize) / 1e6
  }
}

/** What has been let go of may go with some delay, so one look may come too early: the least of several. */
function assertNoGrowth(sizes: readonly number[], words: string): void {
  const half = Math.ceil(sizes.length / 2)
  const [early, late] = [Math.min(...sizes.slice(0, half)), Math.min(...sizes.slice(half))]
  assert.ok(late < early + 2, `${words}: ${sizes.map(size => size.toFixed(1)).join(', ')}`)
}

describe('no memory, worker or device is left behind', () => {
  for (const lane of ['exact', 'simd', 'webgpu'] as const)
    test(`after 100 changes of config on ${lane}`, async () => {
      const { page, complaints, close } = await openPage({
        gpu: lane === 'webgpu',
        hash: `#num_steps=100&lane=${lane}`,
      })
      const worker = page.workers()[0]!
      await worker.evaluate(countDevices)
      const used = await memoryOf(page)
      const changes = (times: number): Promise<void> =>
        page.evaluate(async times => {
          const { session } = document.querySelector('mg-app') as MgApp
          for (let i = 0; i < times; i++) {
            await session.reset({ n_layer: 1 + (i % 2), n_embd: 8 * (1 + (i % 3)) })
            await session.training.stepOnce()
          }
        }, times)
      const sizes: number[] = []
      for (let round = 0; round < 10; round++) {
        await changes(10)
        sizes.push(await used())
      }
      assertNoGrowth(sizes, 'MB after every 10 changes')
      assert.equal(page.workers().length, 1)
      const devices = await worker.evaluate(() => (globalThis as unknown as { devices: number }).devices)
      assert.ok(devices <= 1, `${devices} graphics devices more are open than at the start`)
      assert.deepEqual(complaints, [])
      await close()
    })

  for (const lane of ['exact', 'simd'] as const)
    test(`10,000 steps on ${lane}, again and again: nothing grows but the way back through the run`, async () => {
      const { page, complaints, close } = await openPage({ hash: `#num_steps=10000&lane=${lane}` })
      const used = await memoryOf(page)
      const sizes: number[] = []
      for (let round = 0; round < 4; round++) {
        await page.evaluate(async () => {
          const { session } = document.querySelector('mg-app') as MgApp
          session.training.pace.value = Infinity
          await session.reset()
          await session.training.start()
        })
        const { losses, backend } = await stateOf(page)
        assert.deepEqual([losses.length, backend], [10_000, lane])
        sizes.push(await used())
      }
      assertNoGrowth(sizes, 'MB after every 10,000 steps')
      assert.ok(Math.min(...sizes) < 80, `the run and the way back through it take ${sizes[0]!.toFixed(1)} MB`)
      assert.deepEqual(complaints, [])
      await close()
    })
})

/** Counts, in the worker, the devices that are opened and not closed again. */
function countDevices(): void {
  const counter = globalThis as unknown as { devices: number }
  counter.devices = 0
  if (!('gpu' in navigator)) return
  const { requestDevice } = GPUAdapter.prototype
  const { destroy } = GPUDevice.prototype
  GPUAdapter.prototype.requestDevice = async function (this: GPUAdapter, ...words) {
    const device = await requestDevice.apply(this, words)
    counter.devices++
    return device
  }
  GPUDevice.prototype.destroy = function (this: GPUDevice) {
    counter.devices--
    return destroy.call(this)
  }
}
