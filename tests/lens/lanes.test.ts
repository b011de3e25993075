/** Which lane computes a run, over the real engine: its race, its moves, its losses. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { defaultConfig, type Config } from '../../src/engine/config.ts'
import { LaneLost } from '../../src/engine/lane.ts'
import { driftWords, figuresWords, milliseconds } from '../../src/lens/lane-words.ts'
import type { LaneInfo, LaneSpan, WantedLane } from '../../src/lens/worker/messages.ts'
import { EngineService } from '../../src/lens/worker/service.ts'
import { SimdLane } from '../../src/simd/lane.ts'

const text = readFileSync('src/data/names.txt', 'utf8')

/** A run on the engine itself, as the worker holds it. */
class OpenRun {
  readonly service = new EngineService()
  readonly losses: number[] = []
  readonly told: LaneInfo[] = []

  static async open(lane: WantedLane, change: Partial<Config> = {}, spans: readonly LaneSpan[] = []): Promise<OpenRun> {
    const run = new OpenRun()
    const config = { ...defaultConfig, num_steps: 300, ...change }
    const request = { config, dataset: { name: 'names', text }, checkpoint: null, lane, spans }
    await run.service.open(request, info => void run.told.push(info))
    return run
  }

  get lane(): LaneInfo {
    return this.told.at(-1)!
  }

  async train(until: number): Promise<readonly number[]> {
    await this.service.train(until, Infinity, ({ completed, losses }) => {
      assert.equal(completed - losses.length, this.losses.length, 'no step is missing and none comes twice')
      this.losses.push(...losses)
    })
    return this.losses
  }
}

const straight = async (lane: WantedLane, spans: readonly LaneSpan[] = []): Promise<readonly number[]> =>
  (await OpenRun.open(lane, {}, spans)).train(300)

describe('the lane of a run', () => {
  test('is the quickest of a race: measured, and taken before the first step', async () => {
    const run = await OpenRun.open('auto')
    await run.train(1)
    const { lane, figures, spans } = run.lane
    assert.equal(lane, 'simd')
    assert.deepEqual(spans, [{ from: 0, lane: 'simd' }])
    const of = (name: string): number => figures.find(figure => figure.lane === name)!.milliseconds!
    assert.ok(of('simd') < of('exact'), JSON.stringify(figures))
  })

  test('is the one that was asked for; exact and simd stay within float32 of each other', async () => {
    const [exact, simd] = [await straight('exact'), await straight('simd')]
    assert.ok(exact.every((loss, i) => Math.abs(loss - simd[i]!) < 1e-5))
    assert.notDeepEqual(exact, simd)
  })

  for (const lane of ['exact', 'simd'] as const)
    test(`${lane}: a run that is paused, looked back into and sampled ends as one that is not`, async () => {
      const run = await OpenRun.open(lane)
      for (const until of [1, 2, 77, 150, 213, 300]) {
        await run.train(until)
        const { trace } = await run.service.trace(until >> 1, null)
        assert.equal(trace.lane, lane)
        await run.service.sample(until, 1, 0.5)
      }
      assert.deepEqual(run.losses, await straight(lane))
    })

  test('changes in mid-run from just there, and a run with the same lanes in the same places is the same', async () => {
    const run = await OpenRun.open('simd')
    await run.train(123)
    await run.service.useLane('exact')
    await run.train(201)
    await run.service.useLane('simd')
    const losses = [...(await run.train(300))]
    assert.deepEqual(
      run.lane.spans.map(({ from, lane }) => `${from} ${lane}`),
      ['0 simd', '123 exact', '201 simd'],
    )
    assert.deepEqual(await straight('auto', run.lane.spans), losses)
    assert.notDeepEqual(await straight('simd'), losses)
  })

  test('that can’t be had is said, and the run goes on where it was', async () => {
    const run = await OpenRun.open('exact')
    await run.train(20)
    await run.service.useLane('webgpu')
    assert.equal(run.lane.lane, 'exact')
    assert.match(run.lane.reason ?? '', /WebGPU/)
    assert.equal((await run.train(40)).length, 40)
    const other = await OpenRun.open('webgpu')
    await other.train(10)
    assert.deepEqual(other.lane.spans, [{ from: 0, lane: 'simd' }])
    assert.match(other.lane.reason ?? '', /WebGPU/)
  })

  test('that is lost in mid-run is followed by another from the last kept step, with one line that says why', async t => {
    const run = await OpenRun.open('simd')
    await run.train(120)
    t.mock.method(SimdLane.prototype, 'train', () => Promise.reject(new LaneLost('It broke.')))
    await run.train(300)
    assert.deepEqual([run.lane.lane, run.lane.reason], ['exact', 'It broke.'])
    const exact = await straight('exact')
    assert.equal(run.losses.length, 300)
    assert.ok(run.losses.every((loss, i) => Math.abs(loss - exact[i]!) < 1e-4))
  })

  test('a run that replaces another in the midst of training hears nothing of it', async () => {
    const run = await OpenRun.open('exact', { num_steps: 20_000 })
    const training = run.train(20_000)
    const request = {
      config: defaultConfig,
      dataset: { name: 'names', text },
      checkpoint: null,
      lane: 'simd',
      spans: [],
    } as const
    await run.service.open(request, () => {})
    const before = run.losses.length
    await training
    assert.equal(run.losses.length, before)
    assert.equal((await run.service.trace(0, null)).step, 0)
  })
})

test('figures are said as a person would', () => {
  assert.equal(milliseconds(0.00712), '0.0071')
  assert.equal(milliseconds(163.4), '163')
  const words = figuresWords([
    { lane: 'exact', milliseconds: 0.081, note: null },
    { lane: 'simd', milliseconds: 0.007, note: null },
    { lane: 'webgpu', milliseconds: null, note: 'This browser has no WebGPU.' },
  ])
  assert.equal(words, 'simd 0.007 ms a step; exact 0.081 ms; webgpu: This browser has no WebGPU')
  assert.match(driftWords('exact', 64) ?? '', /parts from float64/)
  assert.equal(driftWords('exact', 16), null)
})
