import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { defaultConfig, type Config } from '../../src/engine/config.ts'
import { datasetOf } from '../../src/engine/dataset.ts'
import { ExactLane } from '../../src/engine/exact/lane.ts'
import type { Lane } from '../../src/engine/lane.ts'
import { planFor } from '../../src/engine/plan.ts'
import { Diverged, ratesAt, Trainer } from '../../src/engine/trainer.ts'

const names = readFileSync('src/data/names.txt', 'utf8')

async function trainerOf(change: Partial<Config> = {}): Promise<Trainer> {
  const config = { ...defaultConfig, ...change }
  const dataset = datasetOf('shipped names', names, config.seed)
  const trainer = new Trainer(config, dataset, new ExactLane(planFor(config, dataset.tokenizer.vocab_size)))
  await trainer.start()
  return trainer
}

test('any step of a run can be stood at again, bit for bit, while the run stays where it is', async () => {
  const trainer = await trainerOf()
  await trainer.advance(137)
  const then = await trainer.stateAt(137)
  await trainer.advance(200)
  const again = await trainer.stateAt(137)
  assert.deepEqual(again, then)
  const straight = await trainerOf()
  await straight.advance(137)
  assert.deepEqual((await straight.stateAt(137)).m, then.m)
  const [a, b] = [await trainer.advance(5), await (await advanced(straight, 200)).advance(5)]
  assert.deepEqual(a, b)
})

async function advanced(trainer: Trainer, steps: number): Promise<Trainer> {
  await trainer.advance(steps)
  return trainer
}

test('looking at a step lays open exactly what training did there', async () => {
  const trainer = await trainerOf()
  await trainer.advance(60)
  const trace = await trainer.traceAt(41)
  const { plan } = trainer.lane
  const loss = trace.memory[plan.offset(plan.output('loss.mean')!)]
  assert.equal(loss, trainer.losses[41])
  const after = await trainer.stateAt(42)
  assert.deepEqual(Float64Array.from(trace.memory.subarray(0, plan.parameters)), after.parameters)
})

test('the learning rate falls in a line, or along a cosine, or stays', () => {
  const at = (change: Partial<Config>, step: number): number => ratesAt({ ...defaultConfig, ...change }, step).rate
  assert.equal(at({}, 0), 0.01)
  assert.equal(at({}, 250), 0.0075)
  assert.ok(Math.abs(at({ decay: 'cosine' }, 500) - 0.005) < 1e-15)
  assert.equal(at({ decay: 'constant' }, 999), 0.01)
})

test('a run that diverges stops, names the step, and stands at the last good one', async () => {
  const trainer = await trainerOf({ learning_rate: 1, std: 1, num_steps: 400 })
  await assert.rejects(trainer.advance(400), error => error instanceof Diverged && /step \d+/.test(error.message))
  assert.ok(trainer.losses.every(Number.isFinite))
  const state = await trainer.lane.state()
  assert.ok(state.parameters.every(Number.isFinite))
})

test('a run goes on with another lane from the last kept state, with the same losses', async () => {
  const trainer = await trainerOf()
  await trainer.advance(70)
  await trainer.moveTo(new ExactLane(trainer.lane.plan))
  const rest = await trainer.advance(30)
  const straight = await trainerOf()
  assert.deepEqual(rest, (await straight.advance(100)).slice(70))
})

test('a batch of two documents is the mean of both', async () => {
  const pair = await trainerOf({ batch_size: 2, num_steps: 10 })
  const single = await trainerOf({ num_steps: 10 })
  const [trace, first, second] = [
    await pair.lane.trace(await pair.stateAt(0), pair.inputAt(0)),
    await single.traceAt(0),
    await single.traceFrom(await single.stateAt(0), single.documentAt(1)),
  ]
  const lossOf = (lane: Lane, memory: ArrayLike<number>): number =>
    memory[lane.plan.offset(lane.plan.output('loss.mean')!)]!
  const mean = (lossOf(single.lane, first.memory) + lossOf(single.lane, second.memory)) / 2
  assert.ok(Math.abs(lossOf(pair.lane, trace.memory) - mean) < 1e-14)
})
