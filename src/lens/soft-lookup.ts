/** Looking something up: exactly, as a dict does it, or softly, as attention does it. */
import { dot, rowOf, softmax, weighted, type Cache } from './attend.ts'
import { largest } from './attention-arithmetic.ts'

/** The row whose key is this query, number for number; null is Python's KeyError. */
export function exactLookup(query: ArrayLike<number>, { keys, rows, columns }: Cache): number | null {
  // A dict keeps the last of equal keys.
  for (let row = rows - 1; row >= 0; row--) if (rowOf(keys, row, columns).every((k, d) => k === query[d])) return row
  return null
}

export interface SoftAnswer {
  readonly scores: Float64Array
  readonly weights: Float64Array
  readonly mixed: Float64Array
  /** The row with the highest score: the only one that is left in the limit. */
  readonly best: number
}

/** @param sharpness what the scores are multiplied with: 0 gives all rows the same, ∞ everything to the best */
export function softLookup(query: ArrayLike<number>, cache: Cache, scale: number, sharpness: number): SoftAnswer {
  const { rows, columns, keys, values } = cache
  const scores = Float64Array.from({ length: rows }, (_, row) => dot(query, rowOf(keys, row, columns)) * scale)
  const best = largest(scores)
  const weights =
    sharpness === Infinity
      ? Float64Array.from(scores, (_, row) => Number(row === best))
      : softmax(scores.map(score => score * sharpness))
  return { scores, weights, mixed: weighted(weights, values, columns), best }
}

/** A word with two vectors that somebody made up: what it asks for and what it is, as [thing, quality]. */
export interface Word {
  readonly text: string
  readonly asks: readonly [number, number]
  readonly is: readonly [number, number]
}

const [thing, quality, deed, filler] = [
  { asks: [0.5, 2], is: [2, 0] },
  { asks: [2.5, 0], is: [0, 2] },
  { asks: [3, -1], is: [0.5, -0.5] },
  { asks: [1.5, 0], is: [-0.5, -0.5] },
] as const satisfies readonly Omit<Word, 'text'>[]

/** The sentence of typists, with vectors set by hand: an illustration, nothing that a model learned. */
export const sentence: readonly Word[] = (
  [
    ['The', filler],
    ['quick', quality],
    ['brown', quality],
    ['fox', thing],
    ['jumps', deed],
    ['over', filler],
    ['the', filler],
    ['lazy', quality],
    ['dog', thing],
  ] as const
).map(([text, kind]) => ({ ...kind, text }))

/** How far words stand apart counts too, a little less for every word between them. */
export const farness = 0.35

/** Weights of one word over the others: what it asks for · what they are − 0.35 × distance, through softmax. */
export function wordWeights(words: readonly Word[], asking: number, onlyEarlier: boolean): Float64Array {
  const scores = words.map(({ is }, at) =>
    onlyEarlier && at > asking ? -Infinity : dot(words[asking]!.asks, is) - farness * Math.abs(at - asking),
  )
  return softmax(scores)
}
