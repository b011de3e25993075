/** Steps as the kernels read them: `rows: array<Row>` and `steps: array<Step>` of prelude.wgsl. */
import type { Rows } from '../engine/document.ts'
import type { StepInput } from '../engine/lane.ts'

/** Numbers in a `Row`, and bytes from one `Step` to the next, which a dynamic offset must be a multiple of. */
export const rowWords = 6
export const stepStride = 256

export interface PackedInputs {
  readonly rows: ArrayBuffer
  readonly steps: ArrayBuffer
}

/** What the numbers of items of a step are multiples of: `Step.counts`, by `per` of stages.ts. */
export type Counts = readonly [number, number, number, number, number]

/** @param longest positions of the longest document */
export function countsFor(rows: number, longest: number): Counts {
  const blocks = Math.ceil(rows / 4)
  return [1, rows, blocks, blocks * Math.ceil(longest / 4), Math.ceil(rows / 16)]
}

export const countsOf = (rows: Rows): Counts => countsFor(rows.rows, longestOf(rows))

export function packInputs(inputs: readonly StepInput[]): PackedInputs {
  const total = inputs.reduce((sum, { rows }) => sum + rows.rows, 0)
  const rows = new ArrayBuffer(total * rowWords * 4)
  const steps = new ArrayBuffer(inputs.length * stepStride)
  let first = 0
  inputs.forEach((input, i) => {
    packRows(input.rows, rows, first)
    packStep(input, steps, i, first)
    first += input.rows.rows
  })
  return { rows, steps }
}

function packRows({ rows, tokens, targets, positions, weights }: Rows, buffer: ArrayBuffer, first: number): void {
  const words = new Uint32Array(buffer)
  const numbers = new Float32Array(buffer)
  const starts = startsOf(positions)
  let end = rows
  for (let row = rows - 1; row >= 0; row--) {
    const at = (first + row) * rowWords
    words.set([tokens[row]!, targets[row]!, positions[row]!, end - row], at)
    numbers[at + 4] = weights[row]!
    words[at + 5] = starts[row] ?? 0
    if (positions[row] === 0) end = row
  }
}

/** The rows at which documents begin. */
function startsOf(positions: Uint32Array): number[] {
  const starts: number[] = []
  positions.forEach((position, row) => {
    if (position === 0) starts.push(row)
  })
  return starts
}

function packStep({ rows, rates }: StepInput, buffer: ArrayBuffer, index: number, first: number): void {
  const { rate, eps, correction1, correction2, beta1, beta2 } = rates
  new Uint32Array(buffer, index * stepStride).set([...countsOf(rows), first, rows.rows, longestOf(rows), index])
  // 1 − β is taken here: in float32 it would keep only four or five figures of 1 − 0.99.
  const numbers = [rate, eps, correction1, correction2, beta1, beta2, 1 - beta1, 1 - beta2]
  new Float32Array(buffer, index * stepStride).set(numbers, 9)
}

function longestOf({ rows, positions }: Rows): number {
  let longest = 0
  for (let row = 0; row < rows; row++) longest = Math.max(longest, positions[row]! + 1)
  return longest
}
