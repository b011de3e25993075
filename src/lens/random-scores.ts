/** Dot products of random vectors: why scores are divided by √head_dim. */
import { Random } from '../engine/random.ts'
import { softmax } from './attend.ts'
import { entropy } from './attention-arithmetic.ts'
import { softmaxSlope } from './softmax-alternatives.ts'

export const queries = 24
export const keysEach = 16
export const mostDims = 256

/** q·k for every width from 1 to `mostDims`: every query and key is drawn once, from a normal distribution of variance 1. */
export type DotProducts = Float64Array

/** The dot products of one width follow each other. */
const perWidth = queries * keysEach

export function drawDotProducts(seed: number): DotProducts {
  const random = new Random(seed)
  const products = new Float64Array(mostDims * perWidth)
  const vector = (): Float64Array => Float64Array.from({ length: mostDims }, () => random.gauss(0, 1))
  for (let query = 0; query < queries; query++) {
    const q = vector()
    for (let key = 0; key < keysEach; key++) {
      const k = vector()
      let sum = 0
      for (let d = 0; d < mostDims; d++) {
        sum += q[d]! * k[d]!
        products[d * perWidth + query * keysEach + key] = sum
      }
    }
  }
  return products
}

export interface ScoreStatistics {
  readonly variance: number
  /** Of the weights, in bits; 4 would be all 16 keys alike. */
  readonly entropy: number
  /** Mean |∂weight / ∂score|. */
  readonly slope: number
}

/** @param scale what every dot product is multiplied with */
export function statisticsOf(products: DotProducts, head_dim: number, scale: number): ScoreStatistics {
  const scores = products.subarray((head_dim - 1) * perWidth, head_dim * perWidth).map(product => product * scale)
  const mean = scores.reduce((sum, score) => sum + score, 0) / perWidth
  let [bits, slope] = [0, 0]
  for (let query = 0; query < queries; query++) {
    const weights = softmax(scores.subarray(query * keysEach, (query + 1) * keysEach))
    bits += entropy(weights)
    slope += softmaxSlope(weights)
  }
  return {
    variance: scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / perWidth,
    entropy: bits / queries,
    slope: slope / queries,
  }
}
