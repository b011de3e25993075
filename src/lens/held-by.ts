/** What a name in the code holds at the cursor, as its line sees it: the tensor card shows it. */
import { operations, type OpId } from '../engine/operations.ts'
import { helperHeld, sampledHeld, valueHeld } from './held-call.ts'
import type { Held } from './held.ts'
import { chosenHeld, scalarHeld } from './held-number.ts'
import { parameterHeld, tensorHeld } from './held-tensor.ts'
import type { At } from './ledger-line.ts'
import type { Name } from './names.ts'

/**
 * Null for what is no variable of the program that the lens knows.
 * @param names all names of the code, as a comprehension may go through what another goes through
 */
export function heldBy(at: At, name: Name, names: readonly Name[]): Held | null {
  const op = at.session.program.value.opsOn(name.line)[0] ?? null
  if (name.kind === 'matrix') return parameterHeld(at, name.name)
  if (name.through !== null) return elementsHeld(at, name, name.through, names)
  const [scope] = name.inside
  if (name.inside.includes('Value')) return valueHeld(at, name, scope ?? '')
  if (name.kind === 'attribute') return attributeHeld(at, name, op, names)
  if (scope === 'linear' || scope === 'softmax' || scope === 'rmsnorm') return helperHeld(at, name.name, scope)
  if (scope !== undefined && scope !== 'gpt') return null
  const isSampling = op !== null && operations[op].phase === 'sample'
  const sampled = isSampling ? sampledHeld(at, name.name) : null
  return sampled ?? scalarHeld(at, name.name, op, scope) ?? tensorHeld(at, name, op)
}

/** Of what a comprehension goes through, all of it: `xi` is an element of x. */
function elementsHeld(at: At, name: Name, through: string, names: readonly Name[]): Held | null {
  const source = through.replace(/\[.*$/, '')
  const outer = names.find(
    other =>
      other.name === source &&
      other.through !== null &&
      Math.abs(other.line - name.line) < 3 &&
      other.inside[0] === name.inside[0],
  )
  const whole = heldBy(at, { ...name, name: source, through: outer?.through ?? null, isWritten: false }, names)
  return whole && whole.kind !== 'nothing' ? { ...whole, note: `${name.name} goes through it` } : whole
}

function attributeHeld(at: At, { of, name, line, inside }: Name, op: OpId | null, names: readonly Name[]): Held | null {
  if (of === 'p' && op === 'adam') return chosenHeld(at, name === 'grad' ? 'p.grad' : 'p')
  const owner = names.find(
    other => other.name === of && other.line === line && other.kind === 'variable' && other.inside[0] === inside[0],
  )
  return owner ? heldBy(at, owner, names) : null
}
