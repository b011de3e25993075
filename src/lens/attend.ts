/** Attention of one query over a cache, in float64 and in the program's order: pure functions of the numbers given. */

/** What one head keeps of every position so far. */
export interface Cache {
  readonly rows: number
  /** head_dim */
  readonly columns: number
  /** rows × columns, row after row, as `values`. */
  readonly keys: ArrayLike<number>
  readonly values: ArrayLike<number>
}

export interface Attended {
  readonly scores: Float64Array
  /** exp(score − largest score) */
  readonly exps: Float64Array
  readonly total: number
  readonly weights: Float64Array
  /** head_out */
  readonly mixed: Float64Array
}

export const rowOf = (values: ArrayLike<number>, row: number, columns: number): Float64Array =>
  Float64Array.from({ length: columns }, (_, d) => values[row * columns + d]!)

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0
  for (let d = 0; d < a.length; d++) sum += a[d]! * b[d]!
  return sum
}

export const lengthOf = (vector: ArrayLike<number>): number => Math.sqrt(dot(vector, vector))

/** exp(score − largest), as softmax() does it: the largest becomes 1 and none overflows. A score of −∞ becomes 0. */
export function exponentials(scores: ArrayLike<number>): Float64Array {
  let most = -Infinity
  for (let i = 0; i < scores.length; i++) most = Math.max(most, scores[i]!)
  return Float64Array.from(scores, score => Math.exp(score - most))
}

export function softmax(scores: ArrayLike<number>): Float64Array {
  const exps = exponentials(scores)
  const total = exps.reduce((sum, exp) => sum + exp, 0)
  return exps.map(exp => exp / total)
}

/** Σ weight × row, number by number. */
export function weighted(weights: ArrayLike<number>, values: ArrayLike<number>, columns: number): Float64Array {
  const mixed = new Float64Array(columns)
  for (let row = 0; row < weights.length; row++)
    for (let d = 0; d < columns; d++) mixed[d]! += weights[row]! * values[row * columns + d]!
  return mixed
}

/** @param scale what a dot product is multiplied with: 1 / √head_dim */
export function attend(query: ArrayLike<number>, cache: Cache, scale: number): Attended {
  const { rows, columns, keys, values } = cache
  const scores = Float64Array.from({ length: rows }, (_, row) => dot(query, rowOf(keys, row, columns)) * scale)
  const exps = exponentials(scores)
  const total = exps.reduce((sum, exp) => sum + exp, 0)
  const weights = exps.map(exp => exp / total)
  return { scores, exps, total, weights, mixed: weighted(weights, values, columns) }
}

/** The largest distance between two lists of numbers. */
export function farthest(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let most = 0
  for (let i = 0; i < a.length; i++) most = Math.max(most, Math.abs(a[i]! - b[i]!))
  return most
}
