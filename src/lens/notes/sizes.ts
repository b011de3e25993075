/** Models of all sizes by one formula: what their numbers are, and how many parameters follow from them. */
import { defaultConfig, type Config } from '../../engine/config.ts'
import { matricesOf } from '../../engine/parameters.ts'

export interface ModelSize {
  readonly vocab_size: number
  readonly n_embd: number
  readonly n_head: number
  readonly block_size: number
  readonly n_layer: number
  /** Width of the middle of the MLP. */
  readonly mlp_width: number
  /** A bias beside each matrix of a layer, and a gain and a bias in each norm, one norm more before the head. */
  readonly biases: boolean
  /** The logits are read with wte. */
  readonly tied_head: boolean
}

export interface NamedSize extends ModelSize {
  readonly name: string
}

/** Letters a to z, and BOS. */
const letters = 27

export const sizeOf = (config: Config, vocab_size: number): ModelSize => ({
  vocab_size,
  n_embd: config.n_embd,
  n_head: config.n_head,
  block_size: config.block_size,
  n_layer: config.n_layer,
  mlp_width: matricesOf(config, vocab_size).find(({ name }) => name === 'layer0.mlp_fc1')!.rows,
  biases: false,
  tied_head: config.tied_head,
})

export const microgpt: NamedSize = { name: 'microgpt', ...sizeOf(defaultConfig, letters) }

/** The smallest that can be followed by hand: BOS, a, b and c. */
export const toy: NamedSize = {
  ...microgpt,
  name: 'toy',
  ...{ vocab_size: 4, n_embd: 2, n_head: 1, block_size: 4, mlp_width: 8 },
}

/** The smallest of the four of 2019. */
export const gpt2: NamedSize = {
  name: 'GPT-2 small',
  ...{ vocab_size: 50257, n_embd: 768, n_head: 12, block_size: 1024, n_layer: 12, mlp_width: 3072 },
  biases: true,
  tied_head: true,
}

/** The largest of the eight of 2020. */
export const gpt3: NamedSize = {
  ...gpt2,
  name: 'GPT-3 175B',
  ...{ n_embd: 12288, n_head: 96, block_size: 2048, n_layer: 96, mlp_width: 49152 },
}

export const headDimOf = ({ n_embd, n_head }: ModelSize): number => n_embd / n_head

export interface Shares {
  /** wte, wpe, and lm_head where it is a matrix of its own. */
  readonly embeddings: number
  readonly attention: number
  readonly mlp: number
  readonly norms: number
}

/** Where the parameters of a model are. */
export function sharesOf(size: ModelSize): Shares {
  const { vocab_size, n_embd, block_size, n_layer, mlp_width, biases, tied_head } = size
  const extra = biases ? 1 : 0
  return {
    embeddings: ((tied_head ? 1 : 2) * vocab_size + block_size) * n_embd,
    attention: n_layer * (4 * n_embd * n_embd + extra * 4 * n_embd),
    mlp: n_layer * (2 * n_embd * mlp_width + extra * (mlp_width + n_embd)),
    // A gain and a bias for each number of the vector: two norms a layer, and one before the head.
    norms: extra * (2 * n_layer + 1) * 2 * n_embd,
  }
}

export function countOf(size: ModelSize): number {
  const { embeddings, attention, mlp, norms } = sharesOf(size)
  return embeddings + attention + mlp + norms
}

export interface GrowthStep {
  readonly words: string
  readonly size: ModelSize
  readonly count: number
}

/** From one model to the other, one number at a time. */
export function growth(from: ModelSize, to: ModelSize): GrowthStep[] {
  const changes: readonly (readonly [words: string, change: Partial<ModelSize>])[] = [
    [`n_layer ${from.n_layer} → ${to.n_layer}`, { n_layer: to.n_layer }],
    [`n_embd ${from.n_embd} → ${to.n_embd}`, { n_embd: to.n_embd, mlp_width: to.mlp_width }],
    [`n_head ${from.n_head} → ${to.n_head}`, { n_head: to.n_head }],
    [`block_size ${from.block_size} → ${to.block_size.toLocaleString('en')}`, { block_size: to.block_size }],
    [`vocab_size ${from.vocab_size} → ${to.vocab_size.toLocaleString('en')}`, { vocab_size: to.vocab_size }],
    ['biases, gains of norms', { biases: to.biases }],
    ['lm_head is wte', { tied_head: to.tied_head }],
  ]
  let size: ModelSize = from
  return changes.map(([words, change]) => {
    size = { ...size, ...change }
    return { words, size, count: countOf(size) }
  })
}

/** Whether two models are of one size in all that is counted. */
export const isSameSize = (a: ModelSize, b: ModelSize): boolean =>
  (['vocab_size', 'n_embd', 'n_head', 'block_size', 'n_layer', 'mlp_width', 'biases', 'tied_head'] as const).every(
    key => a[key] === b[key],
  )
