/**
 * Opens a lane by its name, or says in a sentence why there is none for this model. What is seen first needs the exact lane
 * alone, so the code of the others comes when they are asked for.
 */
import { ExactLane } from '../../engine/exact/lane.ts'
import type { Lane, LaneName } from '../../engine/lane.ts'
import type { Plan } from '../../engine/plan.ts'

export interface Refusal {
  readonly reason: string
}

export interface LaneEvents {
  /** The device of the lane is gone. */
  readonly onLost: (reason: string) => void
  /** Shaders compiled, of so many. */
  readonly onCompiling: (done: number, all: number) => void
}

export async function openLane(name: LaneName, plan: Plan, events: LaneEvents): Promise<Lane | Refusal> {
  try {
    if (name === 'webgpu') return await (await import('./gpu.ts')).openGpuLane(plan, events)
    if (name === 'simd') return await (await import('../../simd/lane.ts')).SimdLane.create(plan)
    return openExact(plan)
  } catch (error) {
    return {
      reason: `The ${name} lane could not be opened: ${error instanceof Error ? error.message : String(error)}.`,
    }
  }
}

/** The lane that needs nothing but memory. */
function openExact(plan: Plan): ExactLane | Refusal {
  try {
    return new ExactLane(plan)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    const megabytes = Math.ceil((2 * 8 * plan.size) / 1e6).toLocaleString('en')
    return { reason: `This model needs ${megabytes} MB of memory in float64, more than the browser gives.` }
  }
}
