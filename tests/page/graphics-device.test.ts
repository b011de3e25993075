/** The graphics device may be lost, or never be there: another lane goes on, and nothing else changes. */
import assert from 'node:assert/strict'
import { networkInterfaces } from 'node:os'
import { after, before, describe, test, type TestContext } from 'node:test'
import type { Page } from 'puppeteer-core'
import { serve } from '../../tools/serve.mjs'
import { byRole, clickOn, closeAll, one, openPage, until } from './browser.ts'
import {
  assertSameRun,
  choosePace,
  count,
  float32,
  messageOf,
  stateOf,
  trainFrom0,
  uninterrupted,
  untilSaid,
  untilStill,
  untilTrained,
} from './training-run.ts'

after(closeAll)

/** Ends the process that computes on the graphics device, as a driver that crashes does. */
async function crashGpu(page: Page): Promise<void> {
  const client = await page.browser().target().createCDPSession()
  await client.send('Browser.crashGpuProcess').catch(() => {})
}

/** A page on the graphics device, or null where this browser has none: then the test says so. */
async function openOnGpu(t: TestContext, hash: string) {
  // A browser whose graphics process has crashed before may not start it a third time.
  await closeAll()
  const opened = await openPage({ gpu: true, hash })
  const isThere = async (): Promise<boolean> => (await stateOf(opened.page)).backend === 'webgpu'
  // Its shaders are compiled behind what is seen first.
  await until('WebGPU computes', isThere).catch(() => {})
  if (await isThere()) return opened
  await opened.close()
  t.skip('this browser has no graphics device to lose')
  return null
}

async function isSimd(page: Page): Promise<void> {
  const lane = async (): Promise<string> => (await stateOf(page)).backend
  await until('the simd lane has taken over', async () => (await lane()) === 'simd', 20_000).catch(
    async (error: unknown) => {
      throw new Error(`${String(error)}; ${await lane()} computes, and the message is “${await messageOf(page)}”`)
    },
  )
}

describe('the graphics device is lost', () => {
  test('in mid-training: one line says so, and training goes on to the end with no step missing or doubled', async t => {
    const opened = await openOnGpu(t, '#tab=training&num_steps=150&lane=webgpu')
    if (!opened) return
    const { page, complaints, close } = opened
    await trainFrom0(page, '50')
    await untilTrained(page, 20)
    await crashGpu(page)
    await isSimd(page)
    await untilSaid(page, /graphics device was lost.*simd lane/)
    const before = await count(page)
    assert.ok(before < 150, 'it was lost in mid-training')
    await until('training goes on', async () => (await count(page)) > before)
    await clickOn(page, 'tab', 'Architecture')
    await one(page, 'mg-architecture')
    await clickOn(page, 'tab', 'Training')
    await choosePace(page, 'Infinity')
    await untilTrained(page, 150)
    await untilStill(page)
    assertSameRun((await stateOf(page)).losses, await uninterrupted(150, { num_steps: 150 }), float32)
    assert.deepEqual(complaints, [])
    await close()
  })

  test('while nothing runs: the next step that is asked for is there, and so are the losses', async t => {
    const opened = await openOnGpu(t, '#tab=training&num_steps=120&step=120&lane=webgpu')
    if (!opened) return
    const { page, complaints, close } = opened
    await untilTrained(page, 120)
    await untilStill(page)
    const { losses } = await stateOf(page)
    await crashGpu(page)
    // At once: the page need not know yet.
    await (await one(page, 'input[aria-label="training step"]')).focus()
    await page.keyboard.press('Home')
    await until('the first step is on the screen', async () => (await stateOf(page)).viewed === 0)
    await isSimd(page)
    await untilSaid(page, /graphics device was lost/)
    await page.keyboard.press('End')
    await until('the last step is on the screen', async () => (await stateOf(page)).viewed === 119)
    const now = await stateOf(page)
    assert.deepEqual(now.losses, losses)
    assert.ok(Math.abs(now.viewedLoss - losses[119]!) < float32)
    const input = await byRole(page, 'textbox', 'type a name of your own')
    await input.type('anna')
    await page.keyboard.press('Enter')
    await until('a name of one’s own is read', async () => (await stateOf(page)).document === 'anna')
    assert.deepEqual(complaints, [])
    await close()
  })

  test('at first sight: the thousand steps of the bundled run are there, and it trains anew', async t => {
    const opened = await openOnGpu(t, '#lane=webgpu')
    if (!opened) return
    const { page, complaints, close } = opened
    await crashGpu(page)
    await isSimd(page)
    await untilTrained(page, 1000)
    await untilSaid(page, /graphics device was lost/)
    await clickOn(page, 'tab', 'Training')
    await trainFrom0(page, '50')
    await until('it trains anew', async () => (await count(page)) < 1000)
    assert.deepEqual(complaints, [])
    await close()
  })
})

describe('no WebGPU', () => {
  // Not a browser whose graphics process has crashed.
  before(closeAll)

  const address = Object.values(networkInterfaces())
    .flat()
    .find(each => each?.family === 'IPv4' && !each.internal)?.address

  test(
    'an insecure origin: the simd lane, and what WebGPU would need',
    { skip: address ? false : 'this machine has no address but its own' },
    async t => {
      const { server, address: plain } = await serve(0, address)
      t.after(() => server.close())
      const { page, complaints, close } = await openPage({ gpu: true, address: plain })
      assert.equal(await page.evaluate(() => isSecureContext), false)
      await isSimd(page)
      await untilSaid(page, /https or localhost/)
      await clickOn(page, 'button', 'Step back')
      assert.deepEqual(complaints, [])
      await close()
    },
  )

  test('a browser that knows no WebGPU, neither in the page nor in the worker: the simd lane, and a line that says so', async () => {
    const { page, complaints, close } = await openPage({ gpu: true, before: withoutWebGpu })
    const [worker] = page.workers()
    assert.equal(await page.evaluate(() => 'gpu' in navigator), false)
    assert.equal(await worker!.evaluate(() => 'gpu' in navigator), false)
    await isSimd(page)
    await untilSaid(page, /This browser has no WebGPU\. It runs on the simd lane/)
    assert.deepEqual(complaints, [])
    await close()
  })
})

/** No flag of Chromium takes WebGPU out of a worker; the worker's script, which the page hands over as a Blob, can. */
function withoutWebGpu(): void {
  delete (Navigator.prototype as { gpu?: GPU }).gpu
  globalThis.Blob = class extends Blob {
    constructor(parts: BlobPart[] = [], options?: BlobPropertyBag) {
      const isScript = options?.type === 'text/javascript'
      super(isScript ? ['delete WorkerNavigator.prototype.gpu;\n', ...parts] : parts, options)
    }
  }
}
