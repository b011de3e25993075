import assert from 'node:assert/strict'
import { test } from 'node:test'
import { firstDrift } from '../../src/engine/drift.ts'
import { ExactLane } from '../../src/engine/exact/lane.ts'
import type { Trace } from '../../src/engine/lane.ts'
import { microgptModel } from '../lanes/models.ts'

async function traced(): Promise<Trace> {
  const { plan, state, inputs } = microgptModel()
  return new ExactLane(plan).trace(state, inputs(1)[0]!)
}

const { plan } = microgptModel()

test('a trace has not parted from itself', async () => {
  const trace = await traced()
  assert.equal(firstDrift(plan, trace, trace), null)
})

test('the first tensor beyond rounding is named, not the one that is furthest off', async () => {
  const [exact, other] = [await traced(), await traced()]
  const [early, late] = [plan.output('attention.query', 0)!, plan.output('output.logits')!]
  other.memory[plan.offset(late)]! += 5
  other.memory[plan.offset(early) + 3]! += 1e-3
  const drift = firstDrift(plan, exact, other)!
  assert.deepEqual([drift.op, drift.layer, drift.phase, drift.tensor], ['attention.query', 0, 'forward', early.name])
  assert.ok(drift.relative > 1e-4)
})

test('numbers that mean nothing do not count, and rounding is no drift but is told', async () => {
  const [exact, other] = [await traced(), await traced()]
  const scores = plan.output('attention.scores', 0)!
  // Position 0 looks at itself alone: what stands behind it in its row was never written.
  other.memory[plan.offset(scores) + 5]! += 7
  assert.equal(firstDrift(plan, exact, other), null)
  other.memory[plan.offset(plan.output('mlp.contract', 0)!)]! *= 1 + 1e-7
  assert.ok(firstDrift(plan, exact, other)!.relative < 1e-6)
})
