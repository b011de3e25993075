import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LaneLost } from '../../src/engine/lane.ts'
import { SimdLane } from '../../src/simd/lane.ts'
import { microgptModel } from '../lanes/models.ts'
import { laneFor } from './lanes.ts'

const { plan, state, inputs } = microgptModel()

/** Puts something in the place of a property of WebAssembly while a lane is made; the reason that it gives. */
async function reasonWith(name: 'validate' | 'Memory', value: unknown): Promise<string> {
  const own = WebAssembly[name]
  Object.assign(WebAssembly, { [name]: value })
  try {
    const lane = await SimdLane.create(plan)
    return 'reason' in lane ? lane.reason : 'there was none'
  } finally {
    Object.assign(WebAssembly, { [name]: own })
  }
}

test('where there is no SIMD or no memory, the simd lane says so', async () => {
  assert.equal(await reasonWith('validate', () => false), 'This browser has no SIMD in WebAssembly.')
  const none = function () {
    throw new RangeError('out of memory')
  }
  assert.match(await reasonWith('Memory', none), /too little memory for this model: out of memory/)
})

test('a graph that uses parameters as a tensor of positions is refused, as there is no room for that', async () => {
  const add = plan.calls.find(({ kernel }) => kernel === 'add')!
  const strange = { ...add, inputs: [add.inputs[0]!, plan.parameter('wpe')] }
  const lane = await SimdLane.create({ ...plan, calls: [strange] })
  assert.match('reason' in lane ? lane.reason : '', /no add of a matrix of parameters \(embedding.add\)/)
})

test('a lane that was closed computes nothing more', async () => {
  const lane = await laneFor(plan, state)
  lane.dispose()
  const everything = [lane.load(state), lane.train(inputs(1)), lane.state(), lane.trace(state, inputs(1)[0]!)]
  for (const { reason } of (await Promise.allSettled(everything)) as PromiseRejectedResult[])
    assert.ok(reason instanceof LaneLost, String(reason))
})

test('a kernel that fails loses the lane, and a new one goes on', async () => {
  const lane = await laneFor(plan, state)
  const [input] = inputs(1)
  const tokens = input!.rows.tokens.map(() => 2 ** 25)
  await assert.rejects(lane.train([{ ...input!, rows: { ...input!.rows, tokens } }]), LaneLost)
  const [loss] = await (await laneFor(plan, state)).train(inputs(1))
  assert.ok(Number.isFinite(loss))
})

test('more positions than the model has are refused', async () => {
  const lane = await laneFor(plan, state)
  const larger = microgptModel({ block_size: 40 })
    .inputs(20)
    .find(({ rows }) => rows.rows > 16)!
  await assert.rejects(lane.train([larger]), /at most 16 positions, not \d+/)
})
