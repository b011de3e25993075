/**
 * What the program's helpers hold while the operation at the cursor calls them. The engine keeps what a call takes and gives;
 * max_val, exps, total, ms and scale, and the first products of a sum, it does not keep. They are worked out here in float64
 * from the traced numbers, in the order of the program, and a test holds them against the traced results.
 */
import { operations, type OpId } from '../engine/operations.ts'
import { largest } from './attention-arithmetic.ts'
import { isOff, matrixOf, operandsOf } from './operands.ts'
import { remembered, type At } from './ledger-line.ts'
import type { Numbers, Reading } from './reading.ts'
import type { Place } from './timeline.ts'

export type HelperName = 'linear' | 'softmax' | 'rmsnorm'

export interface Call {
  readonly helper: HelperName
  readonly place: Place
  /** What the helper's names hold: `x`, `w`, `logits`, `exps`, … */
  readonly tensors: Readonly<Record<string, Reading>>
  readonly numbers: Readonly<Record<string, number>>
  readonly result: Reading
}

/** A method of Value on two numbers of the operation, the first for which it is called. */
export interface ValueCall {
  readonly self: number
  readonly other: number | null
  readonly result: number
  /** How much the result grows with `self`, and with `other`. */
  readonly local: readonly [number, number | null]
  /** Where the numbers come from: `q_h[0] * k_t[0]`. */
  readonly of: string
}

export type Method = 'add' | 'multiply' | 'power' | 'log' | 'exp' | 'relu' | 'negate' | 'subtract' | 'divide' | 'sum'
export type ValueCalls = Partial<Record<Method, ValueCall>>

const helpers: Partial<Record<OpId, HelperName>> = {
  'embedding.norm': 'rmsnorm',
  'attention.norm': 'rmsnorm',
  'mlp.norm': 'rmsnorm',
  'attention.query': 'linear',
  'attention.key': 'linear',
  'attention.value': 'linear',
  'attention.output': 'linear',
  'mlp.expand': 'linear',
  'mlp.contract': 'linear',
  'output.logits': 'linear',
  'attention.softmax': 'softmax',
  'loss.softmax': 'softmax',
}

const keyOf = ({ position, moment: { op, layer, head } }: At): string => `${op} ${layer} ${head} ${position}`

/** The helper that the operation at the cursor calls; null where it calls none, and on the way back. */
export function callAtHand(at: At): Call | null {
  const { moment, run } = at
  const helper = helpers[moment.op]
  if (!helper || moment.phase !== 'forward') return null
  // Other programs normalise in other ways, and a line that is switched off calls nothing.
  if ((helper === 'rmsnorm' && run.config.norm !== 'rmsnorm') || isOff(run.config, moment.op)) return null
  return remembered(at, `call ${keyOf(at)}`, () => read(at, helper))
}

function read(at: At, helper: HelperName): Call | null {
  const { moment, reader, position, run } = at
  const [input, result] = [operand(at, 0), reader.output(moment.op, position, moment.layer, moment.head)]
  if (!input || !result) return null
  const call = { helper, place: moment, result }
  if (helper === 'softmax') return { ...call, ...softmaxOf(input) }
  if (helper === 'rmsnorm') return { ...call, ...rmsnormOf(input) }
  const matrix = matrixOf(moment, run.config)
  return matrix ? { ...call, tensors: { x: input, w: reader.matrix(matrix) }, numbers: {} } : null
}

function operand({ moment, reader, position, run }: At, which: number): Reading | null {
  const place = operandsOf(moment, run.config)[which]
  return place ? reader.output(place.op, position, place.layer, place.head) : null
}

export function softmaxOf(logits: Reading): Pick<Call, 'tensors' | 'numbers'> {
  const max_val = logits.values[largest(logits.values)]!
  const exps = Float64Array.from(logits.values, value => Math.exp(value - max_val))
  const total = exps.reduce((sum, e) => sum + e, 0)
  const reading = { ...logits, name: 'exps', values: exps, ramp: 'probability', scale: 1, role: 'attn' } as const
  return { tensors: { logits: { ...logits, name: 'logits' }, exps: reading }, numbers: { max_val, total } }
}

export function rmsnormOf(x: Reading): Pick<Call, 'tensors' | 'numbers'> {
  const ms = dot(x.values, x.values) / x.values.length
  return { tensors: { x: { ...x, name: 'x' } }, numbers: { ms, scale: (ms + 1e-5) ** -0.5 } }
}

/** The sum of products in the order of the program, as many as the shorter has. */
function dot(a: Numbers, b: Numbers): number {
  let sum = 0
  for (let i = 0; i < Math.min(a.length, b.length); i++) sum += a[i]! * b[i]!
  return sum
}

/** What the methods of Value were first called on by the operation at the cursor. */
export function valueCallsAtHand(at: At): ValueCalls {
  if (at.moment.phase !== 'forward' || isOff(at.run.config, at.moment.op)) return {}
  return remembered(at, `values ${keyOf(at)}`, () => readValueCalls(at))
}

function readValueCalls(at: At): ValueCalls {
  const { moment, reader, position } = at
  const { op } = moment
  const call = callAtHand(at)
  if (call?.helper === 'linear') {
    const { x, w } = call.tensors as { x: Reading; w: Reading }
    return productsOf(w.values, x.values, 'w[0]', 'x')
  }
  if (call?.helper === 'softmax') return softmaxCalls(call)
  if (call) return rmsnormCalls(call)
  const [a, b] = [operand(at, 0), operand(at, 1)]
  if (operations[op].role === 'resid' && a && b) {
    const [self, other] = [a.values[0]!, b.values[0]!]
    return { add: added(self, other, `${a.name}[0] + ${b.name}[0]`) }
  }
  if (op === 'attention.scores' && a && b) {
    const products = productsOf(a.values, b.values, 'q_h', 'k_t')
    return {
      ...products,
      divide: divided(dot(a.values, b.values), Math.sqrt(a.columns), 'q_h · k_t / head_dim ** 0.5'),
    }
  }
  if (op === 'attention.mix' && a && b) {
    const column = Float64Array.from({ length: b.rows }, (_, t) => b.values[t * b.columns]!)
    return productsOf(a.values, column, 'w', 'v_t')
  }
  if (op === 'mlp.relu' && a && at.run.config.activation === 'relu') {
    const [self] = a.values
    return {
      relu: { self: self!, other: null, result: Math.max(0, self!), local: [Number(self! > 0), null], of: 'x[0]' },
    }
  }
  if (op === 'loss.cross_entropy' && a) {
    const p = a.values[reader.targets[position]!]!
    const log = Math.log(p)
    return {
      log: { self: p, other: null, result: log, local: [1 / p, null], of: 'probs[target_id]' },
      negate: { self: log, other: -1, result: -log, local: [-1, log], of: 'log p' },
    }
  }
  return {}
}

/** The sum of products that a dot product begins with: 0, then one product after the other. */
function productsOf(a: Numbers, b: Numbers, nameA: string, nameB: string): ValueCalls {
  const first = multiplied(a[0]!, b[0]!, `${nameA}[0] * ${nameB}[0]`)
  const sum = { ...added(first.result, 0, 'the first of a sum') }
  if (a.length < 2 || b.length < 2) return { multiply: first, sum, add: sum }
  return { multiply: first, sum, add: added(first.result, a[1]! * b[1]!, 'two products') }
}

function softmaxCalls({ tensors, numbers }: Call): ValueCalls {
  const { logits, exps } = tensors as { logits: Reading; exps: Reading }
  const { max_val, total } = numbers as { max_val: number; total: number }
  const [first, e] = [logits.values[0]!, exps.values[0]!]
  return {
    subtract: { self: first, other: max_val, result: first - max_val, local: [1, -1], of: 'logits[0] - max_val' },
    exp: { self: first - max_val, other: null, result: e, local: [e, null], of: 'logits[0] - max_val' },
    sum: added(e, 0, 'the first of a sum'),
    add: added(first, -max_val, 'logits[0] - max_val'),
    power: { self: total, other: -1, result: total ** -1, local: [-1 * total ** -2, null], of: 'total ** -1' },
    multiply: multiplied(e, total ** -1, 'exps[0] * total ** -1'),
    divide: divided(e, total, 'exps[0] / total'),
  }
}

function rmsnormCalls({ tensors, numbers }: Call): ValueCalls {
  const { values } = tensors['x']!
  const { ms, scale } = numbers as { ms: number; scale: number }
  const [first, second] = [values[0]!, values[1] ?? 0]
  const base = ms + 1e-5
  return {
    multiply: multiplied(first, first, 'x[0] * x[0]'),
    sum: added(first * first, 0, 'the first of a sum'),
    add: added(first * first, second * second, 'two squares'),
    divide: divided(ms * values.length, values.length, 'the sum / len(x)'),
    power: { self: base, other: -0.5, result: scale, local: [-0.5 * base ** -1.5, null], of: '(ms + 1e-5) ** -0.5' },
  }
}

const multiplied = (self: number, other: number, of: string): ValueCall => ({
  self,
  other,
  result: self * other,
  local: [other, self],
  of,
})
const added = (self: number, other: number, of: string): ValueCall => ({
  self,
  other,
  result: self + other,
  local: [1, 1],
  of,
})
const divided = (self: number, other: number, of: string): ValueCall => ({
  self,
  other,
  result: self * other ** -1,
  local: [other ** -1, null],
  of,
})
