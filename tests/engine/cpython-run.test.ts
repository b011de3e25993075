import assert from 'node:assert/strict'
import { test } from 'node:test'
import { baselinesOf } from '../../src/engine/baselines.ts'
import { defaultConfig } from '../../src/engine/config.ts'
import { datasetOf } from '../../src/engine/dataset.ts'
import { ExactLane } from '../../src/engine/exact/lane.ts'
import { planFor } from '../../src/engine/plan.ts'
import { sample } from '../../src/engine/sampler.ts'
import { Trainer } from '../../src/engine/trainer.ts'
import { sharedData, whyAbsent } from '../shared.ts'

const names = sharedData('names.txt')
const log = sharedData('cpython-run.txt')
const skip = names && log ? false : whyAbsent

test('the exact lane prints what CPython prints: all 1,000 losses and all 20 names', { skip }, async () => {
  const dataset = datasetOf('names.txt', names!, 42)
  const { tokenizer } = dataset
  const lane = new ExactLane(planFor(defaultConfig, tokenizer.vocab_size))
  const trainer = new Trainer(defaultConfig, dataset, lane)
  await trainer.start()
  const losses = await trainer.advance(1000)
  const state = await trainer.stateAt(1000)
  const drawn = sample(lane.plan, state, trainer.random.copy(), 20, 0.5)
  const printed = [
    `num docs: ${dataset.docs.length}`,
    `vocab size: ${tokenizer.vocab_size}`,
    `num params: ${lane.plan.parameters}`,
    ...losses.map((loss, i) => `step ${String(i + 1).padStart(4)} / 1000 | loss ${loss.toFixed(4)}`),
    ...drawn.map((ids, i) => `sample ${String(i + 1).padStart(2)}: ${ids.map(id => tokenizer.letter(id)).join('')}`),
  ]
  assert.deepEqual(printed, log!.trimEnd().split('\n'))
  assert.ok(Math.abs(losses[999]! - 2.6496944697407585) < 1e-12, `the last loss is ${losses[999]}`)
})

test('the first documents are those that CPython shuffles to the front', { skip }, () => {
  const { docs } = datasetOf('names.txt', names!, 42)
  assert.deepEqual(docs.slice(0, 5), ['yuheng', 'diondre', 'xavien', 'jori', 'juanluis'])
})

test('the reference lines of the chart are those of the original list', { skip }, () => {
  const { docs, tokenizer } = datasetOf('names.txt', names!, 42)
  const found = baselinesOf(docs, tokenizer).map(({ loss }) => loss.toFixed(4))
  assert.deepEqual(found, ['3.2958', '2.8227', '2.4540', '2.1857'])
})
