import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { before, test } from 'node:test'
import { defaultConfig } from '../../src/engine/config.ts'
import { datasetOf } from '../../src/engine/dataset.ts'
import { ExactLane } from '../../src/engine/exact/lane.ts'
import { planFor } from '../../src/engine/plan.ts'
import { sample } from '../../src/engine/sampler.ts'
import { Trainer } from '../../src/engine/trainer.ts'
import { checkAgainst, printedRunIn, publishedRun } from '../../src/lens/script-check.ts'

const log = readFileSync('src/data/cpython-run.txt', 'utf8')
const printed = printedRunIn(log)

async function run(file: string): Promise<{ losses: readonly number[]; names: string[] }> {
  const dataset = datasetOf(file, readFileSync(file, 'utf8'), defaultConfig.seed)
  const plan = planFor(defaultConfig, dataset.tokenizer.vocab_size)
  const trainer = new Trainer(defaultConfig, dataset, new ExactLane(plan))
  await trainer.start()
  await trainer.advance(1000)
  const names = sample(plan, await trainer.stateAt(1000), trainer.random.copy(), 20, defaultConfig.temperature)
  return { losses: trainer.losses, names: names.map(ids => ids.map(id => dataset.tokenizer.letter(id)).join('')) }
}

let ours: Awaited<ReturnType<typeof run>>
before(async () => {
  ours = await run('src/data/names.txt')
})

test('on the shipped names the exact lane does what CPython printed: every loss, every name', () => {
  assert.equal(printed.losses.size, 1000)
  const { largest, ...check } = checkAgainst(printed, ours.losses, ours.names)
  assert.deepEqual(check, { steps: 1000, equal: 1000, first: null, names: 20, equalNames: 20 })
  assert.ok(largest <= 0.00005)
})

test('one other loss and one other name are found, and where', () => {
  const losses = ours.losses.map((loss, step) => (step === 17 ? loss + 0.001 : loss))
  const check = checkAgainst(printed, losses, ['x', ...ours.names.slice(1)])
  assert.deepEqual([check.equal, check.first, check.equalNames], [999, 17, 19])
  assert.ok(check.largest > 0.0009)
})

test('a run that has only begun is compared as far as it is', () => {
  const check = checkAgainst(printed, ours.losses.slice(0, 5), [])
  assert.deepEqual([check.steps, check.equal, check.names], [5, 5, 0])
})

const original = '../shared/data/names.txt'
test(
  'on the original names it is the published run',
  { skip: !existsSync(original) && 'the original list is not here' },
  async () => {
    const { losses, names } = await run(original)
    const check = checkAgainst(publishedRun, losses, names)
    assert.deepEqual([check.steps, check.equal, check.equalNames], [10, 10, 20])
  },
)
