import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defaultConfig } from '../../src/engine/config.ts'
import { datasetOf } from '../../src/engine/dataset.ts'
import { rowsOf } from '../../src/engine/document.ts'
import { ExactLane } from '../../src/engine/exact/lane.ts'
import type { Lane } from '../../src/engine/lane.ts'
import { planFor } from '../../src/engine/plan.ts'
import { sample } from '../../src/engine/sampler.ts'
import { Trainer } from '../../src/engine/trainer.ts'
import { lossTolerance } from '../gpu/tolerances.ts'
import { exactLosses, microgptModel, oddModels } from '../lanes/models.ts'
import { sharedData, whyAbsent } from '../shared.ts'
import { laneFor } from './lanes.ts'

const names = sharedData('names.txt')

function assertClose(losses: ArrayLike<number>, exact: ArrayLike<number>): void {
  assert.equal(losses.length, exact.length)
  for (let i = 0; i < exact.length; i++) {
    const off = Math.abs(losses[i]! - exact[i]!)
    assert.ok(off <= lossTolerance, `step ${i + 1}: ${losses[i]} is not ${exact[i]}`)
  }
}

const models = [microgptModel(), microgptModel({ n_embd: 10, n_head: 2, activation: 'relu2', batch_size: 3 })]
for (const model of models)
  test(`simd follows the exact losses for 200 steps: ${model.name}`, async () => {
    const lane = await laneFor(model.plan, model.state)
    assertClose(await lane.train(model.inputs(200)), await exactLosses(model, 200))
  })

test(
  'simd trains to the 1,000 losses of the exact lane, and makes up the same 20 names',
  { skip: names ? false : whyAbsent },
  async () => {
    const dataset = datasetOf('names.txt', names!, 42)
    const plan = planFor(defaultConfig, dataset.tokenizer.vocab_size)
    const run = async (lane: Lane) => {
      const trainer = new Trainer(defaultConfig, dataset, lane)
      await trainer.start()
      const losses = await trainer.advance(1000)
      return { losses, drawn: sample(plan, await lane.state(), trainer.random.copy(), 20, 0.5) }
    }
    const [exact, simd] = [await run(new ExactLane(plan)), await run(await laneFor(plan))]
    assertClose(simd.losses, exact.losses)
    assert.deepEqual(simd.drawn, exact.drawn)
  },
)

for (const model of oddModels().slice(0, 4))
  test(`simd gives the same bits again, also from a saved state: ${model.name}`, async () => {
    const inputs = model.inputs(40)
    const straight = await laneFor(model.plan, model.state)
    const losses = await straight.train(inputs)
    const first = await laneFor(model.plan, model.state)
    const early = await first.train(inputs.slice(0, 17))
    const saved = await first.state()
    assert.equal(saved.step, 17)
    const second = await laneFor(model.plan, saved)
    assert.deepEqual(await second.state(), saved)
    const late = await second.train(inputs.slice(17))
    assert.deepEqual([...early, ...late], [...losses])
    assert.deepEqual(await second.state(), await straight.state())
  })

test('simd trains the smallest and the largest model that a config allows', async () => {
  const smallest = microgptModel({ n_embd: 1, n_head: 1, block_size: 1 })
  assertClose(
    await (await laneFor(smallest.plan, smallest.state)).train(smallest.inputs(3)),
    await exactLosses(smallest, 3),
  )
  const wide = microgptModel({ n_embd: 128, n_head: 16, n_layer: 6, block_size: 64, batch_size: 2 })
  assertClose(await (await laneFor(wide.plan, wide.state)).train(wide.inputs(1)), await exactLosses(wide, 1))
})

test('a run that left the numbers says so by its losses, and a good state heals it', async () => {
  const model = microgptModel({ norm: 'layernorm', activation: 'gelu', n_embd: 10, n_head: 5 })
  const inputs = model.inputs(3)
  const clean = await (await laneFor(model.plan, model.state)).train(inputs)
  for (const bad of [NaN, Infinity]) {
    const lane = await laneFor(model.plan, { ...model.state, parameters: model.state.parameters.map(() => bad) })
    assert.ok(
      (await lane.train(inputs)).every(loss => !Number.isFinite(loss)),
      `parameters of ${bad}`,
    )
    await lane.load(model.state)
    assert.deepEqual(await lane.train(inputs), clean)
  }
})

test('moments that fade never become denormals, nor do their products with the last rate: both are slow', async () => {
  const model = microgptModel({ learning_rate: 0 })
  const lane = await laneFor(model.plan, model.state)
  await lane.train(model.inputs(1))
  // Two letters go on; the others are seen no more.
  const rows = rowsOf([[0, 1, 0]], 26, 16)
  const input = { rows, rates: model.inputs(1)[0]!.rates }
  await lane.train(Array.from({ length: 20_000 }, () => input))
  const { m, v } = await lane.state()
  const faded = [...m, ...v].filter(moment => moment !== 0 && Math.abs(moment) < 1e-30)
  assert.ok(faded.length > 100, `${faded.length} moments faded`)
  const lastRate = 0.01 / 1000
  assert.ok(faded.every(moment => Math.abs(moment) * lastRate >= 2 ** -126))
})

test('a step without inputs changes nothing', async () => {
  const model = microgptModel()
  const lane = await laneFor(model.plan, model.state)
  assert.equal((await lane.train([])).length, 0)
  assert.deepEqual((await lane.state()).parameters, Float64Array.from(Float32Array.from(model.state.parameters)))
})
