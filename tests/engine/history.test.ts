import assert from 'node:assert/strict'
import { test } from 'node:test'
import { History } from '../../src/engine/history.ts'
import { freshState, type State } from '../../src/engine/lane.ts'

const stateAt = (step: number, numbers: number): State => ({ ...freshState(new Float64Array(numbers)), step })

test('a long run of a large model keeps few states, far apart, and always the first and those where lanes changed', () => {
  const numbers = 100_000
  const history = new History(stateAt(0, numbers))
  const kept = new Set<number>([0])
  for (let step = 1; step <= 20_000; step++) {
    if (step === 7777) history.keep(stateAt(step, numbers), true)
    else if (history.wants(step)) history.keep(stateAt(step, numbers))
  }
  for (let step = 0; step <= 20_000; step++) kept.add(history.before(step).step)
  assert.ok(kept.size <= 27, `${kept.size} states of 300,000 numbers`)
  assert.ok(kept.size >= 8 && kept.has(0) && kept.has(7777))
  const gaps = [...kept, 20_000].sort((a, b) => a - b).map((step, i, all) => step - (all[i - 1] ?? 0))
  assert.ok(Math.max(...gaps) <= 20_000 / 8, gaps.join())
})

test('a small model keeps every fiftieth state', () => {
  const history = new History(stateAt(0, 4192))
  for (let step = 1; step <= 1000; step++) if (history.wants(step)) history.keep(stateAt(step, 4192))
  assert.equal(history.before(999).step, 950)
  assert.equal(history.before(49).step, 0)
})
