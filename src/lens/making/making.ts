/**
 * How one number is made: its expression with the operands filled in, what it comes from, what is made of it, and Python
 * that prints it. The operands are the trace's; what is worked out of them here follows the exact lane to the last bit.
 */
import { operations, type OpId, type Role } from '../../engine/operations.ts'
import type { View } from '../cursor.ts'
import { numberName, valueAt, type NumberPlace } from '../number-place.ts'
import { activationGradientSteps } from './backward.ts'
import { forwardSteps } from './forward.ts'
import { Ground } from './ground.ts'
import { fromOf, intoOf, makerOf, type Source } from './links.ts'
import { pythonOf } from './python.ts'
import type { Step } from './terms.ts'
import { parameterSteps } from './update.ts'

export interface Making {
  readonly place: NumberPlace
  /** As the code writes it. */
  readonly name: string
  readonly role: Role
  /** Where it stands, in words: `head 1, position 2`. */
  readonly where: string
  /** What the trace holds. */
  readonly value: number
  /** The operation whose line makes it. */
  readonly op: OpId
  /** None where the number is only kept from before. */
  readonly steps: readonly Step[]
  /** What the steps come to. */
  readonly made: number
  /** What there is to know of it that the expression does not say; null for nothing. */
  readonly says: string | null
  readonly from: readonly Source[]
  readonly into: readonly Source[]
  readonly python: string
}

/** Null where the trace has no such number, or must not show it: moments that are not known yet. */
export function makingOf(
  view: Pick<View, 'reader' | 'intervention' | 'step' | 'provisional'>,
  place: NumberPlace,
): Making | null {
  const { reader, intervention, step } = view
  const value = valueAt(reader, place)
  const isUpdate = place.kind === 'parameter' && ['m', 'v', 'updated'].includes(place.when ?? 'before')
  if (value === null || (isUpdate && view.provisional)) return null
  const ground = new Ground(reader, intervention, place.kind === 'parameter' ? undefined : place.position)
  const name = numberName(place)
  const op = makerOf(place)
  const steps = stepsTo(ground, place, name)
  const made = steps.at(-1)?.value ?? value
  const { optimizer } = reader.plan.config
  const role =
    place.kind === 'gradient' || op === 'adam' || (place.kind === 'parameter' && place.when === 'gradient')
      ? 'grad'
      : place.kind === 'parameter'
        ? ground.parameter(place.name, place.row, place.column).role
        : operations[op].role
  return {
    place,
    name,
    role,
    where: whereWords(place, reader.plan.config.n_layer),
    value,
    op,
    steps,
    made,
    says: saidOf(ground, place, step, made, optimizer),
    from: fromOf(steps, step),
    into: intoOf(ground, place),
    python: pythonOf({ name, value, made, steps, lane: reader.trace.lane, isHeld: isHeldAt(ground, place) }),
  }
}

function stepsTo(ground: Ground, place: NumberPlace, name: string): Step[] {
  if (place.kind === 'parameter') return parameterSteps(ground, place, name)
  const cell = ground.cellOf(place)
  return place.kind === 'activation' ? forwardSteps(ground, cell, name) : activationGradientSteps(ground, cell, name)
}

function isHeldAt(ground: Ground, place: NumberPlace): boolean {
  if (place.kind === 'gradient') return false
  // Of another name for a number that is held, its own line is still true.
  if (place.kind === 'activation')
    return ground.maker(place.op, place.layer) !== null && ground.isHeld(ground.cellOf(place))
  return (place.when ?? 'before') === 'before' && ground.isParameterHeld(place.name, place.row, place.column)
}

function whereWords(place: NumberPlace, layers: number): string {
  const layer = place.kind === 'parameter' ? /^layer(\d+)\./.exec(place.name)?.[1] : place.layer
  const words = [
    layer != null && layers > 1 && `layer ${layer}`,
    place.kind !== 'parameter' && place.head !== null && `head ${place.head}`,
    place.kind !== 'parameter' && place.op !== 'loss.mean' && `position ${place.position}`,
    place.kind === 'parameter' && place.when === 'updated' && 'after the update',
  ]
  return words.filter(Boolean).join(', ')
}

function saidOf(ground: Ground, place: NumberPlace, step: number, made: number, optimizer: string): string | null {
  const isHeld = isHeldAt(ground, place)
  if (place.kind === 'parameter' && (place.when ?? 'before') === 'before') {
    if (isHeld) return 'Held by hand, in place of what training left here.'
    if (step === 0)
      return `Drawn from a normal distribution of mean 0 and deviation ${ground.config.std}; no step has changed it yet.`
    return `What ${optimizer === 'adam' ? 'Adam' : optimizer} left here after step ${step}; this step reads it, and changes it at its end.`
  }
  if (!isHeld) return null
  return Number.isFinite(made)
    ? 'Held by hand: the expression is what its operands would give, and nothing goes back through it.'
    : 'Held by hand.'
}
