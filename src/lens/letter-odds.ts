/** What the draws of a made-up name come to: shares, bits, odds, and what a letter would be at other temperatures. */
import type { Config } from '../engine/config.ts'
import { softmax } from '../engine/exact/loss.ts'
import type { Draw } from '../engine/sampler.ts'

/** The same logits at a temperature, divided as the program divides them. */
export function probabilitiesAt(logits: Float64Array, temperature: number): Float64Array {
  const probs = new Float64Array(logits.length)
  softmax(
    logits.map(logit => logit * temperature ** -1),
    probs,
    0,
    1,
    logits.length,
  )
  return probs
}

/** Entropy: how open the choice is, 0 where it is made, log₂ of their number where all are alike. */
export const bitsOf = (probs: ArrayLike<number>): number =>
  Array.from(probs).reduce((sum, p) => (p > 0 ? sum - p * Math.log2(p) : sum), 0)

/**
 * What was drawn from, so that it adds up to 1: where all letters could come that is probs, but for the last digit. Of a
 * letter that was given it is what the model expected.
 */
export function sharesOf({ weights, probs, isGiven }: Pick<Draw, 'weights' | 'probs' | 'isGiven'>): Float64Array {
  if (isGiven) return probs
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map(weight => weight / total)
}

/** −log p of the letter that came, at a temperature of 1, in nats. */
export const surpriseOf = ({ logits, index }: Pick<Draw, 'logits' | 'index'>): number =>
  -Math.log(probabilitiesAt(logits, 1)[index]!)

/** How probable a name is to the model itself, the letters that were given included: at a temperature of 1, as a log. */
export const logProbability = (draws: readonly Draw[]): number => draws.reduce((sum, draw) => sum - surpriseOf(draw), 0)

/** How probable the letters that were drawn were in the way in which they were drawn, as a log. */
export const logChance = (draws: readonly Draw[]): number =>
  draws.reduce((sum, draw) => (draw.isGiven ? sum : sum + Math.log(sharesOf(draw)[draw.index]!)), 0)

/** The likeliest letters, the likeliest first; of equals the first in the alphabet. */
export const likeliest = (probs: ArrayLike<number>, count: number): number[] =>
  Array.from(probs, (_, index) => index)
    .sort((a, b) => probs[b]! - probs[a]! || a - b)
    .slice(0, count)

const sizes = [
  [1e12, 'T'],
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
] as const

const raised = (power: number): string => Array.from(String(power), digit => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]).join('')

/** `1 in 51k`; never a percentage with zeros. */
export function oddsWords(log: number): string {
  const one = Math.exp(-log)
  if (!(one < 1e15)) return `1 in 10${raised(Math.floor(-log / Math.LN10))}`
  const [size, word] = (one >= 1e4 && sizes.find(([size]) => one >= size)) || ([1, ''] as const)
  const count = one / size
  const words = count < 9.95 ? count.toFixed(1).replace('.0', '') : Math.round(count).toLocaleString('en')
  return `1 in ${words}${word}`
}

/** Multiply-adds of one document of so many tokens read: with the cache, and when every token has all computed anew. */
export function multiplyAdds(config: Config, vocab_size: number, tokens: number): { cached: number; anew: number } {
  const { n_layer, n_embd, mlp_factor } = config
  // q, k, v and wo; the MLP's two; a score and a share of the mix for every position so far; the logits.
  const row = (position: number): number =>
    n_layer * n_embd * ((4 + 2 * mlp_factor) * n_embd + 2 * (position + 1)) + vocab_size * n_embd
  const rows = Array.from({ length: tokens }, (_, position) => row(position))
  return {
    cached: rows.reduce((sum, cost) => sum + cost, 0),
    anew: rows.reduce((sum, cost, position) => sum + cost * (tokens - position), 0),
  }
}
