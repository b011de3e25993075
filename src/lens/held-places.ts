/** One number taken hold of: from its place on the screen to the entry of an intervention, and back to its value. */
import type { OpId } from '../engine/operations.ts'
import type { Intervention } from '../engine/intervention.ts'
import { matricesOf } from '../engine/parameters.ts'
import type { Plan } from '../engine/plan.ts'
import { isSameSpot, withActivation, withoutActivations, withoutParameter, withParameter } from './interventions.ts'
import type { NumberPlace } from './number-place.ts'
import { firstColumn, isCache } from './reading.ts'

interface HeldParameterSpot {
  readonly kind: 'parameter'
  /** In `params`. */
  readonly index: number
}

interface HeldActivationSpot {
  readonly kind: 'activation'
  readonly op: OpId
  readonly layer: number | null
  readonly position: number
  readonly column: number
}

export type HeldSpot = HeldParameterSpot | HeldActivationSpot

const reasons: Partial<Record<OpId, string>> = {
  'loss.mean': 'Nothing follows from the loss: hold what it is made of.',
  'loss.cross_entropy': 'Only the mean follows from it: hold a logit instead.',
  'loss.softmax': 'Probabilities add up to 1: hold a logit instead.',
}

/** Where an intervention holds a number; a sentence where it can hold none. */
export function spotOf(plan: Plan, place: NumberPlace): HeldSpot | string {
  if (place.kind === 'gradient') return 'A gradient follows from the numbers ahead of it: hold one of those.'
  if (place.kind === 'parameter') {
    if (place.when === 'gradient')
      return 'A gradient follows from the whole step: hold the parameter as it is before it.'
    if (place.when !== undefined && place.when !== 'before')
      return 'This is what the update makes of it: hold the parameter as it is before the step.'
    const matrix = matricesOf(plan.config, plan.vocab_size).find(({ name }) => name === place.name)
    if (!matrix || place.row >= matrix.rows || place.column >= matrix.columns) return 'The model has no such number.'
    return { kind: 'parameter', index: matrix.start + place.row * matrix.columns + place.column }
  }
  const { op, layer, head, row, column } = place
  if (reasons[op]) return reasons[op]
  const tensor = plan.output(op, layer)
  // The program may have several names for what one operation makes: that one is held.
  const maker = plan.calls.find(({ phase, output }) => phase === 'forward' && output === tensor)
  if (!tensor || !maker) return 'The model does not compute this number.'
  return {
    kind: 'activation',
    op: maker.op,
    layer: maker.layer,
    position: isCache(op) ? row : place.position,
    column: firstColumn(plan, op, head) + column,
  }
}

/** The value at which a number is held; null where it is as the model makes it. */
export function heldAt(intervention: Intervention, plan: Plan, place: NumberPlace): number | null {
  const spot = spotOf(plan, place)
  if (typeof spot === 'string') return null
  if (spot.kind === 'parameter') return intervention.parameters.find(([index]) => index === spot.index)?.[1] ?? null
  return intervention.activations.find(held => isSameSpot(held, spot))?.value ?? null
}

/** The same with this number held as well, or held elsewhere; a number that can't be held changes nothing. */
export function hold(intervention: Intervention, plan: Plan, place: NumberPlace, value: number): Intervention {
  const spot = spotOf(plan, place)
  if (typeof spot === 'string' || !Number.isFinite(value)) return intervention
  return spot.kind === 'parameter'
    ? withParameter(intervention, spot.index, value)
    : withActivation(intervention, { ...asActivation(spot), value })
}

/** The same with this number as the model makes it. */
export function letGo(intervention: Intervention, plan: Plan, place: NumberPlace): Intervention {
  const spot = spotOf(plan, place)
  if (typeof spot === 'string') return intervention
  return spot.kind === 'parameter'
    ? withoutParameter(intervention, spot.index)
    : withoutActivations(intervention, held => isSameSpot(held, spot))
}

const asActivation = ({ op, layer, position, column }: HeldActivationSpot): Omit<HeldActivationSpot, 'kind'> => ({
  op,
  layer,
  position,
  column,
})
