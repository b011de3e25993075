import assert from 'node:assert/strict'
import { test } from 'node:test'
import { trainingLoop } from '../../src/lens/worker/training-loop.ts'

const busyFor = (milliseconds: number): void => {
  const end = performance.now() + milliseconds
  while (performance.now() < end);
}

/** Steps that take so long, one a number; how many were asked for at a time, and what was reported. */
async function trained(steps: number, cost: (step: number) => number, pace = Infinity) {
  const [slices, reports]: [number[], number[]] = [[], []]
  let completed = 0
  await trainingLoop(
    {
      goesOn: () => completed < steps,
      advance: async count => {
        const first = completed
        for (let i = 0; i < count && completed < steps; i++) busyFor(cost(completed++))
        slices.push(completed - first)
        return { completed, losses: Array.from({ length: completed - first }, () => 0), problem: null }
      },
      report: ({ losses }) => void reports.push(losses.length),
    },
    pace,
  )
  return { slices, reports }
}

test('slices grow while steps are quick, and a slow step has a slice of its own', async () => {
  const { slices } = await trained(400, () => 0.1)
  assert.equal(slices[0], 1)
  assert.ok(Math.max(...slices) >= 32 && Math.max(...slices) <= 130, slices.join())
  const slow = await trained(8, () => 30)
  assert.deepEqual(slow.slices, [1, 1, 1, 1, 1, 1, 1, 1])
})

test('every loss is reported once, some twenty times a second at most', async () => {
  const start = performance.now()
  const { reports } = await trained(600, () => 1)
  const seconds = (performance.now() - start) / 1000
  assert.equal(
    reports.reduce((a, b) => a + b),
    600,
  )
  assert.ok(reports.length <= 20 * seconds + 3, `${reports.length} reports in ${seconds} s`)
})

test('a pace is kept, and a machine that slept is not made up for', async t => {
  const start = performance.now()
  await trained(30, () => 0, 100)
  const took = performance.now() - start
  assert.ok(took > 250, `30 steps at 100 a second took ${took} ms`)
  const now = performance.now.bind(performance)
  let slept = 0
  t.mock.method(performance, 'now', () => now() + slept)
  const { slices } = await trained(
    60,
    step => {
      if (step === 5) slept += 3_600_000
      return 0
    },
    100,
  )
  assert.ok(Math.max(...slices) <= 30, slices.join())
})
