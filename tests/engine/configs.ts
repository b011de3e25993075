/** Random configs, small enough to be differentiated by hand, and random documents for them. */
import fc from 'fast-check'
import { choices, defaultConfig, type Config } from '../../src/engine/config.ts'
import { rowsOf, type Rows } from '../../src/engine/document.ts'
import { headPart, offWords, switchableParts } from '../../src/engine/switches.ts'
import { Random } from '../../src/engine/random.ts'

export interface SmallModel {
  readonly config: Config
  readonly vocab: number
  /** Letters of each document of the batch; some have none, some more than the block. */
  readonly lengths: readonly number[]
  readonly seed: number
}

const word = <Name extends keyof typeof choices>(name: Name): fc.Arbitrary<(typeof choices)[Name][number]> =>
  fc.constantFrom(...choices[name])

/** Layers 1–3, widths from 1 that need not be even, 1–4 heads, blocks to 6, batches to 3, and every option. */
export const smallModels: fc.Arbitrary<SmallModel> = fc
  .record({
    n_layer: fc.integer({ min: 1, max: 3 }),
    n_head: fc.integer({ min: 1, max: 4 }),
    head_dim: fc.integer({ min: 1, max: 4 }),
    mlp_factor: fc.integer({ min: 1, max: 5 }),
    block_size: fc.integer({ min: 1, max: 6 }),
    batch_size: fc.integer({ min: 1, max: 3 }),
    activation: word('activation'),
    norm: word('norm'),
    optimizer: word('optimizer'),
    tied_head: fc.boolean(),
    zero_init_outputs: fc.boolean(),
    off: fc.subarray([...switchableParts, headPart(0), headPart(2)]),
    std: fc.constantFrom(0.1, 0.3, 0.6),
    vocab: fc.integer({ min: 2, max: 12 }),
    lengths: fc.array(fc.nat(8), { minLength: 3, maxLength: 3 }),
    seed: fc.nat(1_000_000),
  })
  .map(({ head_dim, vocab, lengths, seed, off, ...rest }) => ({
    config: {
      ...defaultConfig,
      ...rest,
      n_embd: rest.n_head * head_dim,
      // Mostly the model is whole.
      off: seed % 3 === 0 ? offWords(off, rest.n_head) : '',
    },
    vocab,
    lengths: lengths.slice(0, rest.batch_size),
    seed,
  }))

export function rowsFor({ config, vocab, lengths, seed }: SmallModel): Rows {
  const random = new Random(seed + 1)
  const documents = lengths.map(length => Array.from({ length }, () => random.randbelow(vocab - 1)))
  return rowsOf(documents, vocab - 1, config.block_size)
}
