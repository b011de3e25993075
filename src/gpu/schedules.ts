/**
 * Two ways to run a plan on a device, made of the same item functions. `flat` gives each stage its own dispatch and is
 * good for every size. `whole` is for small models: one workgroup runs many steps in one dispatch, so that a step costs
 * no way to the device and back.
 */
import type { StepInput } from '../engine/lane.ts'
import type { Machine } from './machine.ts'
import type { Stage } from './stages.ts'

export type ScheduleName = 'flat' | 'whole'

export interface Schedule {
  readonly name: ScheduleName
  /** The work of the pieces that a run of steps falls into. A submit takes one or more of them, in order. */
  work(inputs: readonly StepInput[]): Float64Array
  /** Encodes the pieces from one up to another. */
  encode(pass: GPUComputePassEncoder, machine: Machine, from: number, to: number): void
}

/** What a dispatch costs besides its items, in the unit of `Stage.work`. */
export const dispatchWork = 2_000

/** Straight-line code takes longer to compile with every stage: about as many as two blocks make. */
const mostStages = 100
/** A step of more work than this, a few milliseconds of one core, is better spread over the whole device. */
const mostWork = 2_000_000

/** Whether a model is small enough to be run by one workgroup. */
export function suitsWhole(stages: readonly Stage[], positions: number): boolean {
  const counts = [1, positions, Math.ceil(positions / 4), positions * Math.ceil(positions / 4)] as const
  const work = stages.reduce((sum, stage) => sum + stage.items * counts[stage.per] * stage.work, 0)
  return stages.length <= mostStages && work <= mostWork
}
