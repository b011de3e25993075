import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Lane, LaneName } from '../../src/engine/lane.ts'
import { ExactLane } from '../../src/engine/exact/lane.ts'
import { race } from '../../src/lens/worker/race.ts'
import { SimdLane } from '../../src/simd/lane.ts'
import { microgptModel } from '../lanes/models.ts'

const model = microgptModel()
const course = {
  state: model.state,
  inputs: model.inputs(16),
  gpuRefusal: async () => 'there is none here',
}

/** What the race reads as the time, in milliseconds: only steps let it pass. */
let clock = 0

/** A real lane that takes so many of these milliseconds for each step, and remembers its end. */
class SlowLane extends ExactLane {
  isDisposed = false
  steps = 0

  constructor(
    override readonly name: 'exact',
    private readonly pace: (steps: number) => number,
  ) {
    super(model.plan)
  }

  override async train(inputs: Parameters<Lane['train']>[0]): Promise<Float64Array> {
    const losses = await super.train(inputs)
    for (let i = 0; i < inputs.length; i++) clock += this.pace(this.steps++)
    return losses
  }

  override dispose(): void {
    this.isDisposed = true
  }
}

test('a lane that the browser compiles better while it runs is timed again before it is judged', async t => {
  t.mock.method(performance, 'now', () => clock)
  // At first ten times slower than later, and slower than the other: as WebAssembly is on a busy machine.
  const simd = new SlowLane('simd' as 'exact', steps => (steps < 10 ? 3 : 0.3))
  const exact = new SlowLane('exact', () => 1)
  const { figures, winner } = await race({ ...course, open: async name => (name === 'simd' ? simd : exact) })
  assert.equal(winner, simd)
  assert.deepEqual([simd.isDisposed, exact.isDisposed], [false, true])
  const times = figures.map(({ lane, milliseconds }) => [lane, milliseconds && Math.round(10 * milliseconds) / 10])
  assert.deepEqual(times, [
    ['simd', 0.3],
    ['exact', 1],
    ['webgpu', null],
  ])
})

test('the quickest of the real lanes wins; one that is not there, or fails, is passed with its reason', async () => {
  const simd = (await SimdLane.create(model.plan)) as SimdLane
  const open = async (name: LaneName): Promise<Lane> => (name === 'simd' ? simd : new ExactLane(model.plan))
  const { winner, figures } = await race({ ...course, open })
  const least = Math.min(...figures.map(({ milliseconds }) => milliseconds ?? Infinity))
  assert.equal(figures.find(({ lane }) => lane === winner!.name)!.milliseconds, least)
  const broken = new SlowLane('exact', () => {
    throw new Error('It broke.')
  })
  const alone = await race({
    ...course,
    open: async name => (name === 'simd' ? { reason: 'No SIMD.' } : broken),
  })
  assert.equal(alone.winner, null)
  assert.ok(broken.isDisposed)
  assert.deepEqual(
    alone.figures.map(({ lane, note }) => [lane, note]),
    [
      ['simd', 'No SIMD.'],
      ['exact', 'It broke.'],
      ['webgpu', 'there is none here'],
    ],
  )
})
