/** Where a float32 lane has parted from the exact one: the same training step, laid open on both. */
import type { Call } from './graph.ts'
import type { Trace } from './lane.ts'
import { forEachLive } from './live.ts'
import type { OpId } from './operations.ts'
import type { Plan } from './plan.ts'

export interface Drift {
  readonly op: OpId
  readonly layer: number | null
  readonly phase: Call['phase']
  readonly tensor: string
  /** The largest difference over the largest number of the exact tensor. */
  readonly relative: number
}

/** Float32 rounds each number to 6e-8 of itself; a sum of some products may be off by so much without any drift. */
const rounding = 1e-6

/** The first tensor, in the order of the plan, that is further off than rounding; else the one that is furthest off. */
export function firstDrift(plan: Plan, exact: Trace, other: Trace): Drift | null {
  let furthest: Drift | null = null
  for (const { op, layer, phase, output } of plan.calls) {
    let [difference, scale] = [0, 0]
    forEachLive(plan, exact.input.rows, output, place => {
      difference = Math.max(difference, Math.abs(exact.memory[place]! - other.memory[place]!))
      scale = Math.max(scale, Math.abs(exact.memory[place]!))
    })
    const relative = difference === 0 ? 0 : difference / scale
    const found = { op, layer, phase, tensor: output.name, relative }
    if (relative > rounding) return found
    if (relative > (furthest?.relative ?? 0)) furthest = found
  }
  return furthest
}
