/**
 * One number of attention laid open: which numbers of the trace make it, in the order of the program. Everything the model
 * computed is read; the only arithmetic here is what the program does not keep: the products and the exponentials.
 */
import type { OpId } from '../engine/operations.ts'
import { exponentials } from './attend.ts'
import type { Reading, TraceReader } from './reading.ts'

/** How much one position (row, it asks) attends to another (column, it answers). */
export interface AttentionCell {
  readonly layer: number
  readonly head: number
  readonly row: number
  readonly column: number
}

export interface AttentionArithmetic {
  /** [head_dim]: what the row's position looks for. */
  readonly query: Reading
  /** [head_dim]: what the column's position offers. */
  readonly key: Reading
  /** [head_dim]: the two multiplied, number by number. */
  readonly products: Reading
  /** What the trace divided by √root; the products add up to it. */
  readonly sum: number
  /** head_dim, or 1 where the scaling is switched off. */
  readonly root: number
  /** attn_logits of this cell. */
  readonly score: number
  /** [row + 1]: attn_logits of every key so far. */
  readonly scores: Reading
  /** [row + 1]: exp(score − largest score), as softmax() does it. */
  readonly exps: readonly number[]
  readonly total: number
  /** [row + 1]: attn_weights of every key so far. */
  readonly weights: Reading
  /** [row + 1, head_dim] */
  readonly values: Reading
  /** [head_dim]: head_out. */
  readonly mixed: Reading
}

/** Reads what one cell was made of. Throws a RangeError for a cell that the trace does not have. */
export function attentionArithmetic(
  reader: TraceReader,
  { layer, head, row, column }: AttentionCell,
): AttentionArithmetic {
  if (row >= reader.positions || column > row)
    throw new RangeError(`Position ${row} does not read position ${column} in this trace.`)
  const read = (op: OpId): Reading => {
    const reading = reader.output(op, row, layer, head)
    if (!reading) throw new RangeError(`The trace has no ${op} in layer ${layer}.`)
    return reading
  }
  const query = read('attention.query_head')
  const key = rowOf(read('attention.key_head'), column, 'k_t')
  const scores = read('attention.scores')
  const score = scores.values[column]!
  const exps = Array.from(exponentials(scores.values))
  return {
    query,
    key,
    products: {
      ...query,
      name: 'a * b',
      role: 'attn',
      values: Float64Array.from(query.values, (q, d) => q * key.values[d]!),
    },
    sum: score * Math.sqrt(reader.plan.root),
    root: reader.plan.root,
    score,
    scores,
    exps,
    total: exps.reduce((sum, exp) => sum + exp, 0),
    weights: read('attention.softmax'),
    values: read('attention.value_head'),
    mixed: read('attention.mix'),
  }
}

/** One row of a stack, under the name that it has in the loop over that stack. */
function rowOf(stack: Reading, row: number, name: string): Reading {
  const { columns, values } = stack
  return { ...stack, name, rows: 1, values: values.slice(row * columns, (row + 1) * columns) }
}

/** How spread out weights are, in bits: 0 when all is on one key, log2(n) when all n keys get the same. */
export function entropy(weights: ArrayLike<number>): number {
  let bits = 0
  for (let i = 0; i < weights.length; i++) if (weights[i]! > 0) bits -= weights[i]! * Math.log2(weights[i]!)
  return bits
}

/** The index of the largest; the first of several. */
export function largest(values: ArrayLike<number>): number {
  let at = 0
  for (let i = 1; i < values.length; i++) if (values[i]! > values[at]!) at = i
  return at
}
