import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ExactLane } from '../../src/engine/exact/lane.ts'
import type { State } from '../../src/engine/lane.ts'
import { livePlaces, relativeDifference, worstOf } from '../gpu/compare.ts'
import { traceTolerance } from '../gpu/tolerances.ts'
import { microgptModel, oddModels, warmState } from '../lanes/models.ts'
import { laneFor } from './lanes.ts'

const phases = { activations: 'forward', gradients: 'backward', 'parameter gradients': 'backward' } as const
const phaseOf = (section: string) => (section in phases ? phases[section as keyof typeof phases] : 'update')

for (const model of [...oddModels(), microgptModel()])
  test(`a step laid open on simd shows what the exact lane computes: ${model.name}`, async () => {
    const { plan } = model
    const state = await warmState(model, 3)
    const input = model.inputs(4)[3]!
    const exact = await new ExactLane(plan).trace(state, input)
    const got = await (await laneFor(plan)).trace(state, input)
    assert.equal(got.lane, 'simd')
    assert.equal(got.before, state)
    assert.ok(got.memory instanceof Float32Array && got.memory.length === plan.size)
    const differences = plan.tensors.map(tensor => ({
      name: tensor.name,
      relative: relativeDifference(exact.memory, got.memory, livePlaces(plan, tensor, input.rows)),
      tolerance: traceTolerance[phaseOf(tensor.section)],
    }))
    const { isWithin, message } = worstOf(differences)
    assert.ok(isWithin, message)
  })

for (const model of [...oddModels(), microgptModel(), microgptModel({ n_layer: 6, n_embd: 24, batch_size: 5 })])
  test(`training on simd takes the step that its trace shows, bit for bit: ${model.name}`, async () => {
    const { plan } = model
    const lane = await laneFor(plan, model.state)
    for (const input of model.inputs(3)) {
      const before = await lane.state()
      const [loss] = await lane.train([input])
      const { memory } = await lane.trace(before, input)
      const { parameters: n } = plan
      const part = (i: number): Float64Array => Float64Array.from(memory.subarray(i * n, (i + 1) * n))
      const traced: State = { step: before.step + 1, parameters: part(0), m: part(1), v: part(2) }
      assert.deepEqual(await lane.state(), traced)
      assert.equal(loss, memory[plan.offset(plan.output('loss.mean')!)])
    }
  })

test('a trace leaves training where it was, and shows nothing of the one before', async () => {
  const model = microgptModel()
  const inputs = model.inputs(5).sort((a, b) => b.rows.rows - a.rows.rows)
  const lane = await laneFor(model.plan, model.state)
  await lane.train(inputs)
  const before = await lane.state()
  const fresh = await lane.trace(model.state, inputs[4]!)
  await lane.trace(model.state, inputs[0]!)
  assert.deepEqual((await lane.trace(model.state, inputs[4]!)).memory, fresh.memory)
  assert.deepEqual(await lane.state(), before)
})
