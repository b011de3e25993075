/** Interventions as one changes them: numbers taken hold of and let go, one by one or a whole matrix at once. */
import type { OpId } from '../engine/operations.ts'
import type { HeldActivation, Intervention } from '../engine/intervention.ts'
import type { Matrix } from '../engine/parameters.ts'
import type { Plan } from '../engine/plan.ts'

type Spot = Omit<HeldActivation, 'value'>

/** Nothing that is held twice: the later value stands. */
export const isSameSpot = (a: Spot, b: Spot): boolean =>
  a.op === b.op && a.layer === b.layer && a.position === b.position && a.column === b.column

export function withParameter(intervention: Intervention, index: number, value: number): Intervention {
  const { parameters } = withoutParameter(intervention, index)
  return { ...intervention, parameters: [...parameters, [index, value]] }
}

export const withoutParameter = (intervention: Intervention, index: number): Intervention =>
  without(intervention, ([held]) => held !== index)

/** A whole matrix at values of its own; null where a number is to stay as it was trained. */
export function withMatrix(intervention: Intervention, matrix: Matrix, values: ArrayLike<number | null>): Intervention {
  const held: [number, number][] = []
  for (let i = 0; i < matrix.rows * matrix.columns; i++) {
    const value = values[i] ?? null
    if (value !== null) held.push([matrix.start + i, value])
  }
  const { parameters } = withoutMatrix(intervention, matrix)
  return { ...intervention, parameters: [...parameters, ...held] }
}

export const withoutMatrix = (
  intervention: Intervention,
  { start, rows, columns }: Pick<Matrix, 'start' | 'rows' | 'columns'>,
): Intervention => without(intervention, ([index]) => index < start || index >= start + rows * columns)

const without = (
  intervention: Intervention,
  stays: (parameter: Intervention['parameters'][number]) => boolean,
): Intervention => ({ ...intervention, parameters: intervention.parameters.filter(stays) })

/** Also for several at once: what was held at the same places before is replaced. */
export function withActivation(intervention: Intervention, ...held: readonly HeldActivation[]): Intervention {
  const key = ({ op, layer, position, column }: Spot): string => `${op} ${layer} ${position} ${column}`
  const all = new Map([...intervention.activations, ...held].map(each => [key(each), each]))
  return { ...intervention, activations: [...all.values()] }
}

export const withoutActivations = (
  intervention: Intervention,
  leaves: (held: HeldActivation) => boolean,
): Intervention => ({ ...intervention, activations: intervention.activations.filter(held => !leaves(held)) })

// ── whole parts at zero ──

/** Columns of an operation's tensor, at all positions of a document. */
export interface Stretch {
  readonly op: OpId
  readonly layer: number | null
  /** The first column, and the one after the last. */
  readonly from: number
  readonly to: number
  readonly positions: number
}

const isWithin = ({ op, layer, from, to }: Stretch, held: HeldActivation): boolean =>
  held.op === op && held.layer === layer && held.column >= from && held.column < to

/** Nothing comes from these columns any more. */
export function silence(intervention: Intervention, stretch: Stretch): Intervention {
  const { op, layer, from, to, positions } = stretch
  const held = Array.from({ length: positions * (to - from) }, (_, i): HeldActivation => {
    const position = Math.floor(i / (to - from))
    return { op, layer, position, column: from + (i % (to - from)), value: 0 }
  })
  return withActivation(intervention, ...held)
}

export const unsilence = (intervention: Intervention, stretch: Stretch): Intervention =>
  withoutActivations(intervention, held => isWithin(stretch, held))

export function isSilent({ activations }: Intervention, stretch: Stretch): boolean {
  const zeros = activations.filter(
    held => isWithin(stretch, held) && held.position < stretch.positions && held.value === 0,
  )
  return zeros.length === stretch.positions * (stretch.to - stretch.from)
}

/** A head that hands nothing over; its place in the columns of what the heads put out. */
export const headStretch = (plan: Plan, layer: number, head: number, positions: number): Stretch => ({
  op: 'attention.mix',
  layer,
  from: head * plan.head_dim,
  to: (head + 1) * plan.head_dim,
  positions,
})

/** An MLP that adds nothing. */
export const mlpStretch = (plan: Plan, layer: number, positions: number): Stretch => ({
  op: 'mlp.contract',
  layer,
  from: 0,
  to: plan.config.n_embd,
  positions,
})

// ── in words ──

export const heldCount = ({ parameters, activations }: Intervention): number => parameters.length + activations.length

/** `3 numbers held`; nothing where none is. */
export function countWords(intervention: Intervention): string {
  const count = heldCount(intervention)
  return count === 0 ? '' : `${count.toLocaleString('en')} ${count === 1 ? 'number' : 'numbers'} held`
}
