/** Training as the page tests drive it and look at it. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import type { ElementHandle, Page } from 'puppeteer-core'
import type { MgApp } from '../../src/elements/app/mg-app.ts'
import { defaultConfig, type Config } from '../../src/engine/config.ts'
import { datasetOf } from '../../src/engine/dataset.ts'
import { ExactLane } from '../../src/engine/exact/lane.ts'
import { planFor } from '../../src/engine/plan.ts'
import { Trainer } from '../../src/engine/trainer.ts'
import { byRole, clickOn, one, openPage, textOf, until } from './browser.ts'

/** What the page knows of its run, beside what it shows. */
export const stateOf = (page: Page) =>
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

export const count = (page: Page): Promise<number> => stateOf(page).then(({ losses }) => losses.length)
export const messageOf = (page: Page): Promise<string> => one(page, '.message').then(textOf)

export const untilSaid = (page: Page, words: RegExp): Promise<void> =>
  until(`the message says ${String(words)}`, async () => words.test(await messageOf(page)))

export async function choosePace(page: Page, pace: string): Promise<void> {
  const select = (await one(page, 'select[aria-label="pace of training"]')) as ElementHandle<HTMLSelectElement>
  await select.select(pace)
}

export const isOffered = async (page: Page, name: string): Promise<boolean> =>
  (await byRole(page, 'button', name)).evaluate(button => button.getAttribute('aria-disabled') !== 'true')

/** The buttons follow training a blink later. */
export async function clickWhenOffered(page: Page, name: string): Promise<void> {
  await until(`${name} is offered`, () => isOffered(page, name))
  await clickOn(page, 'button', name)
}

/** Starts training, from the first step of the run. */
export async function trainFrom0(page: Page, pace: string): Promise<void> {
  await choosePace(page, pace)
  await until('Train is offered', () => isOffered(page, 'Train'))
  // A short run may be over before one has asked.
  const begun = page.evaluate(
    () =>
      new Promise<void>(done => {
        const { training } = (document.querySelector('mg-app') as MgApp).session
        training.running.subscribe(isRunning => isRunning && done())
      }),
  )
  await clickOn(page, 'button', 'Train')
  await begun
}

export const untilTrained = (page: Page, steps: number): Promise<void> =>
  until(`${steps} steps are done`, async () => (await count(page)) >= steps, 30_000)

export const untilStill = (page: Page): Promise<void> =>
  until('training stands still', async () => !(await stateOf(page)).isTraining, 30_000)

/** Waits, after a reload, until the steps of the run that was left have been done again. */
export const untilBack = (page: Page): Promise<void> =>
  until('the run is back', async () => {
    const { losses, isTraining } = await stateOf(page)
    return losses.length > 0 && !isTraining
  })

/** The losses of a run on the shipped names that nothing ever interrupted, in float64. */
export async function uninterrupted(steps: number, change: Partial<Config> = {}): Promise<number[]> {
  const config = { ...defaultConfig, ...change }
  const dataset = datasetOf('shipped names', readFileSync('src/data/names.txt', 'utf8'), config.seed)
  const trainer = new Trainer(config, dataset, new ExactLane(planFor(config, dataset.tokenizer.vocab_size)))
  await trainer.start()
  return trainer.advance(steps)
}

/** Losses one by one: none is missing, none is there twice, none comes from another run. */
export function assertSameRun(losses: readonly number[], expected: readonly number[], tolerance: number): void {
  assert.equal(losses.length, expected.length)
  losses.forEach((loss, i) =>
    assert.ok(Math.abs(loss - expected[i]!) <= tolerance, `step ${i + 1}: ${loss} instead of ${expected[i]}`),
  )
}

/** How far float32 may be from float64 over a few hundred steps. */
export const float32 = 2e-3

/** Trains on to the end; the losses of the whole run. */
export async function finish(page: Page, steps: number): Promise<number[]> {
  await choosePace(page, 'Infinity')
  await clickWhenOffered(page, 'Train')
  await untilTrained(page, steps)
  await untilStill(page)
  return (await stateOf(page)).losses
}

/** The losses of a run in a browser of its own, that nothing interrupts. The bundled run is not to be had this way. */
export async function straight(hash: string, steps: number, gpu = false): Promise<number[]> {
  const { page, close } = await openPage({ hash, gpu })
  const losses = await finish(page, steps)
  await close()
  return losses
}
