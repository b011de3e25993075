/** From a plain average of everything so far to learned attention, in four stages on the same values. */
import { rowOf, softmax, weighted } from './attend.ts'
import type { TraceReader } from './reading.ts'

export interface Stage {
  /** [T, T], with −∞ where a row may not look; null where the stage has none. */
  readonly scores: Float64Array | null
  /** [T, T]; null where the stage knows no matrix yet. */
  readonly weights: Float64Array | null
  /** [T, head_dim] */
  readonly out: Float64Array
}

/** One stage a name, in their order. */
export const stageNames = ['average', 'matrix', 'softmax', 'learned'] as const
export type StageName = (typeof stageNames)[number]

const table = (rows: number, columns: number, number: (row: number, column: number) => number): Float64Array =>
  Float64Array.from({ length: rows * columns }, (_, i) => number(Math.floor(i / columns), i % columns))

const softmaxRows = (scores: Float64Array, T: number): Float64Array =>
  Float64Array.from(Array.from({ length: T }, (_, t) => [...softmax(rowOf(scores, t, T))]).flat())

const times = (weights: Float64Array, values: ArrayLike<number>, T: number, columns: number): Float64Array =>
  Float64Array.from(Array.from({ length: T }, (_, t) => [...weighted(rowOf(weights, t, T), values, columns)]).flat())

/** @param values [T, columns] */
export function average(values: ArrayLike<number>, T: number, columns: number): Stage {
  const out = table(T, columns, (t, d) => {
    let sum = 0
    for (let s = 0; s <= t; s++) sum += values[s * columns + d]!
    return sum / (t + 1)
  })
  return { scores: null, weights: null, out }
}

export function maskedMatrix(values: ArrayLike<number>, T: number, columns: number): Stage {
  const weights = table(T, T, (t, s) => (s <= t ? 1 / (t + 1) : 0))
  return { scores: null, weights, out: times(weights, values, T, columns) }
}

/** @param score of a row for a column that it may look at */
export function maskedSoftmax(
  values: ArrayLike<number>,
  T: number,
  columns: number,
  score: (row: number, column: number) => number,
): Stage {
  const scores = table(T, T, (t, s) => (s <= t ? score(t, s) : -Infinity))
  const weights = softmaxRows(scores, T)
  return { scores, weights, out: times(weights, values, T, columns) }
}

/** All four stages on the values of one head; the last with the scores that the head itself made. */
export function stagesOf(reader: TraceReader, layer: number, head: number): Readonly<Record<StageName, Stage>> {
  const T = reader.positions
  const reading = reader.output('attention.value_head', T - 1, layer, head)
  if (!reading) throw new RangeError(`The trace has no layer ${layer}.`)
  const { values, columns } = reading
  const rows = Array.from({ length: T }, (_, t) => reader.output('attention.scores', t, layer, head)!.values)
  return {
    average: average(values, T, columns),
    matrix: maskedMatrix(values, T, columns),
    softmax: maskedSoftmax(values, T, columns, () => 0),
    learned: maskedSoftmax(values, T, columns, (t, s) => rows[t]![s]!),
  }
}
