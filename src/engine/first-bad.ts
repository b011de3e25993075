/** Finds where numbers stopped being numbers within one training step. */
import { bind } from './exact/kernels.ts'
import type { Call, Tensor } from './graph.ts'
import type { Trace } from './lane.ts'
import { forEachLive } from './live.ts'
import type { OpId } from './operations.ts'
import type { Plan } from './plan.ts'

export interface Origin {
  /** Index of the training step in which it happened: 0 is the first. */
  readonly step: number
  readonly op: OpId
  readonly layer: number | null
  readonly phase: Call['phase']
  /** What the operation puts out: the first tensor with a number that is not finite. */
  readonly tensor: string
  /** The largest number, without its sign, that went in. */
  readonly largest: number
}

/**
 * The first call, in the order of the plan, that gave a number that is not finite although all that it took were. Where
 * several calls add to one gradient, each part is computed again to know which was bad; where none was, it is their sum,
 * and the last of them is named.
 * @param trace of a step whose parameters were finite before it
 * @returns null where all numbers are finite
 */
export function firstBad(plan: Plan, trace: Trace): Origin | null {
  const { before } = trace
  const after = (tensor: Tensor): number => largestOf(plan, trace, tensor, trace.memory)
  // The step has changed parameters and moments; what its operations took are those before it.
  const taken = Float64Array.from(trace.memory)
  for (const [i, part] of [before.parameters, before.m, before.v].entries()) taken.set(part, i * plan.parameters)
  const writers = new Map<Tensor, Call[]>()
  for (const call of plan.calls) writers.set(call.output, [...(writers.get(call.output) ?? []), call])

  const bad = plan.calls.filter(({ output }) => !Number.isFinite(after(output)))
  const largest = ({ inputs }: Call): number => Math.max(...inputs.map(tensor => largestOf(plan, trace, tensor, taken)))
  const isAlone = ({ output }: Call): boolean => writers.get(output)!.length === 1
  const found =
    bad.find(call => Number.isFinite(largest(call)) && (isAlone(call) || isBadAlone(plan, trace, call, taken))) ??
    bad.find(call => call === writers.get(call.output)!.at(-1))
  if (!found) return null
  const { op, layer, phase, output } = found
  return { step: before.step, op, layer, phase, tensor: output.name, largest: largest(found) }
}

/** Of several calls that add to one gradient: whether the part of this one is bad by itself. */
function isBadAlone(plan: Plan, trace: Trace, call: Call, taken: Float64Array): boolean {
  const { rows, rates } = trace.input
  const scratch = taken.slice()
  bind(plan, scratch, { ...call, accumulate: false })(rows, rates)
  const rounded = trace.memory instanceof Float32Array ? Float32Array.from(scratch) : scratch
  return !Number.isFinite(largestOf(plan, trace, call.output, rounded))
}

/** The largest of the numbers of a tensor that mean something, without its sign; NaN where one of them is NaN. */
function largestOf(plan: Plan, { input }: Trace, tensor: Tensor, memory: ArrayLike<number>): number {
  let largest = 0
  forEachLive(plan, input.rows, tensor, place => (largest = Math.max(largest, Math.abs(memory[place]!))))
  return largest
}
