/** A plan as the kernels take it: the calls, and the words in which src/simd/kernels/call.ts reads them. */
import type { Call, Index, Tensor } from '../engine/graph.ts'
import { partOfCall, type Rates, type StepPart } from '../engine/lane.ts'
import { kernelNames, type KernelName } from '../engine/ops.ts'
import type { Plan } from '../engine/plan.ts'
import type { Layout } from './layout.ts'

export interface Instruction {
  readonly kernel: KernelName
  readonly part: StepPart
  readonly inputs: readonly Tensor[]
  /** What an update changes may be several matrices that lie one behind the other; else it is one tensor. */
  readonly outputs: readonly Tensor[]
  /** What is added to the result before it is stored. */
  readonly addend: Tensor | null
  readonly index: Index | null
}

export interface Program {
  readonly instructions: readonly Instruction[]
  /** Tensors that lie where another does. */
  readonly sharing: ReadonlyMap<Tensor, Tensor>
}

const instructionOf = (call: Call): Instruction => {
  const { kernel, inputs, output, accumulate, index } = call
  return {
    kernel,
    part: partOfCall(call),
    inputs,
    outputs: [output],
    addend: accumulate ? output : null,
    index: index ?? null,
  }
}

/** One instruction a call, every tensor in a place of its own: a step leaves its whole trace. */
export const programOf = (plan: Plan): Program => ({
  instructions: plan.calls.map(instructionOf),
  sharing: new Map(),
})

/** Words of four bytes that a call and a step take. */
export const callWords = 18
export const stepWords = 16

/** @param indices byte addresses of the tokens and of the positions of the rows */
export function wordsOf(
  { instructions }: Program,
  { config, head_dim, root, kept }: Plan,
  layout: Layout,
  indices: Readonly<Record<Index, number>>,
): Uint32Array<ArrayBuffer> {
  const { n_head } = config
  const address = (tensor: Tensor | null | undefined): number => (tensor ? 4 * layout.place(tensor).start : 0)
  const stride = (tensor: Tensor | undefined): number => (tensor ? 4 * layout.place(tensor).stride : 0)
  const words = instructions.map(({ kernel, inputs: [a, b, c], outputs, addend, index }) => {
    const out = outputs[0]!
    const size = outputs.reduce((sum, tensor) => sum + layout.place(tensor).rows * stride(tensor), 0)
    return [
      kernelNames.indexOf(kernel),
      ...[a, b, c, out, addend].map(address),
      out.columns,
      a!.columns,
      ...[a, b, out].map(stride),
      size,
      index ? indices[index] : 0,
      n_head,
      head_dim,
      4 * layout.headPitch,
      root,
      kept,
    ]
  })
  return Uint32Array.from(words.flat())
}

/** Writes the numbers of a step from `rate` on: one store each, since this is done thousands of times a second. */
export function writeRates(rates: Rates, floats: Float32Array, at: number): void {
  const { rate, beta1, beta2, eps, correction1, correction2 } = rates
  floats[at] = rate
  floats[at + 1] = beta1
  floats[at + 2] = beta2
  floats[at + 3] = 1 - beta1
  floats[at + 4] = 1 - beta2
  floats[at + 5] = rate / correction1
  floats[at + 6] = 1 / correction2
  floats[at + 7] = eps
}
