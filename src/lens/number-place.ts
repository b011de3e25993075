/** One number of the model as a place: which it is, what the code calls it, and its value in a trace. */
import { ranges } from '../engine/config.ts'
import { isOpId, type OpId } from '../engine/operations.ts'
import { writeNumberPlace } from './number-words.ts'
import { nameOf, type MatrixKind, type Reading, type TraceReader } from './reading.ts'

/** A number of what an operation puts out, by row and column of its `Reading`. */
export interface ActivationPlace {
  readonly kind: 'activation'
  readonly op: OpId
  readonly layer: number | null
  readonly head: number | null
  readonly position: number
  readonly row: number
  readonly column: number
}

/** How the loss changes with that number. */
export interface GradientPlace extends Omit<ActivationPlace, 'kind'> {
  readonly kind: 'gradient'
}

/** What is kept of a parameter: its value before the step and after it, its gradient, and the two moments after it. */
export const parameterTimes = ['before', 'updated', 'gradient', 'm', 'v'] as const
export type ParameterTime = (typeof parameterTimes)[number]

export interface ParameterPlace {
  readonly kind: 'parameter'
  /** As in state_dict. */
  readonly name: string
  readonly row: number
  readonly column: number
  /** `before` where it is not given. */
  readonly when?: ParameterTime
}

export type NumberPlace = ActivationPlace | GradientPlace | ParameterPlace

export const kindOf = ({ when = 'before' }: ParameterPlace): MatrixKind =>
  when === 'before' ? 'values' : when === 'gradient' ? 'gradients' : when

export const isSamePlace = (a: NumberPlace | null, b: NumberPlace | null): boolean =>
  a === b || (a !== null && b !== null && writeNumberPlace(a) === writeNumberPlace(b))

/** The numbers among which it stands; null where the trace has none such. */
export function readingOf(reader: TraceReader, place: NumberPlace): Reading | null {
  if (place.kind === 'parameter') {
    const isKnown = reader.matrices.some(({ name }) => name === place.name)
    return isKnown ? reader.matrix(place.name, kindOf(place)) : null
  }
  const { op, position, layer, head } = place
  if (position >= reader.positions) return null
  return place.kind === 'activation'
    ? reader.output(op, position, layer, head)
    : reader.gradient(op, position, layer, head)
}

/** Null where the trace has no such number. */
export function valueAt(reader: TraceReader, place: NumberPlace): number | null {
  const reading = readingOf(reader, place)
  const { row, column } = place
  if (!reading || row >= reading.rows || column >= reading.columns) return null
  return reading.values[row * reading.columns + column] ?? null
}

/** Which operations hold one number and no list of them. */
export const scalars: readonly OpId[] = ['loss.mean', 'loss.cross_entropy']
/** Which hold a row for each position so far. */
export const stacks: readonly OpId[] = [
  'attention.keys',
  'attention.values',
  'attention.key_head',
  'attention.value_head',
]

/** As the code writes it where it is made: `q[5]`, `keys[0][2][5]`, `attn_weights[3]`, `attn_wq[5][2]`, `probs[13]`. */
export function numberName(place: NumberPlace): string {
  const { row, column } = place
  if (place.kind === 'parameter') {
    const name = `${place.name.replace(/^layer\d+\./, '')}[${row}][${column}]`
    return { before: name, updated: name, gradient: `${name}.grad`, m: `m of ${name}`, v: `v of ${name}` }[
      place.when ?? 'before'
    ]
  }
  const { op, layer, kind } = place
  const name = (nameOf(op) ?? op).replace('[li]', `[${layer ?? 0}]`)
  const index = scalars.includes(op) ? '' : stacks.includes(op) ? `[${row}][${column}]` : `[${column}]`
  return `${name}${index}${kind === 'gradient' ? '.grad' : ''}`
}

export { writeNumberPlace }

/** What `writeNumberPlace` wrote; null where it is anything else. */
export function readNumberPlace(words: string): NumberPlace | null {
  const [kind, name = '', ...rest] = words.split('-')
  const whole = (text: string | undefined, most: number): number =>
    text !== undefined && /^\d{1,6}$/.test(text) && Number(text) <= most ? Number(text) : NaN
  const maybe = (text: string | undefined, most: number): number | null => (text === '' ? null : whole(text, most))
  if (kind === 'p') {
    const when = parameterTimes.find(time => time === (rest[2] ?? 'before'))
    const [row, column] = [whole(rest[0], mostIndex), whole(rest[1], mostIndex)]
    if (!/^[\w.]{1,40}$/.test(name) || !when || rest.length > 3 || Number.isNaN(row + column)) return null
    return { kind: 'parameter', name, row, column, ...(when !== 'before' && { when }) }
  }
  if ((kind !== 'a' && kind !== 'g') || !isOpId(name) || rest.length !== 5) return null
  const place = {
    kind: kind === 'a' ? ('activation' as const) : ('gradient' as const),
    op: name,
    layer: maybe(rest[0], ranges.n_layer.most - 1),
    head: maybe(rest[1], ranges.n_head.most - 1),
    position: whole(rest[2], ranges.block_size.most - 1),
    row: whole(rest[3], mostIndex),
    column: whole(rest[4], mostIndex),
  }
  const { layer, head, position, row, column } = place
  return Number.isNaN((layer ?? 0) + (head ?? 0) + position + row + column) ? null : place
}

const mostIndex = 999_999
