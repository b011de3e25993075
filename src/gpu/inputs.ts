/** Steps as the kernels read them: `rows: array<Row>` and `steps: array<Step>` of prelude.wgsl. */
import type { Rows } from '../engine/document.ts'
import type { StepInput } from '../engine/lane.ts'

/** Numbers in a `Row`, and bytes from one `Step` to the next, which a dynamic offset must be a multiple of. */
export const rowWords = 5
export const stepStride = 256

export interface PackedInputs {
  readonly rows: ArrayBuffer
  readonly steps: ArrayBuffer
}

/** What the numbers of items of a step are multiples of: `Step.counts`. */
export function countsOf(rows: Rows): readonly [number, number, number, number] {
  return [1, rows.rows, Math.ceil(rows.rows / 4), rows.rows * Math.ceil(longestOf(rows) / 4)]
}

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
  let end = rows
  for (let row = rows - 1; row >= 0; row--) {
    words.set([tokens[row]!, targets[row]!, positions[row]!, end], (first + row) * rowWords)
    numbers[(first + row) * rowWords + 4] = weights[row]!
    if (positions[row] === 0) end = row
  }
}

function packStep({ rows, rates }: StepInput, buffer: ArrayBuffer, index: number, first: number): void {
  const { rate, eps, correction1, correction2, beta1, beta2 } = rates
  new Uint32Array(buffer, index * stepStride).set([...countsOf(rows), first, rows.rows, longestOf(rows), index])
  // 1 − β is taken here: in float32 it would keep only four or five figures of 1 − 0.99.
  const numbers = [rate, eps, correction1, correction2, beta1, beta2, 1 - beta1, 1 - beta2]
  new Float32Array(buffer, index * stepStride).set(numbers, 8)
}

function longestOf({ rows, positions }: Rows): number {
  let longest = 0
  for (let row = 0; row < rows; row++) longest = Math.max(longest, positions[row]! + 1)
  return longest
}
