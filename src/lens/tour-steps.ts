/** The tour of the toy, step by step: what each line of gpt() made, and every product and sum that it was made from. */
import type { OpId } from '../engine/operations.ts'
import type { Tokenizer } from '../engine/tokenizer.ts'
import { rmsnormOf } from './call-at-hand.ts'
import type { Reading, TraceReader } from './reading.ts'
import { headOf, layerOf } from './tour.ts'

export interface TourStep {
  readonly op: OpId
  readonly layer: number | null
  readonly head: number | null
  /** The line, shortened to what happens in it. */
  readonly code: string
  readonly reading: Reading
  /** What is read row by row: a matrix of the model, or the cache. */
  readonly table: Table | null
  /** How each number came about, one line each. */
  readonly worked: readonly string[]
}

export interface Table {
  readonly reading: Reading
  /** In state_dict; null for the cache. */
  readonly parameter: string | null
  /** Of the cache. */
  readonly op: OpId | null
  /** What each row is of. */
  readonly letters: readonly string[] | null
  /** The row that is looked up. */
  readonly row: number | null
}

export interface TourSection {
  readonly title: string
  readonly note: string
  readonly steps: readonly TourStep[]
}

type Text = (value: number, digits?: number) => string

/**
 * @param decimal how a number is printed
 * @param token whose row of wte is looked up; null where a vector of one's own is in its place
 */
export function tourSections(
  reader: TraceReader,
  tokenizer: Tokenizer,
  position: number,
  decimal: Text,
  token: number | null = reader.tokens[position]!,
): readonly TourSection[] {
  const take = (op: OpId): Reading => reader.output(op, position, layerOf(op), headOf(op))!
  const step = (op: OpId, code: string, worked: readonly string[], table: Table | null = null): TourStep => ({
    op,
    layer: layerOf(op),
    head: headOf(op),
    code,
    reading: take(op),
    table,
    worked,
  })
  const matrix = (name: string, letters: readonly string[] | null = null, row: number | null = null): Table => ({
    reading: reader.matrix(name),
    parameter: name,
    op: null,
    letters,
    row,
  })
  const cache = (op: OpId): Table => ({ reading: take(op), parameter: null, op, letters: read, row: null })
  const vocabulary = [...tokenizer.uchars, 'BOS']
  const read = Array.from(reader.tokens.subarray(0, position + 1), id => tokenizer.letter(id))
  const places = Array.from({ length: reader.matrix('wpe').rows }, (_, at) => String(at))
  const target = reader.targets[position]!

  const text = writer(decimal)
  const linear = (op: OpId, of: OpId, name: string): readonly string[] =>
    text.products(rows(reader.matrix(name)), take(of).values, take(op).values)
  const added = (op: OpId, a: OpId, b: OpId): readonly string[] =>
    Array.from(
      take(op).values,
      (sum, i) => `${decimal(take(a).values[i]!)} + ${decimal(take(b).values[i]!)} = ${decimal(sum)}`,
    )
  const normed = (op: OpId, of: OpId): readonly string[] => {
    const { ms, scale } = rmsnormOf(take(of)).numbers as { ms: number; scale: number }
    const products = Array.from(take(of).values, (xi, i) =>
      text.result(`${decimal(xi)} · ${decimal(scale, 3)}`, xi * scale, take(op).values[i]!),
    )
    return [...products, `mean square ${decimal(ms, 3)}, scale ${decimal(scale, 3)}`]
  }

  const [keys, values] = [take('attention.keys'), take('attention.values')]
  const [scores, weights] = [take('attention.scores').values, take('attention.softmax').values]
  const [logits, probs] = [take('output.logits').values, take('loss.softmax').values]
  const fired = take('mlp.relu').values.filter(value => value > 0).length
  const silent = take('mlp.expand').values.length

  return [
    {
      title: 'Embedding',
      note: 'A row of wte says which token this is, a row of wpe where it stands. Their sum is all that the model knows of it.',
      steps: [
        step(
          'embedding.token',
          token === null ? 'tok_emb, by hand' : `tok_emb = wte[${vocabulary[token]!}]`,
          [],
          matrix('wte', vocabulary, token),
        ),
        step('embedding.position', `pos_emb = wpe[${position}]`, [], matrix('wpe', places, position)),
        step('embedding.add', 'x = tok_emb + pos_emb', added('embedding.add', 'embedding.token', 'embedding.position')),
        step('embedding.norm', 'x = rmsnorm(x)', normed('embedding.norm', 'embedding.add')),
      ],
    },
    {
      title: 'Attention',
      note: 'q asks, the keys answer: a score for each position so far. Softmax makes shares of the scores, and by these shares the values are mixed.',
      steps: [
        step('attention.norm', 'x = rmsnorm(x)', normed('attention.norm', 'embedding.norm')),
        step(
          'attention.query',
          'q = linear(x, attn_wq)',
          linear('attention.query', 'attention.norm', 'layer0.attn_wq'),
          matrix('layer0.attn_wq'),
        ),
        step(
          'attention.key',
          'k = linear(x, attn_wk)',
          linear('attention.key', 'attention.norm', 'layer0.attn_wk'),
          matrix('layer0.attn_wk'),
        ),
        step(
          'attention.value',
          'v = linear(x, attn_wv)',
          linear('attention.value', 'attention.norm', 'layer0.attn_wv'),
          matrix('layer0.attn_wv'),
        ),
        step(
          'attention.scores',
          'attn_logits = q·k / √2',
          text.scores(rows(keys), take('attention.query').values, scores),
          cache('attention.keys'),
        ),
        step('attention.softmax', 'softmax(attn_logits)', text.shares(scores, weights)),
        step(
          'attention.mix',
          'head_out = Σ w·values[0]',
          text.products(columns(values), weights, take('attention.mix').values),
          cache('attention.values'),
        ),
        step(
          'attention.output',
          'x = linear(x_attn, attn_wo)',
          linear('attention.output', 'attention.mix', 'layer0.attn_wo'),
          matrix('layer0.attn_wo'),
        ),
        step('attention.add', 'x = x + x_residual', added('attention.add', 'attention.output', 'embedding.norm')),
      ],
    },
    {
      title: 'MLP',
      note: `Eight numbers wide in the middle, and relu lets ${fired} of ${silent} through: the others add nothing to what follows.`,
      steps: [
        step('mlp.norm', 'x = rmsnorm(x)', normed('mlp.norm', 'attention.add')),
        step(
          'mlp.expand',
          'x = linear(x, mlp_fc1)',
          linear('mlp.expand', 'mlp.norm', 'layer0.mlp_fc1'),
          matrix('layer0.mlp_fc1'),
        ),
        step(
          'mlp.relu',
          'xi.relu() for xi in x',
          Array.from(
            take('mlp.expand').values,
            (xi, i) => `max(0, ${decimal(xi)}) = ${decimal(take('mlp.relu').values[i]!)}`,
          ),
        ),
        step(
          'mlp.contract',
          'x = linear(x, mlp_fc2)',
          linear('mlp.contract', 'mlp.relu', 'layer0.mlp_fc2'),
          matrix('layer0.mlp_fc2'),
        ),
        step('mlp.add', 'x = x + x_residual', added('mlp.add', 'mlp.contract', 'attention.add')),
      ],
    },
    {
      title: 'Output',
      note: 'A row of lm_head for each token: the more x points along it, the likelier that token comes next.',
      steps: [
        step(
          'output.logits',
          'logits = linear(x, lm_head)',
          linear('output.logits', 'mlp.add', 'lm_head'),
          matrix('lm_head', vocabulary),
        ),
        step('loss.softmax', 'probs = softmax(logits)', text.shares(logits, probs, vocabulary)),
        step('loss.cross_entropy', `loss_t = −log probs[${vocabulary[target]!}]`, [
          text.result(
            `−log ${decimal(probs[target]!)}`,
            -Math.log(probs[target]!),
            take('loss.cross_entropy').values[0]!,
          ),
        ]),
      ],
    },
  ]
}

const rows = ({ values, rows, columns }: Reading): number[][] =>
  Array.from({ length: rows }, (_, row) => Array.from(values.subarray(row * columns, (row + 1) * columns)))

const columns = (reading: Reading): number[][] =>
  Array.from({ length: reading.columns }, (_, column) => rows(reading).map(row => row[column]!))

/** Arithmetic in writing: products and sums over the numbers of the trace, with a digit more where it is rounded. */
function writer(decimal: Text) {
  /** `… = 0.396 ≈ 0.40` where the trace holds a rounded number, `… = 0.40` where it prints so anyway. */
  const result = (sum: string, whole: number, held: number): string => {
    const isWhole = Math.abs(Number(whole.toFixed(3)) - Number(held.toFixed(2))) < 1e-9
    return isWhole ? `${sum} = ${decimal(held)}` : `${sum} = ${decimal(whole, 3)} ≈ ${decimal(held)}`
  }
  const dot = (a: readonly number[], b: ArrayLike<number>): number => a.reduce((sum, ai, i) => sum + ai * b[i]!, 0)
  const terms = (a: readonly number[], b: ArrayLike<number>): string =>
    a.flatMap((ai, i) => (a.length > 4 && b[i] === 0 ? [] : [`${decimal(ai)}·${decimal(b[i]!)}`])).join(' + ') || '0'
  return {
    result,
    products: (table: readonly number[][], x: ArrayLike<number>, made: ArrayLike<number>): string[] =>
      table.map((row, i) => result(terms(row, x), dot(row, x), made[i]!)),
    scores: (keys: readonly number[][], q: ArrayLike<number>, made: ArrayLike<number>): string[] =>
      keys.map((key, t) =>
        result(`(${terms(key, q)}) / ${decimal(Math.sqrt(q.length))}`, dot(key, q) / Math.sqrt(q.length), made[t]!),
      ),
    shares: (logits: ArrayLike<number>, made: ArrayLike<number>, names?: readonly string[]): string[] => {
      const most = Math.max(...Array.from(logits))
      const exps = Array.from(logits, logit => Math.exp(logit - most))
      const total = exps.reduce((sum, each) => sum + each, 0)
      return exps.map(
        (each, i) =>
          (names ? `${names[i]!}: ` : '') +
          result(`exp(${decimal(logits[i]!)} − ${decimal(most)}) / ${decimal(total)}`, each / total, made[i]!),
      )
    },
  }
}
