/** The short race that picks the lane of a run. It runs on memories of its own: the run is not touched. */
import type { Lane, LaneName, State, StepInput } from '../../engine/lane.ts'
import type { Refusal } from './lanes.ts'
import type { Figure } from './messages.ts'
import { nextTask } from './tasks.ts'

/** Milliseconds for which a lane runs; a GPU needs some to find its pace. */
const budget = { simd: 20, exact: 20, webgpu: 60 } as const
/** Batches at least that tell something, unless they are very slow. */
const batches = 4
/** What is shorter cannot be told from nothing. */
export const readable = 1
/** Where simd takes this long for a step, exact, some ten times slower, would hold everything up. */
const mostForExact = 4
/** A GPU takes at least so long for a small step, as each of its kernels waits for the one before. */
const leastOfGpu = 0.05

export interface Course {
  readonly state: State
  /** Steps of the run. */
  readonly inputs: readonly StepInput[]
  readonly open: (name: LaneName) => Promise<Lane | Refusal>
  /** Why WebGPU need not be tried; null where it may be worth it. */
  readonly gpuRefusal: () => Promise<string | null>
}

export interface Outcome {
  readonly figures: readonly Figure[]
  /** To be disposed of by who takes it. */
  readonly winner: Lane | null
}

interface Runner {
  readonly lane: Lane
  milliseconds: number
}

export async function race(course: Course): Promise<Outcome> {
  const runners: Runner[] = []
  const passed: Figure[] = []
  const pass = (lane: LaneName, note: string): void => void passed.push({ lane, milliseconds: null, note })
  const leave = (runner: Runner): void => {
    runners.splice(runners.indexOf(runner), 1)
    runner.lane.dispose()
  }
  const run = async (runner: Runner): Promise<void> => {
    try {
      runner.milliseconds = Math.min(runner.milliseconds, await timeOf(runner.lane, course))
    } catch (error) {
      leave(runner)
      pass(runner.lane.name, error instanceof Error ? error.message : String(error))
    }
  }
  const enter = async (name: LaneName): Promise<void> => {
    const lane = await course.open(name)
    if ('reason' in lane) return pass(name, lane.reason)
    const runner = { lane, milliseconds: Infinity }
    runners.push(runner)
    await run(runner)
  }
  const best = (): number => Math.min(...runners.map(({ milliseconds }) => milliseconds))

  await enter('simd')
  if (best() < mostForExact || best() === Infinity) await enter('exact')
  else pass('exact', 'too slow to be tried at this size')
  // Browsers compile WebAssembly in haste at first, and better while it runs: by now they have.
  const simd = runners.find(({ lane }) => lane.name === 'simd')
  if (simd) await run(simd)
  if (best() < leastOfGpu) pass('webgpu', 'not tried: a step this small is done before a GPU has begun')
  else {
    const refusal = await course.gpuRefusal()
    if (refusal === null) await enter('webgpu')
    else pass('webgpu', refusal)
  }
  const winner = runners.find(({ milliseconds }) => milliseconds === best()) ?? null
  const figures = runners.map(({ lane, milliseconds }) => ({ lane: lane.name, milliseconds, note: null }))
  for (const runner of runners.filter(runner => runner !== winner)) leave(runner)
  return { figures: [...figures, ...passed], winner: winner?.lane ?? null }
}

/** Milliseconds a step, the best of some batches: others may have had the processor in the rest. */
async function timeOf(lane: Lane, { state, inputs }: Course): Promise<number> {
  await lane.load(state)
  const enough = budget[lane.name]
  let [least, spent, count, told] = [Infinity, 0, 1, 0]
  while ((spent < enough || told < batches) && spent < 6 * enough) {
    const steps = Array.from({ length: count }, (_, i) => inputs[i % inputs.length]!)
    const began = performance.now()
    await lane.train(steps)
    const took = performance.now() - began
    // The clock moves by tenths of a millisecond.
    if (took >= readable) {
      told++
      least = Math.min(least, took / count)
    }
    spent += Math.max(took, 0.1)
    if (took < enough / 4) count *= 2
    await nextTask()
  }
  return least
}
