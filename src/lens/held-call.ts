/** What the names of helpers hold, while the operation at the cursor calls them; and those of sampling. */
import { operations } from '../engine/operations.ts'
import { callAtHand, valueCallsAtHand, type ValueCall } from './call-at-hand.ts'
import { edgeAtHand } from './chain-rule.ts'
import { list, nothing, number, plain, wholeNumber, type Held } from './held.ts'
import { vocabulary } from './held-tensor.ts'
import { hasCome, type At } from './ledger-line.ts'
import type { Name } from './names.ts'
import { pythonFloat, pythonString } from './python-literal.ts'

export function helperHeld(at: At, name: string, helper: string): Held | null {
  const call = callAtHand(at)
  if (call?.helper !== helper) return nothing(name, `${helper}() is not called at the cursor`)
  const { tensors, numbers, place } = call
  const note = `as ${operations[place.op].title} calls ${helper}()`
  if (Object.hasOwn(numbers, name)) return number(name, numbers[name]!, note)
  const reading = tensors[name]
  if (!reading) return null
  const { op, layer, head } = place
  const axes = reading.rows > 1 ? ['nout', 'nin'] : [`len(${name})`]
  return { ...plain(name, { ...reading, name }, { op, layer, head }, at.position), axes, note }
}

export function valueHeld(at: At, { name, of, kind }: Name, method: string): Held | null {
  if (method === 'backward') return edgeHeld(at, name, of)
  const owner = kind === 'attribute' ? of : name
  const calls = valueCallsAtHand(at)
  const call = calls[methodNames[method] ?? 'add']
  const title = kind === 'attribute' ? `${of}.${name}` : name
  if (method !== '__init__' && !call) return nothing(title, 'not called at the cursor')
  const made = call ?? Object.values(calls)[0]
  if (!made) return nothing(title, 'no Value is made at the cursor')
  if (name === '_children' || name === '_local_grads') return madeOfHeld(made, title, name)
  if (name === 'grad') return wholeNumber(title, 0, made.of)
  if (method === '__init__') return owner === 'self' || name === 'data' ? number(title, made.result, made.of) : null
  if (owner === 'self') return number(title, made.self, made.of)
  return owner === 'other' || owner === 'n' ? (made.other === null ? null : number(title, made.other, made.of)) : null
}

function madeOfHeld({ local, other, of }: ValueCall, title: string, name: string): Held {
  const isPair = local[1] !== null && other !== null
  const grads = [local[0], ...(isPair ? [local[1]] : [])].map(pythonFloat)
  const python = `(${grads.join(', ')}${isPair ? '' : ','})`
  if (name === '_local_grads') return { kind: 'value', title, words: python, python, note: of }
  const count = isPair ? '2 Values' : '1 Value'
  return { kind: 'value', title, words: count, python: count, note: of }
}

const methodNames: Readonly<Record<string, keyof ReturnType<typeof valueCallsAtHand>>> = {
  __add__: 'add',
  __radd__: 'sum',
  __mul__: 'multiply',
  __pow__: 'power',
  __neg__: 'negate',
  __sub__: 'subtract',
  __truediv__: 'divide',
  log: 'log',
  exp: 'exp',
  relu: 'relu',
}

function edgeHeld(at: At, name: string, of: string | null): Held {
  const title = of === null ? name : `${of}.${name}`
  const edge = edgeAtHand(at)
  if (!edge) return nothing(title, 'nothing is walked back at the cursor')
  if (title === 'local_grad') return number(title, edge.local, edge.localOf)
  if (title === 'v.grad') return number(title, edge.grad, `of ${edge.v}`)
  if (title === 'child.grad') return number(title, edge.local * edge.grad, `what ${edge.v} adds to it`)
  if (title === 'v' || title === 'child')
    return {
      kind: 'value',
      title,
      words: title === 'v' ? edge.v : edge.child,
      python: title === 'v' ? edge.v : edge.child,
      note: 'Value',
    }
  return nothing(title, `not followed: the edge at hand leads from ${edge.v} to ${edge.child}`)
}

export function sampledHeld(at: At, name: string): Held | null {
  const drawn = at.session.drawn.value
  if (name === 'temperature') return null
  if (name === 'sample_idx') return hasCome(at, 'sample.start') ? wholeNumber(name, drawn?.name ?? 0) : nothing(name)
  if (!['logits', 'probs', 'token_id', 'pos_id', 'sample', 'keys', 'values'].includes(name)) return null
  if (!hasCome(at, 'sample.start') || drawn?.reader !== at.reader) return nothing(name)
  const isLast = at.moment.op === 'sample.print'
  const turn = isLast ? drawn.draws.length - 1 : (drawn.turn ?? 0)
  const draw = drawn.draws[turn]
  if (!draw || name === 'keys' || name === 'values') return nothing(name)
  if (name === 'pos_id') return wholeNumber(name, turn)
  const { tokenizer } = at.run
  if (name === 'token_id') {
    const id = hasCome(at, 'sample.choose') ? draw.index : draw.token
    return wholeNumber(name, id, `stands for ${tokenizer.letter(id)}`)
  }
  if (name === 'sample') {
    const ids = drawn.draws.slice(0, turn + 1).map(({ index }) => index)
    const letters = (hasCome(at, 'sample.choose') ? ids : []).filter(id => id !== tokenizer.BOS)
    return list(
      name,
      letters.map(id => pythonString(tokenizer.letter(id))),
    )
  }
  const op = name === 'logits' ? 'sample.logits' : 'sample.softmax'
  if (!hasCome(at, op)) return nothing(name)
  const values = name === 'logits' ? draw.logits : draw.probs
  const look =
    name === 'probs'
      ? ({ ramp: 'probability', scale: 0.5, role: 'attn' } as const)
      : ({ ramp: 'signed', scale: 4, role: 'logit' } as const)
  const reading = { ...look, name, rows: 1, columns: values.length, values, group: null }
  return {
    ...plain(name, reading, { op, layer: null, head: null }, turn),
    axes: ['vocab_size'],
    columnLabels: vocabulary(at),
  }
}
