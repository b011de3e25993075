/** Numbers of a model held at values of one's own: everything that follows from them is computed as ever. */
import type { OpId } from './operations.ts'
import type { Plan } from './plan.ts'
import type { State } from './lane.ts'

/** One number of what an operation puts out. */
export interface HeldActivation {
  readonly op: OpId
  readonly layer: number | null
  readonly position: number
  /** In the tensor's own columns: those of attention weights are block_size a head. */
  readonly column: number
  readonly value: number
}

export interface Intervention {
  /** Index into `params`, and the value in place of the trained one. */
  readonly parameters: readonly (readonly [index: number, value: number])[]
  readonly activations: readonly HeldActivation[]
}

export const noIntervention: Intervention = { parameters: [], activations: [] }

export const isNone = ({ parameters, activations }: Intervention): boolean =>
  parameters.length === 0 && activations.length === 0

/** The state with the held parameters in place; what does not belong to the model is left out. */
export function withHeldParameters(state: State, { parameters }: Intervention): State {
  if (parameters.length === 0) return state
  const changed = state.parameters.slice()
  for (const [index, value] of parameters) if (index in changed) changed[index] = value
  return { ...state, parameters: changed }
}

/** A place in the memory of a plan, held at a value. */
export interface HeldPlace {
  readonly at: number
  /** Where its gradient is; null where none is kept. */
  readonly gradientAt: number | null
  readonly value: number
}

/**
 * The held activations by the index of the call that computes them.
 * @param positions rows that hold numbers; what lies beyond them is left out, as is what the model does not compute
 */
export function heldPlaces(
  plan: Plan,
  { activations }: Intervention,
  positions: number,
): ReadonlyMap<number, readonly HeldPlace[]> {
  const places = new Map<number, HeldPlace[]>()
  for (const { op, layer, position, column, value } of activations) {
    const tensor = plan.output(op, layer)
    const call = plan.calls.findIndex(({ phase, output }) => phase === 'forward' && output === tensor)
    if (!tensor || call < 0 || position >= positions || column >= tensor.columns) continue
    const within = position * tensor.columns + column
    const gradient = plan.gradient(op, layer)
    const place = {
      at: plan.offset(tensor) + within,
      gradientAt: gradient && plan.offset(gradient) + within,
      value,
    }
    places.set(call, [...(places.get(call) ?? []), place])
  }
  return places
}
