/** What else could turn scores into weights, and what goes wrong with it. */
import { softmax } from './attend.ts'
import { largest } from './attention-arithmetic.ts'

export const rules = ['softmax', 'sum', 'max', 'none'] as const
export type Rule = (typeof rules)[number]

export interface Weighing {
  readonly weights: Float64Array
  readonly sum: number
  readonly negative: number
  /** What is divided by; null where nothing is. */
  readonly divisor: number | null
  /** Mean |∂weight / ∂score| over all pairs: what a score can learn from. */
  readonly slope: number
}

const total = (numbers: ArrayLike<number>): number => Array.from(numbers).reduce((a, b) => a + b, 0)

function meanSlope(n: number, slope: (weight: number, score: number) => number): number {
  let sum = 0
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) sum += Math.abs(slope(i, j))
  return sum / n ** 2
}

/** Mean |∂weight / ∂score| through softmax. */
export const softmaxSlope = (w: ArrayLike<number>): number =>
  meanSlope(w.length, (i, j) => w[i]! * (Number(i === j) - w[j]!))

export function weigh(rule: Rule, scores: ArrayLike<number>): Weighing {
  const n = scores.length
  const of = (weights: Float64Array, divisor: number | null, slope: number): Weighing => ({
    weights,
    sum: total(weights),
    negative: weights.filter(weight => weight < 0).length,
    divisor,
    slope,
  })
  switch (rule) {
    case 'softmax': {
      const weights = softmax(scores)
      return of(weights, null, softmaxSlope(weights))
    }
    case 'sum': {
      const sum = total(scores)
      const weights = Float64Array.from(scores, score => score / sum)
      return of(
        weights,
        sum,
        meanSlope(n, (i, j) => Number(i === j) / sum - scores[i]! / sum ** 2),
      )
    }
    case 'max': {
      const best = largest(scores)
      // A step has slope 0 wherever it has one.
      return of(
        Float64Array.from(scores, (_, i) => Number(i === best)),
        null,
        0,
      )
    }
    case 'none':
      return of(Float64Array.from(scores), null, 1 / n)
  }
}

/** Scores with the same number added to all, then stretched. */
export const changed = (scores: ArrayLike<number>, added: number, stretched: number): Float64Array =>
  Float64Array.from(scores, score => (score + added) * stretched)
