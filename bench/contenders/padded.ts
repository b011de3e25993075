/** A step's documents as the libraries take them: static shapes, every document padded to the block. */
import type { Config } from '../../src/engine/config.ts'
import type { StepInput } from '../../src/engine/lane.ts'
import type { Work } from '../work.ts'

/** The same as ids, [batch][block], with Adam's two factors for the step. */
export interface PaddedIds {
  readonly tokens: number[][]
  readonly targets: number[][]
  /** The share of each position in the loss; 0 where the document has ended. */
  readonly weights: number[][]
  /** lr_t / correction1, 1 / correction2 */
  readonly rates: [number, number]
}

export function paddedIds({ batch_size, block_size }: Config, { rows, rates }: StepInput): PaddedIds {
  const matrix = (): number[][] => Array.from({ length: batch_size }, () => new Array<number>(block_size).fill(0))
  const [tokens, targets, weights] = [matrix(), matrix(), matrix()]
  let document = -1
  for (let row = 0; row < rows.rows; row++) {
    const position = rows.positions[row]!
    if (position === 0) document++
    tokens[document]![position] = rows.tokens[row]!
    targets[document]![position] = rows.targets[row]!
    weights[document]![position] = rows.weights[row]!
  }
  return { tokens, targets, weights, rates: [rates.rate / rates.correction1, 1 / rates.correction2] }
}

export interface OneHot {
  /** [batch · block, vocab]: the token read at each position. */
  readonly tokens: Float32Array
  /** [batch · block, vocab]: the token to be guessed. */
  readonly targets: Float32Array
  /** [batch · block] */
  readonly weights: Float32Array
  readonly rates: [number, number]
}

export function oneHot({ config, vocab_size }: Work, input: StepInput): OneHot {
  const { tokens, targets, weights, rates } = paddedIds(config, input)
  return {
    tokens: hot(tokens.flat(), vocab_size),
    targets: hot(targets.flat(), vocab_size),
    weights: Float32Array.from(weights.flat()),
    rates,
  }
}

function hot(ids: readonly number[], vocab_size: number): Float32Array {
  const rows = new Float32Array(ids.length * vocab_size)
  ids.forEach((id, row) => (rows[row * vocab_size + id] = 1))
  return rows
}

/** [block, block]: 0 where a position may look, very negative where it may not. */
export function causalMask(block_size: number): Float32Array {
  return Float32Array.from({ length: block_size ** 2 }, (_, i) =>
    i % block_size <= Math.floor(i / block_size) ? 0 : -1e9,
  )
}
