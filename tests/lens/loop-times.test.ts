import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ExactLane } from '../../src/engine/exact/lane.ts'
import { partOfCall, stepParts, type Lane } from '../../src/engine/lane.ts'
import { SimdLane } from '../../src/simd/lane.ts'
import { microgptModel } from '../lanes/models.ts'
import { opened } from './run.ts'

test('every call of a step is in one of its parts, and the parts come in order', () => {
  const { plan } = microgptModel({ n_layer: 2 })
  const parts = plan.calls.map(partOfCall)
  assert.deepEqual([...new Set(parts)], stepParts)
  assert.deepEqual(
    parts,
    [...parts].sort((one, other) => stepParts.indexOf(one) - stepParts.indexOf(other)),
  )
})

const model = microgptModel({ n_layer: 2, batch_size: 2 })
const lanes: Record<string, () => Promise<Lane>> = {
  exact: async () => new ExactLane(model.plan),
  simd: async () => (await SimdLane.create(model.plan)) as SimdLane,
}
for (const [name, open] of Object.entries(lanes))
  test(`the parts of a step run apart from training, and leave it as it was: ${name}`, async () => {
    const lane = await open()
    await lane.load(model.state)
    const inputs = model.inputs(6)
    const losses = [...(await lane.train(inputs.slice(0, 3)))]
    const parts = await lane.parts!(await lane.state(), inputs[3]!)
    for (let i = 0; i < 3; i++) for (const part of stepParts) parts[part]()
    losses.push(...(await lane.train(inputs.slice(3))))
    const other = await open()
    await other.load(model.state)
    assert.deepEqual(losses, [...(await other.train(inputs))])
    assert.deepEqual(await lane.state(), await other.state())
  })

test('a session times the parts of the step that it looks at; together they take what a step takes', async () => {
  const session = await opened({ num_steps: 200 }, { replay: 200, document: null })
  const times = (await session.questions.loopTimes(session.view.peek()!.step))!
  assert.equal(times.lane, 'exact')
  const { whole, ...parts } = times.parts!
  const sum = Object.values(parts).reduce((a, b) => a + b)
  assert.ok(
    Object.values(times.parts!).every(time => time > 0),
    JSON.stringify(times),
  )
  const lane = new ExactLane(session.run.peek()!.plan)
  const model = microgptModel()
  await lane.load(model.state)
  const inputs = model.inputs(2000)
  const began = performance.now()
  await lane.train(inputs)
  const step = (performance.now() - began) / inputs.length
  for (const time of [sum, whole])
    assert.ok(time > step / 6 && time < step * 6, `${sum} ms in parts, ${whole} together, ${step} ms a step`)
})
