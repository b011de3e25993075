import type { SyntaxNode } from '@lezer/common'
import {
  argumentsOf,
  callsOf,
  constant,
  type Fail,
  type Keep,
  keepLiteral,
  keyword,
  literal,
  type Reader,
} from './literals.ts'
import {
  columnAt,
  descendantsOf,
  lineAt,
  parsePython,
  type PythonSource,
  textOf,
  tightCodeOf,
} from './python-source.ts'
import { find } from './selector.ts'
import { assignmentsOf, calleeOf, statementsIn } from './statements.ts'

/** What decides a run of microgpt.py, under the program's own names. */
export interface Hyperparameters {
  n_layer: number
  n_embd: number
  block_size: number
  n_head: number
  /** Standard deviation of the parameters at the start. */
  std: number
  learning_rate: number
  beta1: number
  beta2: number
  eps_adam: number
  num_steps: number
  temperature: number
  /** How many documents are sampled after training. */
  samples: number
  seed: number
  activation: 'relu' | 'relu2' | 'gelu'
  decay: 'linear' | 'cosine' | 'constant'
  /** Whether attn_wo and mlp_fc2 start from 0. */
  zero_init_outputs: boolean
}
export type HyperparameterName = keyof Hyperparameters

/** Where a value stands: replace the text `from`–`to` and the program has another value. */
export interface Place {
  /** From 1. */
  readonly line: number
  /** First column and the one behind the last, from 0. */
  readonly columns: readonly [from: number, to: number]
  /** Offsets in the text. */
  readonly from: number
  readonly to: number
}

export interface Unreadable {
  readonly name: HyperparameterName
  /** What was expected and what stands there, in one sentence. */
  readonly reason: string
  /** Null where nothing stands. */
  readonly line: number | null
}

export interface Reading {
  readonly values: Readonly<Partial<Hyperparameters>>
  readonly places: Readonly<Partial<Record<HyperparameterName, Place>>>
  /** Values that the lens cannot know; they are in neither of the above. */
  readonly unreadable: readonly Unreadable[]
}

/**
 * Reads the numbers and the choices from the program's text. Only literals are read and nothing is run: a value that
 * would have to be worked out is unreadable, with the reason.
 */
export function readHyperparameters(text: string): Reading {
  const source = parsePython(text)
  const values: Partial<Hyperparameters> = {}
  const places: Partial<Record<HyperparameterName, Place>> = {}
  const unreadable: Unreadable[] = []
  const read = <Name extends HyperparameterName>(name: Name): void => {
    const keep: Keep<Hyperparameters[Name]> = (value, node) => {
      values[name] = value
      places[name] = placeOf(source, node)
    }
    const fail: Fail = (reason, node) =>
      void unreadable.push({ name, reason, line: node ? lineAt(source, node.from) : null })
    readers[name](source, keep, fail)
  }
  for (const name of Object.keys(readers) as HyperparameterName[]) read(name)
  return { values, places, unreadable }
}

const readers: { readonly [Name in HyperparameterName]: Reader<Hyperparameters[Name]> } = {
  n_layer: constant('n_layer', true),
  n_embd: constant('n_embd', true),
  block_size: constant('block_size', true),
  n_head: constant('n_head', true),
  std: readStd,
  learning_rate: constant('learning_rate'),
  beta1: constant('beta1'),
  beta2: constant('beta2'),
  eps_adam: constant('eps_adam'),
  num_steps: constant('num_steps', true),
  temperature: constant('temperature'),
  samples: readSamples,
  seed: readSeed,
  activation: readActivation,
  decay: readDecay,
  zero_init_outputs: readZeroInit,
}

const placeOf = (source: PythonSource, { from, to }: SyntaxNode): Place => {
  const column = columnAt(source, from)
  return { line: lineAt(source, from), columns: [column, column + to - from], from, to }
}

const nodeOf = (source: PythonSource, selector: string): SyntaxNode | null => {
  const found = find(source, selector)
  return 'node' in found ? found.node : null
}

/** `std=0.08` in the parameters of `matrix`, a def or a lambda, or the number in its call of gauss. */
function readStd(source: PythonSource, keep: Keep<Hyperparameters['std']>, fail: Fail): void {
  const matrix = nodeOf(source, 'matrix')
  if (!matrix) return fail('Nothing named matrix draws the parameters.')
  const [parameters] = descendantsOf(matrix, 'ParamList')
  const [gauss] = callsOf(source, matrix, 'random.gauss')
  const node = keyword(source, parameters ?? null, 'std') ?? (gauss ? (argumentsOf(gauss)[1] ?? null) : null)
  if (!node) return fail('matrix has no std.', matrix)
  const own = stdOfMatrices(source).find(({ std }) => std && literal(source, std) !== 0)
  if (own?.std) return fail(`${own.matrix} has a std of its own, "${textOf(source, own.std)}".`, own.std)
  keepLiteral(source, 'std', node, false, keep, fail)
}

/** Every call of matrix in the program, named by what it is put into, with its own std where it has one. */
function stdOfMatrices(source: PythonSource): { matrix: string; call: SyntaxNode; std: SyntaxNode | null }[] {
  return callsOf(source, source.tree.topNode, 'matrix').map(call => {
    const statement = call.prevSibling?.name === ':' ? call.prevSibling.prevSibling : call.parent?.firstChild
    const std = keyword(source, call.getChild('ArgList'), 'std') ?? argumentsOf(call)[2] ?? null
    return { matrix: statement ? textOf(source, statement) : 'a matrix', call, std }
  })
}

function readZeroInit(source: PythonSource, keep: Keep<Hyperparameters['zero_init_outputs']>, fail: Fail): void {
  const matrices = stdOfMatrices(source)
  const attention = matrices.find(({ matrix }) => /\battn_wo\b/.test(matrix))
  const mlp = matrices.find(({ matrix }) => /\bmlp_fc2\b/.test(matrix))
  if (!attention || !mlp) return fail('No matrix is drawn for attn_wo or mlp_fc2.')
  const zeros = matrices.filter(({ std }) => std && literal(source, std) === 0)
  const attentionIsZero = zeros.includes(attention)
  if (zeros.some(matrix => matrix !== attention && matrix !== mlp) || attentionIsZero !== zeros.includes(mlp))
    return fail('Zeros at the start are known for attn_wo and mlp_fc2 together, and for no others.', zeros[0]?.std)
  keep(attentionIsZero, attention.std ?? attention.call)
}

/** The number in `for sample_idx in range(20)`, or the constant that is named there. */
function readSamples(source: PythonSource, keep: Keep<Hyperparameters['samples']>, fail: Fail): void {
  const loop = nodeOf(source, 'for sample_idx:')
  if (!loop) return fail('No "for sample_idx" loop draws samples.')
  const range = loop.getChild('CallExpression')
  const [times, more] = range && textOf(source, range).startsWith('range(') ? argumentsOf(range) : []
  if (!times || more) return fail('The samples are not counted by range(…) with one number.', loop)
  const name = times.name === 'VariableName' ? textOf(source, times) : null
  if (name) constant(name, true)(source, keep, fail)
  else keepLiteral(source, 'samples', times, true, keep, fail)
}

function readSeed(source: PythonSource, keep: Keep<Hyperparameters['seed']>, fail: Fail): void {
  const statements = statementsIn(source.tree.topNode).filter(node => calleeOf(source, node) === 'random.seed')
  const [statement] = statements
  const call = statement?.getChild('CallExpression')
  const node = call ? argumentsOf(call)[0] : undefined
  if (!statement || !node) return fail('No random.seed(…) with a number: every run draws differently.', statement)
  if (statements.length > 1) return fail('random.seed is called more than once.', statements[1])
  keepLiteral(source, 'seed', node, true, keep, fail)
}

/** The list between the two matrices of the MLP. Spaces are gone: `[xi.relu()**2forxiinx]`. */
const activations = /^\[(\w+)\.(relu|gelu)\(\)(\*\*2)?for\1inx\]$/

function readActivation(source: PythonSource, keep: Keep<Hyperparameters['activation']>, fail: Fail): void {
  const statement = nodeOf(source, 'def gpt > for li > x = after x = ~mlp_fc1 before x = ~mlp_fc2')
  if (!statement) return fail('Nothing stands between mlp_fc1 and mlp_fc2.')
  const list = statement.getChild('ArrayComprehensionExpression')
  const [, , name, squared] = activations.exec(list ? tightCodeOf(source, list) : '') ?? []
  const item = list?.firstChild?.nextSibling
  if (!item || !name || (squared && name !== 'relu'))
    return fail(
      `The activation should be xi.relu(), xi.relu() ** 2 or xi.gelu() for each xi; it is "${textOf(source, statement)}".`,
      statement,
    )
  keep(squared ? 'relu2' : name === 'gelu' ? 'gelu' : 'relu', item)
}

/** How lr_t may be written, without spaces. */
const decays: readonly (readonly [Hyperparameters['decay'], RegExp])[] = [
  ['linear', /^learning_rate\*\(1(\.0)?-step\/num_steps\)$/],
  ['cosine', /^(learning_rate\*0?\.5|0?\.5\*learning_rate)\*\(1(\.0)?\+math\.cos\(math\.pi\*step\/num_steps\)\)$/],
  ['constant', /^learning_rate$/],
]

function readDecay(source: PythonSource, keep: Keep<Hyperparameters['decay']>, fail: Fail): void {
  const statement = nodeOf(source, 'for step > lr_t =')
  const value = statement ? assignmentsOf(statement)[0]?.value : null
  if (!statement || !value) return fail('No line of the training loop sets lr_t.', statement)
  const decay = decays.find(([, form]) => form.test(tightCodeOf(source, value)))?.[0]
  if (!decay) return fail(`The decay of lr_t is neither linear nor cosine: "${textOf(source, value)}".`, value)
  keep(decay, value)
}
