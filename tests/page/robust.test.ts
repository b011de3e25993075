/** Nothing is lost: what a person has survives whatever goes wrong around it. */
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { networkInterfaces, tmpdir } from 'node:os'
import path from 'node:path'
import { after, describe, test, type TestContext } from 'node:test'
import type { ElementHandle, Page } from 'puppeteer-core'
import type { MgApp } from '../../src/elements/app/mg-app.ts'
import { defaultConfig, type Config } from '../../src/engine/config.ts'
import { datasetOf } from '../../src/engine/dataset.ts'
import { ExactLane } from '../../src/engine/exact/lane.ts'
import { planFor } from '../../src/engine/plan.ts'
import { Trainer } from '../../src/engine/trainer.ts'
import { tabs } from '../../src/lens/link.ts'
import { serve } from '../../tools/serve.mjs'
import { all, byRole, clickOn, closeAll, one, openPage, textOf, until } from './browser.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'microgpt-page-'))
after(() => rmSync(folder, { recursive: true, force: true }))
after(closeAll)

/** What the page knows of its run, beside what it shows. */
const stateOf = (page: Page) =>
  page.evaluate(() => {
    const { session } = document.querySelector('mg-app') as MgApp
    const run = session.run.value!
    return {
      backend: document.documentElement.dataset['backend'] ?? '',
      losses: [...session.training.losses.value],
      isTraining: session.training.running.value,
      config: run.config,
      data: run.dataset.name,
      docs: run.docs,
      viewed: session.view.value!.step,
      viewedLoss: session.view.value!.reader.loss,
      document: session.view.value!.document,
    }
  })

const count = (page: Page): Promise<number> => stateOf(page).then(({ losses }) => losses.length)
const messageOf = (page: Page): Promise<string> => one(page, '.message').then(textOf)

const untilSaid = (page: Page, words: RegExp): Promise<void> =>
  until(`the message says ${String(words)}`, async () => words.test(await messageOf(page)))

async function choosePace(page: Page, pace: string): Promise<void> {
  const select = (await one(page, 'select[aria-label="pace of training"]')) as ElementHandle<HTMLSelectElement>
  await select.select(pace)
}

const isOffered = async (page: Page, name: string): Promise<boolean> =>
  (await byRole(page, 'button', name)).evaluate(button => button.getAttribute('aria-disabled') !== 'true')

/** The buttons follow training a blink later. */
async function clickWhenOffered(page: Page, name: string): Promise<void> {
  await until(`${name} is offered`, () => isOffered(page, name))
  await clickOn(page, 'button', name)
}

/** Starts training, from the first step of the run. */
async function trainFrom0(page: Page, pace: string): Promise<void> {
  await choosePace(page, pace)
  await clickWhenOffered(page, 'Train')
  await until('it trains', async () => (await stateOf(page)).isTraining)
}

const untilTrained = (page: Page, steps: number): Promise<void> =>
  until(`${steps} steps are done`, async () => (await count(page)) >= steps, 30_000)

const untilStill = (page: Page): Promise<void> =>
  until('training stands still', async () => !(await stateOf(page)).isTraining, 30_000)

/** Waits, after a reload, until the steps of the run that was left have been done again. */
const untilBack = (page: Page): Promise<void> =>
  until('the run is back', async () => {
    const { losses, isTraining } = await stateOf(page)
    return losses.length > 0 && !isTraining
  })

/** The losses of a run on the shipped names that nothing ever interrupted, in float64. */
async function uninterrupted(steps: number, change: Partial<Config> = {}): Promise<number[]> {
  const config = { ...defaultConfig, ...change }
  const dataset = datasetOf('shipped names', readFileSync('src/data/names.txt', 'utf8'), config.seed)
  const trainer = new Trainer(config, dataset, new ExactLane(planFor(config, dataset.tokenizer.vocab_size)))
  await trainer.start()
  return trainer.advance(steps)
}

/** Losses one by one: none is missing, none is there twice, none comes from another run. */
function assertSameRun(losses: readonly number[], expected: readonly number[], tolerance: number): void {
  assert.equal(losses.length, expected.length)
  losses.forEach((loss, i) =>
    assert.ok(Math.abs(loss - expected[i]!) <= tolerance, `step ${i + 1}: ${loss} instead of ${expected[i]}`),
  )
}

/** How far float32 may be from float64 over a few hundred steps. */
const float32 = 2e-3
/** Node's exp and log differ from Chromium's in the last bit. */
const float64 = 1e-9

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
  if ((await stateOf(opened.page)).backend === 'webgpu') return opened
  await opened.close()
  t.skip('this browser has no graphics device to lose')
  return null
}

const isExact = (page: Page): Promise<void> =>
  until('the exact lane has taken over', async () => (await stateOf(page)).backend === 'exact', 20_000)

describe('the graphics device is lost', () => {
  test('in mid-training: one line says so, and training goes on to the end with no step missing or doubled', async t => {
    const opened = await openOnGpu(t, '#tab=training&num_steps=150')
    if (!opened) return
    const { page, complaints, close } = opened
    await trainFrom0(page, '50')
    await untilTrained(page, 20)
    await crashGpu(page)
    await isExact(page)
    await untilSaid(page, /graphics device was lost.*exact lane/)
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
    const opened = await openOnGpu(t, '#tab=training&num_steps=120&step=120')
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
    await isExact(page)
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

  test('while the bundled run is being done again: its thousand steps are there all the same', async t => {
    const opened = await openOnGpu(t, '')
    if (!opened) return
    const { page, complaints, close } = opened
    await crashGpu(page)
    await isExact(page)
    await untilTrained(page, 1000)
    await untilSaid(page, /graphics device was lost/)
    await clickOn(page, 'tab', 'Training')
    await trainFrom0(page, 'Infinity')
    await until('it trains anew', async () => (await count(page)) < 1000)
    assert.deepEqual(complaints, [])
    await close()
  })
})

describe('a reload in mid-training', () => {
  for (const [gpu, hash, change] of [
    [false, '#tab=training', {}],
    [false, '#tab=training&n_layer=2&n_embd=8&num_steps=500', { n_layer: 2, n_embd: 8, num_steps: 500 }],
    [true, '#tab=training', {}],
  ] as const)
    test(`${gpu ? 'on the graphics device' : 'on the exact lane'}, ${hash}: the run is there again, as far as it was`, async () => {
      const { page, complaints, close } = await openPage({ gpu, hash })
      const { backend } = await stateOf(page)
      const [expected, tolerance] = [await uninterrupted(500, change), backend === 'exact' ? float64 : float32]
      await trainFrom0(page, '50')
      await untilTrained(page, 30)
      const before = await stateOf(page)
      assert.ok(before.losses.length < 400, 'it was left in mid-training')
      await page.reload()
      await page.waitForSelector('html[data-ready]')
      await untilBack(page)
      const again = await stateOf(page)
      const words = `${again.losses.length} steps are done, ${before.losses.length} were`
      // What was kept last is kept for sure; the browser may be too quick for what the page keeps on its way out.
      assert.ok(again.losses.length >= before.losses.length - 25 && again.losses.length < 500, words)
      assert.deepEqual([again.config, again.data, again.backend], [before.config, before.data, backend])
      const both = Math.min(again.losses.length, before.losses.length)
      if (backend === 'exact') assert.deepEqual(again.losses.slice(0, both), before.losses.slice(0, both))
      assertSameRun(again.losses, expected.slice(0, again.losses.length), tolerance)
      await until('its last step is looked at', async () => {
        const { viewed, losses } = await stateOf(page)
        return Math.abs(viewed - losses.length) <= 50
      })
      await clickWhenOffered(page, 'Step')
      await untilTrained(page, again.losses.length + 1)
      const { losses } = await stateOf(page)
      assertSameRun(losses, expected.slice(0, losses.length), tolerance)
      assert.deepEqual(complaints, [])
      await close()
    })
})

test('impatient clicks: no step is missing, doubled or of another run', async () => {
  const { page, complaints, close } = await openPage({ hash: '#tab=training' })
  const press = (...names: string[]): Promise<void> =>
    page.evaluate(names => {
      const app = document.querySelector('mg-app') as MgApp
      const controls = app.shadowRoot!.querySelector('mg-training')!.shadowRoot!.querySelector('mg-training-controls')!
      const buttons = [...controls.shadowRoot!.querySelectorAll('button')]
      for (const name of names) buttons.find(button => button.textContent.trim() === name)!.click()
    }, names)
  // The tab comes in a part of its own.
  await one(page, 'mg-training-controls')
  // The bundled run is on its way: Train waits for it, and starts anew.
  await press('Train', 'Train')
  await until('it trains', async () => (await stateOf(page)).isTraining && !(await isOffered(page, 'Step')))
  await untilTrained(page, 2)
  await press('Reset')
  await until('it is reset', async () => (await count(page)) === 0)
  await until('Step is offered', () => isOffered(page, 'Step'))
  await press('Step', 'Step', 'Step', 'Step')
  await untilTrained(page, 4)
  await choosePace(page, 'Infinity')
  await press('Train', 'Pause', 'Train', 'Train')
  await untilTrained(page, 50)
  await press('Pause', 'Step', 'Pause', 'Train')
  await untilStill(page)
  await until(
    'Step is offered, or all is done',
    async () => (await isOffered(page, 'Step')) || (await count(page)) === 1000,
  )
  const before = await count(page)
  await press('Step')
  await until('it is one step on', async () => (await count(page)) > before || before >= 1000)
  const { losses } = await stateOf(page)
  assertSameRun(losses, await uninterrupted(losses.length), float64)
  assert.deepEqual(complaints, [])
  await close()
})

describe('no WebGPU', () => {
  const address = Object.values(networkInterfaces())
    .flat()
    .find(each => each?.family === 'IPv4' && !each.internal)?.address

  test(
    'an insecure origin: the exact lane, and what WebGPU would need',
    { skip: address ? false : 'this machine has no address but its own' },
    async () => {
      const { server, address: plain } = await serve(0, address)
      const { page, complaints, close } = await openPage({ gpu: true, address: plain })
      assert.equal(await page.evaluate(() => isSecureContext), false)
      assert.equal((await stateOf(page)).backend, 'exact')
      assert.match(await messageOf(page), /https or localhost/)
      await clickOn(page, 'button', 'Step back')
      assert.deepEqual(complaints, [])
      await close()
      server.close()
    },
  )

  test('a browser that knows no WebGPU, neither in the page nor in the worker: the exact lane, and a line that says so', async () => {
    const { page, complaints, close } = await openPage({ gpu: true, before: withoutWebGpu })
    const [worker] = page.workers()
    assert.equal(await page.evaluate(() => 'gpu' in navigator), false)
    assert.equal(await worker!.evaluate(() => 'gpu' in navigator), false)
    assert.equal((await stateOf(page)).backend, 'exact')
    assert.match(await messageOf(page), /This browser has no WebGPU\. It runs on the exact lane/)
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

describe('data of one’s own', () => {
  const fileOf = (name: string, content: string | Uint8Array): string => {
    const file = path.join(folder, name)
    writeFileSync(file, content)
    return file
  }

  async function choose(page: Page, file: string): Promise<void> {
    const input = (await one(page, 'input[type=file]')) as ElementHandle<HTMLInputElement>
    await input.uploadFile(file)
  }

  const dataLine = async (page: Page): Promise<string> =>
    (await Promise.all((await all(page, 'summary')).map(textOf))).find(words => words.startsWith('Data'))!

  const fruit = 'apple\nbanana\ncherry\nplum\nquince\n'

  test('a text file is used, trained on, and there again after a reload', async () => {
    const { page, complaints, close } = await openPage({ hash: '#tab=training&num_steps=60' })
    await choose(page, fileOf('fruit.txt', fruit))
    await until('its name is under Data', async () => (await dataLine(page)).includes('fruit.txt'))
    // a b c e h i l m n p q r u y
    assert.match(await dataLine(page), /fruit\.txt, 5 documents, 14 letters/)
    await trainFrom0(page, 'Infinity')
    await untilTrained(page, 60)
    await untilStill(page)
    const before = await stateOf(page)
    assert.ok(before.losses.at(-1)! < before.losses[0]!, 'the loss has fallen')
    await page.reload()
    await page.waitForSelector('html[data-ready]')
    await untilBack(page)
    const again = await stateOf(page)
    assert.deepEqual(
      [again.data, again.docs, again.config, again.losses],
      [before.data, before.docs, before.config, before.losses],
    )
    assert.match(await dataLine(page), /fruit\.txt, 5 documents, 14 letters/)
    assert.deepEqual(complaints, [])
    await close()
  })

  test('a file that cannot be used gets a sentence, and the data before it stay', async () => {
    const { page, complaints, close } = await openPage({ hash: '#tab=training&num_steps=60' })
    await choose(page, fileOf('fruit.txt', fruit))
    await until('its name is under Data', async () => (await dataLine(page)).includes('fruit.txt'))
    await clickWhenOffered(page, 'Step')
    await untilTrained(page, 1)
    const before = await stateOf(page)
    const letters = Array.from({ length: 300 }, (_, i) => String.fromCodePoint(0x4e00 + i)).join('\n')
    const bad: readonly (readonly [name: string, content: string | Uint8Array, says: RegExp])[] = [
      ['empty.txt', '', /no document.*every line is empty/],
      ['picture.txt', Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13), /not text.*zero bytes/],
      ['latin.txt', Uint8Array.of(0x5a, 0x6f, 0xeb, 10), /not valid UTF-8/],
      ['endless.txt', 'x'.repeat(200_000), /One line there has 200,000 characters.*at most 100,000/],
      ['letters.txt', letters, /300 distinct characters.*at most 255/],
      ['large.txt', 'a\n'.repeat(10_500_000), /large\.txt is 21\.0 MB; at most 20 MB/],
    ]
    for (const [name, content, says] of bad) {
      await choose(page, fileOf(name, content))
      await untilSaid(page, says)
      const now = await stateOf(page)
      assert.deepEqual([now.data, now.losses, now.viewed], [before.data, before.losses, before.viewed], name)
      assert.match(await dataLine(page), /fruit\.txt, 5 documents/)
      await clickOn(page, 'button', 'dismiss')
    }
    await clickWhenOffered(page, 'Step')
    await untilTrained(page, 2)
    assert.deepEqual(complaints, [])
    await close()
  })

  test('documents longer than the block: a sentence says what becomes of them', async () => {
    const { page, close } = await openPage({ hash: '#tab=training' })
    await choose(page, fileOf('long.txt', `short\n${'abcdefgh'.repeat(5)}\n${'hgfedcba'.repeat(4)}\n`))
    await untilSaid(page, /2 of 3 documents are longer than the block of 16: training sees their first 16 letters/)
    await clickWhenOffered(page, 'Step')
    await untilTrained(page, 1)
    await close()
  })

  test('hostile text is only ever text, on every tab', async () => {
    const { page, complaints, close } = await openPage({ hash: '#tab=training' })
    const lines = ['<img src=x onerror=document.title="taken">', '<script>document.title="taken"</script>', '${1}{{2}}']
    await choose(page, fileOf('<b>hostile.txt', lines.join('\n')))
    await until('its name is under Data', async () => (await dataLine(page)).includes('<b>hostile.txt, 3 documents'))
    assert.ok((await textOf(await one(page, '.first'))).includes(lines[0]!.slice(0, 40)))
    await choosePace(page, 'Infinity')
    await clickWhenOffered(page, 'Train')
    await untilTrained(page, 60)
    for (const tab of tabs) {
      await clickOn(page, 'tab', tab)
      await one(page, `mg-${tab.toLowerCase()}`)
      assert.equal((await all(page, 'img[src]')).length, 0, tab)
    }
    assert.equal(await page.title(), 'microgpt lens')
    assert.deepEqual(complaints, [])
    await close()
  })
})

describe('a link or a memory that is broken', () => {
  const hashes = [
    '#n_embd=999&n_head=7&step=NaN&tab=__proto__&op=constructor&name=<script>alert(1)</script>',
    '#%E0%A4%A&&&==&%&op=%00&phase=__proto__&data=own&seed=-1&temperature=Infinity&num_steps=0',
    `#name=${'<img src=x onerror=alert(1)>'.repeat(2000)}`,
    '#tab=attention&op=attention.softmax&layer=99&head=99&position=1e9&phase=backward&step=-5&n_head=3',
    '#data=original',
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
    for (const kept of ['{"config":{"n_embd":1e9,"n_head":"x"},"data":"own","completed":1e9}', '{"config":[]', '[7]']) {
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

/**
 * The frames of some time: how many, the longest gap between two, and the longest that the page's own thread worked on
 * one task, in milliseconds.
 */
async function framesOf(page: Page, milliseconds: number): Promise<{ count: number; longest: number; own: number }> {
  await page.tracing.start({ categories: ['blink.user_timing', 'toplevel'] })
  await page.evaluate(
    milliseconds =>
      new Promise<void>(done => {
        const start = performance.now()
        const frame = (): void => {
          performance.mark('frame')
          if (performance.now() - start > milliseconds) done()
          else requestAnimationFrame(frame)
        }
        frame()
      }),
    milliseconds,
  )
  interface Noted {
    readonly name: string
    readonly tid: number
    readonly pid: number
    /** When, in microseconds; and what it took of the processor, which is less than of the clock on a busy machine. */
    readonly ts: number
    readonly tdur?: number
  }
  const { traceEvents } = JSON.parse(new TextDecoder().decode(await page.tracing.stop())) as { traceEvents: Noted[] }
  const frames = traceEvents.filter(({ name }) => name === 'frame').sort((a, b) => a.ts - b.ts)
  const [first] = frames
  const tasks = traceEvents.filter(
    ({ name, pid, tid, ts }) => /RunTask$/.test(name) && pid === first?.pid && tid === first.tid && ts >= first.ts,
  )
  assert.ok(tasks.length > frames.length, 'the tasks of the page are in the trace')
  const most = (microseconds: readonly number[]): number => Math.round(Math.max(...microseconds) / 1000)
  return {
    count: frames.length,
    longest: most(frames.slice(1).map(({ ts }, i) => ts - frames[i]!.ts)),
    own: most(tasks.map(({ tdur = 0 }) => tdur)),
  }
}

/** Presses Pause; milliseconds from there to the last loss that comes. */
const waitAfterPause = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const app = document.querySelector('mg-app') as MgApp
    const controls = app.shadowRoot!.querySelector('mg-training')!.shadowRoot!.querySelector('mg-training-controls')!
    const buttons = [...controls.shadowRoot!.querySelectorAll('button')]
    const start = performance.now()
    let last = start
    const stop = app.session.training.losses.subscribe(() => (last = performance.now()))
    buttons.find(button => button.textContent.trim() === 'Pause')!.click()
    await new Promise(done => setTimeout(done, 800))
    stop()
    return last - start
  })

describe('the page answers', () => {
  test('while a larger model trains as fast as it goes: no long gap between frames, tabs change, Pause pauses', async () => {
    const { page, complaints, close } = await openPage({ hash: '#tab=training&n_layer=2&n_embd=64&num_steps=20000' })
    await trainFrom0(page, 'Infinity')
    await untilTrained(page, 10)
    for (const tab of ['Training', 'Architecture', 'Training'] as const) {
      await clickOn(page, 'tab', tab)
      await one(page, `mg-${tab.toLowerCase()}`)
      const { longest, own, count } = await framesOf(page, tab === 'Training' ? 2000 : 1000)
      const words = `${tab}: ${count} frames; the longest gap was ${longest} ms, the page's own longest task ${own} ms`
      // Others share this machine: what counts is how long the page itself lets nothing else through.
      assert.ok(own < 100 && count > 2, words)
    }
    const waits: number[] = []
    while (waits.length < 3 && !waits.some(wait => wait < 300)) {
      if (waits.length > 0) await clickWhenOffered(page, 'Train')
      const done = await count(page)
      await untilTrained(page, done + 3)
      waits.push(await waitAfterPause(page))
      await untilStill(page)
    }
    assert.ok(Math.min(...waits) < 300, `the last step came ${waits.map(Math.round).join(', ')} ms after Pause`)
    assert.deepEqual(complaints, [])
    await close()
  })

  for (const gpu of [false, true])
    test(`after 100 changes of config ${gpu ? 'on the graphics device' : 'on the exact lane'}: no memory, worker or device is left behind`, async () => {
      const { page, complaints, close } = await openPage({ gpu, hash: '#num_steps=100' })
      const client = await page.createCDPSession()
      const worker = page.workers()[0]!
      await worker.evaluate(countDevices)
      const used = async (): Promise<number> => {
        await client.send('HeapProfiler.collectGarbage')
        await worker.client.send('HeapProfiler.collectGarbage')
        const { JSHeapUsedSize = 0 } = await page.metrics()
        const { usedSize, backingStorageSize = 0 } = (await worker.client.send('Runtime.getHeapUsage')) as {
          usedSize: number
          backingStorageSize?: number
        }
        return (JSHeapUsedSize + usedSize + backingStorageSize) / 1e6
      }
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
      // What the graphics device held is let go with some delay, so one look may come too early: the least of several.
      const [early, late] = [Math.min(...sizes.slice(0, 5)), Math.min(...sizes.slice(5))]
      assert.ok(late < early + 2, `MB after every 10 changes: ${sizes.map(size => size.toFixed(1)).join(', ')}`)
      assert.equal(page.workers().length, 1)
      const devices = await worker.evaluate(() => (globalThis as unknown as { devices: number }).devices)
      assert.ok(devices <= 1, `${devices} graphics devices more are open than at the start`)
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
