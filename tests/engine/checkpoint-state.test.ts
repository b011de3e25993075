/** A state goes into a file and comes back; training goes on from it. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { parseJson, stateIn, writeJson } from '../../src/engine/checkpoint-json.ts'
import { readState, writeState } from '../../src/engine/checkpoint-state.ts'
import { CheckpointError, writeCheckpoint } from '../../src/engine/checkpoint.ts'
import { defaultConfig } from '../../src/engine/config.ts'
import { datasetOf } from '../../src/engine/dataset.ts'
import { ExactLane } from '../../src/engine/exact/lane.ts'
import type { State } from '../../src/engine/lane.ts'
import { planFor } from '../../src/engine/plan.ts'
import { matricesOf } from '../../src/engine/parameters.ts'
import { Trainer } from '../../src/engine/trainer.ts'

const names = readFileSync('src/data/names.txt', 'utf8')
const config = { ...defaultConfig, num_steps: 60 }
const dataset = datasetOf('shipped names', names, config.seed)
const { vocab_size } = dataset.tokenizer
const matrices = matricesOf(config, vocab_size)

async function trainerFrom(from?: State): Promise<Trainer> {
  const trainer = new Trainer(config, dataset, new ExactLane(planFor(config, vocab_size)), from)
  await trainer.start()
  return trainer
}

async function trained(): Promise<{ state: State; losses: readonly number[] }> {
  const trainer = await trainerFrom()
  await trainer.advance(30)
  const state = await trainer.stateAt(30)
  await trainer.advance(30)
  return { state, losses: trainer.losses }
}

test('training goes on from a JSON checkpoint as if it had never stopped; what was before is not there', async () => {
  const { state, losses } = await trained()
  const text = writeJson(matrices, state, { config })
  const again = stateIn(matrices, parseJson(text))
  assert.deepEqual(again, state)
  const trainer = await trainerFrom(again)
  assert.equal(trainer.completed, 30)
  assert.deepEqual(await trainer.advance(30), losses.slice(30))
  assert.deepEqual(
    trainer.losses.slice(0, 30),
    Array.from({ length: 30 }, () => NaN),
  )
  assert.deepEqual((await trainer.stateAt(30)).parameters, state.parameters)
  await assert.rejects(trainer.stateAt(12), /starts at step 30/)
})

test('a safetensors checkpoint holds the moments too, in float32; a file without them begins with none', async () => {
  const { state } = await trained()
  const rounded = (numbers: Float64Array): number[] => [...Float32Array.from(numbers)]
  const { state: again, metadata } = readState(matrices, writeState(matrices, state, { data: 'x' }))
  assert.equal(again.step, 30)
  assert.deepEqual([...again.parameters], rounded(state.parameters))
  assert.deepEqual([...again.m], rounded(state.m))
  assert.deepEqual([...again.v], rounded(state.v))
  assert.equal(metadata['data'], 'x')
  const bare = readState(matrices, writeCheckpoint(matrices, state.parameters, {}))
  assert.deepEqual([...bare.state.parameters], rounded(state.parameters))
  assert.equal(bare.state.step, 0)
  assert.ok(bare.state.m.every(value => value === 0))
})

test('a file that is no checkpoint of this model gets a sentence', async () => {
  const { state } = await trained()
  const whole = JSON.parse(writeJson(matrices, state, {})) as Record<string, Record<string, unknown>>
  const read = (change: object): State => stateIn(matrices, parseJson(JSON.stringify({ ...whole, ...change })))
  const cases: [() => unknown, RegExp][] = [
    [() => parseJson('{"matrices": {'), /not JSON/],
    [() => parseJson('[1, 2]'), /no checkpoint/],
    [
      () => read({ matrices: { ...whole['matrices'], wpe: [[1, 2]] } }),
      /wpe is 1×2 in that file; this model needs 16×16/,
    ],
    [() => read({ matrices: { ...whole['matrices'], wpe: 7 } }), /wpe is no matrix/],
    [() => read({ matrices: { ...whole['matrices'], other: [] } }), /“other”, which this model does not have/],
    [() => read({ matrices: {} }), /has no wte/],
    [() => read({ step: -1 }), /step/],
    [() => read({ m: null }), /has no wte/],
    [() => readState(matrices, writeState(matrices, { ...state, v: state.v.map(() => -1) }, {})), /negative v/],
    [() => readState(matrices, writeState(matrices, state, {}).subarray(0, 900)), /./],
  ]
  for (const [work, words] of cases)
    assert.throws(work, (error: Error) => error instanceof CheckpointError && words.test(error.message), String(words))
})
