/** What the graph of a training step calls its lines, its numbers and its nodes. */
import type { Config } from '../engine/config.ts'
import type { OpId } from '../engine/operations.ts'
import type { Matrix } from '../engine/parameters.ts'
import type { ValueKind } from '../engine/value-graph.ts'

/** Lines by what they put out, in a word. */
const names: Partial<Record<OpId, string>> = {
  'embedding.add': 'tok + pos',
  'embedding.norm': 'rmsnorm',
  'attention.norm': 'rmsnorm',
  'attention.query': 'q',
  'attention.key': 'k',
  'attention.value': 'v',
  'attention.scores': 'attn_logits',
  'attention.softmax': 'attn_weights',
  'attention.mix': 'head_out',
  'attention.output': 'wo',
  'attention.add': '+ residual',
  'mlp.norm': 'rmsnorm',
  'mlp.expand': 'fc1',
  'mlp.relu': 'relu',
  'mlp.contract': 'fc2',
  'mlp.add': '+ residual',
  'output.logits': 'lm_head',
  'loss.softmax': 'probs',
  'loss.cross_entropy': '−log p',
  'loss.mean': 'mean',
}

/** @param config of a model that does not have the norm and the activation of the program */
export function lineName(op: OpId, config?: Pick<Config, 'norm' | 'activation'>): string {
  const name = names[op] ?? op
  if (config && name === 'rmsnorm') return config.norm
  return config && name === 'relu' ? config.activation.replace('2', '²') : name
}

const perHead: readonly OpId[] = ['attention.scores', 'attention.softmax']
const perLetter: readonly OpId[] = ['output.logits', 'loss.softmax']
const scalars: readonly OpId[] = ['loss.cross_entropy', 'loss.mean']

/** One number of a line: `fc1[38]`, `attn_weights of head 1 for y`, `probs['e']`. */
export function numberWords(
  op: OpId,
  column: number,
  { block_size }: Config,
  letters: readonly string[],
  letter: (token: number) => string,
): string {
  const name = lineName(op)
  if (scalars.includes(op)) return name
  if (perHead.includes(op)) {
    const [head, position] = [Math.floor(column / block_size), column % block_size]
    return `${name} of head ${head} for ${letters[position] ?? ''} (${position})`
  }
  return perLetter.includes(op) ? `${name} of ${letter(column)}` : `${name}[${column}]`
}

/** What a column of the tensor of a line is called where all are counted. */
export const columnWords = (op: OpId): string =>
  perHead.includes(op) ? 'keys' : perLetter.includes(op) ? 'letters' : 'rows'

/** `mlp_fc1[38][15]`; the layer is said where there are several. */
export function parameterName(matrices: readonly Matrix[], index: number): string {
  const { name, start, columns } = matrices.findLast(({ start }) => start <= index)!
  const isOnly = !matrices.some(({ name }) => name.startsWith('layer1.'))
  const [row, column] = [Math.floor((index - start) / columns), (index - start) % columns]
  return `${isOnly ? name.replace(/^layer0\./, '') : name}[${row}][${column}]`
}

/** The index into `params` of what was typed; a sentence where it is no parameter. */
export function parameterIndex(matrices: readonly Matrix[], words: string): number | string {
  const [, typed, row, column] = /^\s*([\w.]+)\s*\[\s*(\d+)\s*\]\s*\[\s*(\d+)\s*\]\s*$/.exec(words) ?? []
  if (typed === undefined) return `Write a parameter as ${parameterName(matrices, matrices.at(-1)!.start)}.`
  const plain = (name: string): string => name.replace(/^layer0\./, '')
  const short = (name: string): string => plain(name).replace(/^(attn|mlp)_/, '')
  const matrix = matrices.find(({ name }) => [name, plain(name), short(name)].includes(typed))
  if (!matrix) return `There is no matrix ${typed}: there are ${matrices.map(({ name }) => plain(name)).join(', ')}.`
  const [r, c] = [Number(row), Number(column)]
  if (r >= matrix.rows || c >= matrix.columns)
    return `${plain(matrix.name)} has ${matrix.rows} rows of ${matrix.columns}: [0][0] to [${matrix.rows - 1}][${matrix.columns - 1}].`
  return matrix.start + r * matrix.columns + c
}

const signs: Readonly<Record<ValueKind, readonly [one: string, many: string]>> = {
  parameter: ['', ''],
  plain: ['', ''],
  add: ['add', 'adds'],
  mul: ['×', '×'],
  pow: ['power', 'powers'],
  log: ['log', 'logs'],
  exp: ['exp', 'exps'],
  relu: ['relu', 'relus'],
}

/** `26 adds, ×` */
export const kindWords = (kinds: Partial<Record<ValueKind, number>>): string =>
  (Object.entries(kinds) as [ValueKind, number][])
    .filter(([kind]) => signs[kind][0] !== '')
    .map(([kind, count]) => (count === 1 ? signs[kind][0] : `${count} ${signs[kind][1]}`))
    .join(', ')

/** Why parameters are in no graph, from their numbers: rows of letters that do not come, rows of places that are not filled. */
export function untouchedWords(
  matrices: readonly Matrix[],
  { tied_head }: Config,
  tokens: ArrayLike<number>,
  positions: number,
): string {
  const rowsOf = (name: string): Matrix | undefined => matrices.find(matrix => matrix.name === name)
  const [wte, wpe] = [rowsOf('wte'), rowsOf('wpe')]
  const letters = wte && !tied_head ? wte.rows - new Set(Array.from(tokens)).size : 0
  const places = wpe ? wpe.rows - positions : 0
  const words = [
    ...(letters > 0 ? [`${letters} other letter${letters === 1 ? '' : 's'}`] : []),
    ...(places > 0 ? [`${places} later place${places === 1 ? '' : 's'}`] : []),
  ]
  return words.join(', ')
}
