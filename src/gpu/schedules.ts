/**
 * Three ways to run a plan on a device, made of the same item functions. `flat` gives each stage its own dispatch and is
 * good for every size. For small models there is straight-line code: `whole` runs many steps in one dispatch of one
 * workgroup, so that a step costs no way to the device and back; `documents` runs a batch with a workgroup a document.
 */
import type { Config } from '../engine/config.ts'
import type { StepInput } from '../engine/lane.ts'
import { countsFor, type Counts } from './inputs.ts'
import type { Machine } from './machine.ts'
import type { Stage } from './stages.ts'

export type ScheduleName = 'flat' | 'whole' | 'documents'

export interface Schedule {
  readonly name: ScheduleName
  /** The work of the pieces that a run of steps falls into. A submit takes one or more of them, in order. */
  work(inputs: readonly StepInput[]): Float64Array
  /** Encodes the pieces from one up to another. */
  encode(pass: GPUComputePassEncoder, machine: Machine, from: number, to: number): void
}

/** What a dispatch costs besides its items, in the unit of `Stage.work`. */
export const dispatchWork = 2_000

export const workOf = (stages: readonly Stage[], counts: Counts): number =>
  stages.reduce((sum, { items, per, work, parts }) => sum + (items * counts[per] * work) / parts, 0)

/** Straight-line code takes longer to compile with every stage: about as many as two blocks make. */
const mostStages = 100
/** More work than this for one workgroup, a few milliseconds of one core, is better spread over the whole device. */
const mostWork = 2_000_000

/** The straight-line schedule for a model, where it is small enough for one. */
export function straightFor(stages: readonly Stage[], { batch_size, block_size }: Config): ScheduleName | null {
  const work = workOf(stages, countsFor(block_size, block_size))
  if (stages.length > mostStages || work > mostWork) return null
  return batch_size === 1 ? 'whole' : 'documents'
}
