/** What each block of the model is, and what becomes of it in larger models; with the year where it is a matter of time. */
import type { Config } from '../../engine/config.ts'
import type { OpId } from '../../engine/operations.ts'
import { gpt2, gpt3, headDimOf, type ModelSize } from './sizes.ts'

export interface BlockNote {
  readonly title: string
  /** Operations that it is made of. */
  readonly ops: readonly OpId[]
  /** In the model at hand. */
  readonly here: (size: ModelSize, config: Config) => string
  /** GPT-2 small; null where nothing is known for certain. */
  readonly gpt2: string | null
  readonly gpt3: string
  readonly today: string
}

const n = (value: number): string => value.toLocaleString('en')
const squares = ({ n_embd }: ModelSize): string => `${n(n_embd)} × ${n(n_embd)}`
/** Keys and values of one token, in all layers. */
const cached = ({ n_layer, n_embd }: ModelSize): string => n(2 * n_layer * n_embd)

export const blockNotes: readonly BlockNote[] = [
  {
    title: 'embedding',
    ops: ['tokenizer', 'embedding.token', 'embedding.position', 'embedding.add', 'training.document'],
    here: ({ vocab_size, block_size }) =>
      `${n(vocab_size)} tokens, a letter each and BOS; ${n(block_size)} learned positions.`,
    gpt2: `${n(gpt2.vocab_size)} tokens, pieces of words found by byte-pair encoding; ${n(gpt2.block_size)} learned positions.`,
    gpt3: `The same tokens; ${n(gpt3.block_size)} learned positions, vectors of ${n(gpt3.n_embd)} numbers.`,
    today:
      'More than 100,000 tokens (Llama 3, 2024: 128,256). Few learn positions: RoPE turns q and k by an angle that grows with the position.',
  },
  {
    title: 'norm',
    ops: ['rmsnorm', 'embedding.norm', 'attention.norm', 'mlp.norm'],
    here: ({ n_layer }, { norm }) =>
      `${norm === 'layernorm' ? 'LayerNorm' : 'RMSNorm'}, ${1 + 2 * n_layer} a token, with nothing learned in it; none before the head.`,
    gpt2: `LayerNorm, which takes the mean off as well, with a learned gain and bias: ${1 + 2 * gpt2.n_layer} a token, one of them before the head.`,
    gpt3: `As in GPT-2; ${1 + 2 * gpt3.n_layer} a token.`,
    today:
      'RMSNorm with a learned gain (Llama, 2023). Some norm q and k too, so that scores stay in range (Qwen3, 2025).',
  },
  {
    title: 'query, key and value',
    ops: [
      ...(['linear', 'attention.query', 'attention.key', 'attention.value'] as const),
      ...(['head', 'attention.query_head', 'attention.key_head', 'attention.value_head'] as const),
    ],
    here: size =>
      `Three matrices of ${squares(size)} a layer; ${size.n_head} heads share the width, ${headDimOf(size)} each.`,
    gpt2: `One matrix of ${n(gpt2.n_embd)} × ${n(3 * gpt2.n_embd)} with biases makes all three; ${gpt2.n_head} heads of ${headDimOf(gpt2)}.`,
    gpt3: `The same, wider: ${gpt3.n_head} heads of ${headDimOf(gpt3)}.`,
    today:
      'Heads share keys and values in groups, so that fewer are kept: Llama 3 70B (2024) has 64 query heads and 8 of keys and values (GQA).',
  },
  {
    title: 'the cache of keys and values',
    ops: ['attention.keys', 'attention.values', 'training.caches', 'sample.start'],
    here: size => `Lists that grow by a row a token, ${cached(size)} numbers; gradients flow back through them.`,
    gpt2: `Only while it writes, ${cached(gpt2)} numbers a token. Training reads all positions at once under a mask.`,
    gpt3: `${cached(gpt3)} numbers a token.`,
    today:
      'What long texts cost most memory for: shared by groups of heads, compressed (DeepSeek-V2, 2024), or kept in pages (vLLM, 2023).',
  },
  {
    title: 'scores',
    ops: ['attention.scores'],
    here: size => `One dot product a cached key, over √${headDimOf(size)}.`,
    gpt2: `All pairs of positions in one matrix product, over √${headDimOf(gpt2)}; those that look ahead are masked out.`,
    gpt3: 'Every other layer looks only at a band of near positions.',
    today:
      'FlashAttention (2022) makes the scores block by block and never stores them. Many layers look back only so far (Gemma 3, 2025: five of six).',
  },
  {
    title: 'softmax',
    ops: ['softmax', 'attention.softmax', 'loss.softmax', 'sample.softmax', 'sample.settings', 'sample.choose'],
    here: () => 'The maximum taken off, exp, divided by the sum.',
    gpt2: 'The same, a row of the score matrix at a time.',
    gpt3: 'The same.',
    today: 'The same, with maximum and sum kept up to date while blocks of scores come in.',
  },
  {
    title: 'mixing the values',
    ops: ['attention.mix', 'attention.concat'],
    here: ({ n_head }) => `${n_head} weighted ${n_head === 1 ? 'mean' : 'means'}, put side by side.`,
    gpt2: `${gpt2.n_head} heads, each a matrix product of weights and values; in training some weights are dropped at random.`,
    gpt3: `${gpt3.n_head} heads.`,
    today: 'One kernel with the scores and the softmax.',
  },
  {
    title: 'attention output',
    ops: ['attention.output'],
    here: size => `${squares(size)}, no bias.`,
    gpt2: `${squares(gpt2)} with a bias; what writes into the stream starts smaller the more layers there are.`,
    gpt3: `${squares(gpt3)} with a bias.`,
    today: 'The same, mostly without the bias.',
  },
  {
    title: 'residual stream',
    ops: ['layer', 'attention.residual', 'attention.add', 'mlp.residual', 'mlp.add', 'gpt'],
    here: ({ n_layer, n_embd }) => `${n(n_embd)} numbers, added to ${2 * n_layer} times.`,
    gpt2: `${n(gpt2.n_embd)} numbers, added to ${2 * gpt2.n_layer} times.`,
    gpt3: `${n(gpt3.n_embd)} numbers, added to ${2 * gpt3.n_layer} times.`,
    today: 'The same: Llama 3.1 405B (2024) has 16,384 numbers and 126 layers, so 252 additions.',
  },
  {
    title: 'MLP, first matrix',
    ops: ['mlp.expand'],
    here: ({ n_embd, mlp_width }) => `${n(n_embd)} → ${n(mlp_width)}.`,
    gpt2: `${n(gpt2.n_embd)} → ${n(gpt2.mlp_width)}, with a bias.`,
    gpt3: `${n(gpt3.n_embd)} → ${n(gpt3.mlp_width)}, with a bias.`,
    today:
      'A second matrix beside it gates the first (SwiGLU, 2020). Or many MLPs and a router: DeepSeek-V3 (2024) has 256 a layer, of which a token uses 8, and one for all.',
  },
  {
    title: 'activation',
    ops: ['mlp.relu'],
    here: (_, { activation }) =>
      ({
        relu: 'relu: below 0 silent, above 0 as it is.',
        relu2: 'relu²: below 0 silent, above 0 its square.',
        gelu: 'GELU, in the tanh form of GPT-2.',
      })[activation],
    gpt2: 'GELU, which bends where relu has a corner.',
    gpt3: 'GELU.',
    today: 'SiLU, as the gate of SwiGLU (Llama, 2023).',
  },
  {
    title: 'MLP, second matrix',
    ops: ['mlp.contract'],
    here: ({ n_embd, mlp_width }) => `${n(mlp_width)} → ${n(n_embd)}.`,
    gpt2: `${n(gpt2.mlp_width)} → ${n(gpt2.n_embd)}, with a bias. Both matrices are two thirds of a layer.`,
    gpt3: `${n(gpt3.mlp_width)} → ${n(gpt3.n_embd)}, with a bias.`,
    today: 'The third matrix of SwiGLU; in a mixture of experts, one for each of them.',
  },
  {
    title: 'head',
    ops: ['output.logits', 'sample.logits'],
    here: ({ tied_head, vocab_size, n_embd }) =>
      tied_head ? 'wte once more: no matrix of its own.' : `A matrix of its own, ${n(vocab_size)} × ${n(n_embd)}.`,
    gpt2: `wte once more: no matrix of its own, which saves ${n(gpt2.vocab_size * gpt2.n_embd)} parameters.`,
    gpt3: 'As in GPT-2.',
    today: 'Tied to wte in small models (Llama 3.2 1B, 2024), a matrix of its own in large ones.',
  },
  {
    title: 'loss',
    ops: ['training.position', 'loss.cross_entropy', 'loss.mean'],
    here: () => 'Minus the log of the probability of the next token, averaged over one name.',
    gpt2: `The same, at ${n(gpt2.block_size)} positions of each text at once.`,
    gpt3: 'The same; 3.2 million tokens a step.',
    today: 'The same to begin with; then trained on answers that people or checks prefer (InstructGPT, 2022).',
  },
  {
    title: 'backward',
    ops: [
      ...(['backward', 'value', 'value.add', 'value.multiply', 'value.power', 'value.log', 'value.exp'] as const),
      ...(['value.relu', 'value.derived', 'value.backward'] as const),
    ],
    here: () => 'A graph of single numbers, walked back one edge at a time.',
    gpt2: 'The same rule on whole matrices: each product has two more of its size on the way back.',
    gpt3: 'The same, spread over many GPUs.',
    today: 'The same, in 16 bits or 8 (DeepSeek-V3, 2024); activations are often computed again rather than kept.',
  },
  {
    title: 'Adam',
    ops: ['adam.state', 'adam.rate', 'adam', 'training.step'],
    here: (_, { optimizer, decay }) =>
      ({
        adam: 'Two running means a parameter',
        momentum: 'Momentum in its place: one running mean a parameter',
        sgd: 'None: the plain gradient',
      })[optimizer] + (decay === 'constant' ? '; the rate stays.' : '; the rate falls to 0.'),
    gpt2: null,
    gpt3: 'β 0.9 and 0.95, the rate falling along a cosine to a tenth, weights pulled towards 0.',
    today: 'AdamW (2017) as a rule; Muon for the matrices in some (Kimi K2, 2025).',
  },
]

const byOp = new Map(blockNotes.flatMap(note => note.ops.map(op => [op, note] as const)))

/** The block that an operation belongs to; null for what is no part of the model. */
export const blockOf = (op: OpId): BlockNote | null => byOp.get(op) ?? null
