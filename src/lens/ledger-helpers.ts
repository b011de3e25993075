/** What stands beside the lines of helpers while the operation at the cursor calls them. */
import {
  callAtHand,
  valueCallsAtHand,
  type Call,
  type HelperName,
  type Method,
  type ValueCall,
} from './call-at-hand.ts'
import { dim, small, text, worked, type LedgerEntry } from './ledger-entry.ts'
import { remembered, type At, type Rule } from './ledger-line.ts'
import type { Reading } from './reading.ts'

function numbersIn(at: At, { place }: Call, reading: Reading): LedgerEntry {
  const { op, layer, head } = place
  return remembered(at, `in call ${reading.name} ${op} ${layer} ${head} ${at.position}`, () => ({
    kind: 'reading',
    reading,
    place: { op, layer, head },
    position: at.position,
    slots: reading.columns,
  }))
}

/** The call at hand of linear(), softmax() or rmsnorm(), line by line. */
export const helper =
  (helper: HelperName): Rule =>
  ({ at, name, code }) => {
    const call = callAtHand(at)
    if (call?.helper !== helper) return null
    const { tensors, numbers, result } = call
    if (name.startsWith('def ')) {
      if (helper !== 'linear') return numbersIn(at, call, tensors[helper === 'softmax' ? 'logits' : 'x']!)
      const { rows, columns } = tensors['w']!
      return text(`x ${columns}, w ${rows} × ${columns}`)
    }
    if (Object.hasOwn(numbers, name)) return text(`${name} = `, small(numbers[name]!))
    if (Object.hasOwn(tensors, name)) return numbersIn(at, call, tensors[name]!)
    if (!/\breturn\b/.test(code)) return null
    return helper === 'linear' ? firstSum(tensors['x']!, tensors['w']!, result) : numbersIn(at, call, result)
  }

/** The first number of the result: its first products, and what they come to. */
function firstSum(x: Reading, w: Reading, result: Reading): LedgerEntry {
  const products = [0, 1].flatMap(i =>
    i < x.values.length ? [...(i > 0 ? [' + '] : []), w.values[i]!, '·', x.values[i]!] : [],
  )
  return worked([...products, ...(x.values.length > 2 ? [' + …'] : [])], small(result.values[0]!, 'bold'))
}

/** The methods of Value by the names that the program gives them, and by the entry of source-map. */
const methods: Readonly<Record<string, Method>> = {
  __add__: 'add',
  __mul__: 'multiply',
  __pow__: 'power',
  log: 'log',
  exp: 'exp',
  relu: 'relu',
  __neg__: 'negate',
  __radd__: 'sum',
  __sub__: 'subtract',
  __truediv__: 'divide',
}

const signs: Partial<Record<Method, string>> = {
  add: ' + ',
  sum: ' + ',
  multiply: ' · ',
  power: ' ** ',
  subtract: ' − ',
  divide: ' / ',
}

/** A method of Value, whose call begins with the numbers of the first place. */
export const valueMethod =
  (methodName: Method | null): Rule =>
  ({ at, name, code }) => {
    const defined = /^def (\w+)/.exec(code.trim())?.[1]
    const method = defined ? (methods[defined] ?? null) : methodName
    const call = method && valueCallsAtHand(at)[method]
    if (!method || !call) return null
    const isOneLine = /:\s*return\b/.test(code)
    if (name.startsWith('def ') && !isOneLine) return text(dim(call.of))
    if (name === 'other') return call.other === null ? null : text('other = ', small(call.other))
    return /\breturn\b/.test(code) ? arithmetic(method, call) : null
  }

function arithmetic(method: Method, { self, other, result }: ValueCall): LedgerEntry {
  const sign = signs[method]
  const bold = small(result, 'bold')
  if (method === 'negate') return worked(['−(', self, ')'], bold)
  if (method === 'relu') return worked(['max(0, ', self, ')'], bold)
  return sign && other !== null ? worked([self, sign, other], bold) : worked([`${method} `, self], bold)
}

/** Value.__init__: the number that the first call of a method makes. */
export const newValue: Rule = ({ at, name, code }) => {
  if (name === '__slots__') return text('4 names')
  const calls = Object.values(valueCallsAtHand(at))
  const [call] = calls
  if (!call) return null
  const { result, local, other } = call
  const isPair = local[1] !== null && other !== null
  switch (name) {
    case 'self.data':
      return text('data = ', small(result))
    case 'self.grad':
      return text('grad = 0')
    case 'self._children':
      return text(isPair ? '2 numbers' : '1 number')
    case 'self._local_grads':
      return text('(', small(local[0]), ...(isPair ? [', ', small(local[1])] : []), ')')
    default:
      return /^\s*def /.test(code) ? text(dim(call.of)) : null
  }
}
