/** The Transformer as it is usually drawn, block by block: what microgpt keeps of it, does more simply, or drops, and why. */
import type { Config } from '../../engine/config.ts'
import type { OpId } from '../../engine/operations.ts'
import { countOf, gpt2, sizeOf, type ModelSize } from './sizes.ts'

export type Verdict = 'keeps' | 'simplifies' | 'drops'

export interface Part {
  readonly title: string
  readonly verdict: Verdict
  /** Lines of the program that do it, the most telling first; none where it is dropped. */
  readonly ops: readonly OpId[]
  /** Entries of state_dict, without their layer. */
  readonly entries: readonly string[]
  /** What becomes of it here. */
  readonly here: string
  readonly reason: string
}

/** The share of biases beside matrices in a model that has them. */
function biasShare(size: ModelSize): number {
  const { n_layer, n_embd, mlp_width } = size
  return (n_layer * (4 * n_embd + mlp_width + n_embd)) / countOf(size)
}

const parts = {
  tokens: {
    title: 'Tokens in',
    verdict: 'simplifies',
    ops: ['training.document', 'tokenizer'],
    entries: [],
    here: 'A token is a letter. BOS stands before and after each name, and the targets are the tokens one place on.',
    reason: 'With letters there is no tokenizer to train, and every name can be spelled.',
  },
  embedding: {
    title: 'Token embedding',
    verdict: 'keeps',
    ops: ['embedding.token'],
    entries: ['wte'],
    here: 'A row of wte for each token. The factor √d_model of 2017 is left out.',
    reason: 'The rows are learned, so they grow as large against the positions as they have to be.',
  },
  positions: {
    title: 'Positional encoding',
    verdict: 'simplifies',
    ops: ['embedding.position', 'embedding.add'],
    entries: ['wpe'],
    here: 'A learned row for each position, as in GPT-2, in place of sines and cosines.',
    reason: 'A table is one line; sines can go beyond the longest document, and a name never does.',
  },
  dropout: {
    title: 'Dropout',
    verdict: 'drops',
    ops: [],
    entries: [],
    here: 'Nothing is set to 0 at random: 2017 did so to a tenth of the numbers in training.',
    reason: 'It keeps a model from learning its data by heart. One this small, which sees a name once, hardly can.',
  },
  encoder: {
    title: 'Encoder',
    verdict: 'drops',
    ops: [],
    entries: [],
    here: 'There is one stack, the decoder.',
    reason:
      'The encoder read the sentence to be translated. Here nothing is translated: a name goes on from its own letters.',
  },
  cross: {
    title: 'Cross-attention',
    verdict: 'drops',
    ops: [],
    entries: [],
    here: 'A layer has one attention, over its own tokens.',
    reason: 'It asked the encoder, and there is none. GPT dropped both in 2018.',
  },
  attention: {
    title: 'Multi-head attention',
    verdict: 'keeps',
    ops: [
      'attention.scores',
      'attention.query',
      'attention.key',
      'attention.value',
      'attention.mix',
      'attention.output',
    ],
    entries: ['attn_wq', 'attn_wk', 'attn_wv', 'attn_wo'],
    here: 'q·k over √head_dim, softmax, a weighted mean of v, heads side by side through attn_wo. No biases.',
    reason: 'This is what lets a letter look at earlier ones, so all of its arithmetic is there.',
  },
  mask: {
    title: 'Causal mask',
    verdict: 'simplifies',
    ops: ['attention.keys', 'attention.values'],
    entries: [],
    here: 'No mask: letters are read one by one, and the cache holds only those that came before.',
    reason:
      'What is not in the list yet cannot be looked at. A mask is needed where all positions are computed at once.',
  },
  add: {
    title: 'Add: the residual stream',
    verdict: 'keeps',
    ops: ['attention.add', 'mlp.add', 'attention.residual', 'mlp.residual'],
    entries: [],
    here: 'x goes straight through; each block reads a copy and adds what it found.',
    reason: 'The gradient of a sum passes unchanged to both sides, so the way back is as open as the way there.',
  },
  norm: {
    title: 'Norm',
    verdict: 'simplifies',
    ops: ['attention.norm', 'mlp.norm', 'rmsnorm'],
    entries: [],
    here: 'RMSNorm before each block, in place of LayerNorm: no mean taken off, no gain, no bias.',
    reason: 'It does as well with less arithmetic. Before the block, as in GPT-2, the stream itself is never rescaled.',
  },
  feedforward: {
    title: 'Feed forward',
    verdict: 'keeps',
    ops: ['mlp.expand', 'mlp.contract'],
    entries: ['mlp_fc1', 'mlp_fc2'],
    here: 'Out to four times the width and back, at each position by itself. No biases.',
    reason: 'Attention moves numbers between positions; this is where they are worked on.',
  },
  activation: {
    title: 'GELU',
    verdict: 'simplifies',
    ops: ['mlp.relu'],
    entries: [],
    here: 'relu, as in 2017. GPT-2 took GELU, a smooth bend in place of the corner.',
    reason: 'relu is max(0, x), with a slope of 0 or 1: one line forward and one back.',
  },
  biases: {
    title: 'Biases',
    verdict: 'drops',
    ops: ['linear'],
    entries: [],
    here: 'linear() is a matrix times a vector, and nothing is added.',
    reason: `They are few (${(100 * biasShare(gpt2)).toFixed(2)} % of GPT-2 small), and many models since Llama (2023) go without.`,
  },
  finalNorm: {
    title: 'Final norm',
    verdict: 'drops',
    ops: [],
    entries: [],
    here: 'The head reads the stream as it is. The paper has no norm of its own here; GPT-2 put one in.',
    reason:
      'With so few layers the stream does not grow far. And so the logits split exactly into what each block wrote.',
  },
  head: {
    title: 'Linear',
    verdict: 'keeps',
    ops: ['output.logits'],
    entries: ['lm_head'],
    here: 'A row of lm_head for each token. 2017 and GPT-2 read with the embedding matrix itself.',
    reason: 'Two tables of so few rows cost little, and each can do its own work.',
  },
  softmax: {
    title: 'Softmax',
    verdict: 'keeps',
    ops: ['loss.softmax', 'softmax'],
    entries: [],
    here: 'Scores become probabilities of the next token.',
    reason: 'The loss needs them in training, and the draw when it writes.',
  },
} as const satisfies Record<string, Part>

export type PartId = keyof typeof parts
export const partIds = Object.keys(parts) as readonly PartId[]
export const partOf = (id: PartId): Part => parts[id]

export interface PaperRow {
  readonly words: string
  readonly paper: string
  readonly here: string
}

/** The base model of “Attention is all you need” (2017) beside the one at hand. */
export function paperTable(config: Config, vocab_size: number, parameters: number): PaperRow[] {
  const { n_embd, n_head, n_layer, mlp_width, block_size } = sizeOf(config, vocab_size)
  const n = (value: number): string => value.toLocaleString('en')
  const activation = { relu: 'relu', relu2: 'relu²', gelu: 'GELU' }[config.activation]
  const norm = { rmsnorm: 'RMSNorm, before', layernorm: 'LayerNorm, before' }[config.norm]
  return [
    { words: 'd_model', paper: '512', here: n(n_embd) },
    { words: 'heads h', paper: '8', here: n(n_head) },
    { words: 'd_k = d_v', paper: '64', here: n(n_embd / n_head) },
    { words: 'd_ff', paper: '2,048', here: n(mlp_width) },
    { words: 'layers N', paper: '6 + 6', here: n(n_layer) },
    { words: 'stacks', paper: 'encoder, decoder', here: 'decoder' },
    { words: 'norm', paper: 'LayerNorm, after', here: norm },
    { words: 'activation', paper: 'relu', here: activation },
    { words: 'positions', paper: 'sines, cosines', here: `learned, ${n(block_size)}` },
    { words: 'biases', paper: 'in feed forward', here: 'none' },
    { words: 'dropout', paper: '0.1', here: 'none' },
    { words: 'tokens', paper: 'about 37,000', here: n(vocab_size) },
    { words: 'parameters', paper: '65 million', here: n(parameters) },
    {
      words: 'Adam β₁, β₂',
      paper: '0.9, 0.98',
      here: config.optimizer === 'adam' ? `${config.beta1}, ${config.beta2}` : 'none',
    },
    {
      words: 'learning rate',
      paper: 'up, then 1/√step',
      here: { linear: 'linear to 0', cosine: 'cosine to 0', constant: 'constant' }[config.decay],
    },
  ]
}
