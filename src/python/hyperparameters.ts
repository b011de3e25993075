import type { SyntaxNode } from '@lezer/common'
import { readActivation } from './activation.ts'
import { readDecay } from './decay.ts'
import { readStd, readZeroInit } from './initial-std.ts'
import { argumentsOf, constant, type Fail, type Keep, keepLiteral, type Reader } from './literals.ts'
import { readMlpFactor } from './mlp-factor.ts'
import { readNorm } from './norm.ts'
import { columnAt, lineAt, parsePython, type PythonSource, textOf } from './python-source.ts'
import { nodeOf } from './selector.ts'
import { calleeOf, statementsIn } from './statements.ts'
import { readTiedHead } from './tied-head.ts'

/** What decides a run of microgpt.py, under the program's own names. */
export interface Hyperparameters {
  n_layer: number
  n_embd: number
  block_size: number
  n_head: number
  /** Width of the MLP's middle, in n_embd. */
  mlp_factor: number
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
  norm: 'rmsnorm' | 'layernorm'
  /** Whether the logits are read with wte. */
  tied_head: boolean
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

const readings = new WeakMap<PythonSource, Reading>()

/**
 * Reads the numbers and the choices from the program's text. Only literals are read and nothing is run: a value that
 * would have to be worked out is unreadable, with the reason.
 */
export function readHyperparameters(program: string | PythonSource): Reading {
  const source = typeof program === 'string' ? parsePython(program) : program
  const known = readings.get(source) ?? readingOf(source)
  readings.set(source, known)
  return known
}

function readingOf(source: PythonSource): Reading {
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
  for (const name of hyperparameterNames) read(name)
  return { values, places, unreadable }
}

const readers: { readonly [Name in HyperparameterName]: Reader<Hyperparameters[Name]> } = {
  n_layer: constant('n_layer', true),
  n_embd: constant('n_embd', true),
  block_size: constant('block_size', true),
  n_head: constant('n_head', true),
  mlp_factor: readMlpFactor,
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
  norm: readNorm,
  tied_head: readTiedHead,
}

export const hyperparameterNames = Object.keys(readers) as HyperparameterName[]

const placeOf = (source: PythonSource, { from, to }: SyntaxNode): Place => {
  const column = columnAt(source, from)
  return { line: lineAt(source, from), columns: [column, column + to - from], from, to }
}

/** The number in `for sample_idx in range(20)`, or the constant that is named there. */
function readSamples(source: PythonSource, keep: Keep<Hyperparameters['samples']>, fail: Fail): void {
  const loop = nodeOf(source, 'for sample_idx:')
  if (!loop) return fail('No "for sample_idx" loop draws samples.')
  const range = loop.getChild('CallExpression')
  const [times, more] = range && textOf(source, range).startsWith('range(') ? argumentsOf(range) : []
  if (!times || more) return fail('The samples are not counted by range(…) with one number.', loop)
  keepLiteral(source, 'samples', times, true, keep, fail)
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
