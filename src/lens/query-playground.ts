/** A query of one's own in place of one that the model made: what the cache answers, and the query held in the model itself. */
import type { HeldActivation, Intervention } from '../engine/intervention.ts'
import { dot, lengthOf, rowOf, softmax, type Cache } from './attend.ts'
import type { TraceReader } from './reading.ts'

export interface HeadPlace {
  readonly layer: number
  readonly head: number
  readonly position: number
}

/** Keys and values of every position up to the one that asks, as the trace has them. */
export function cacheAt(reader: TraceReader, { layer, head, position }: HeadPlace): Cache {
  const keys = reader.output('attention.key_head', position, layer, head)
  const values = reader.output('attention.value_head', position, layer, head)
  if (!keys || !values) throw new RangeError(`The trace has no layer ${layer}.`)
  return { rows: keys.rows, columns: keys.columns, keys: keys.values, values: values.values }
}

/** 1 / √head_dim; 1 where the scaling is switched off. */
export const scaleOf = (reader: TraceReader): number => 1 / Math.sqrt(reader.plan.root)

const isOf = (place: HeadPlace, head_dim: number, held: HeldActivation): boolean =>
  held.op === 'attention.query' &&
  held.layer === place.layer &&
  held.position === place.position &&
  Math.floor(held.column / head_dim) === place.head

/** The places whose query is held, in whole or in part. */
export function heldPlaces({ activations }: Intervention, head_dim: number): HeadPlace[] {
  const places: HeadPlace[] = []
  for (const { op, layer, position, column } of activations) {
    const head = Math.floor(column / head_dim)
    const isKnown = places.some(each => each.layer === layer && each.position === position && each.head === head)
    if (op === 'attention.query' && layer !== null && !isKnown) places.push({ layer, head, position })
  }
  return places
}

/** The query that is held at a place; null where none of its numbers is. Those that are not are the model's own. */
export function heldQuery(
  { activations }: Intervention,
  place: HeadPlace,
  own: ArrayLike<number>,
): Float64Array | null {
  const held = activations.filter(each => isOf(place, own.length, each))
  if (held.length === 0) return null
  const query = Float64Array.from(own)
  for (const { column, value } of held) query[column % own.length] = value
  return query
}

/** The same intervention with the query of this head held at these numbers, or let go: all other numbers stay as they are. */
export function withQuery(
  intervention: Intervention,
  place: HeadPlace,
  head_dim: number,
  query: ArrayLike<number> | null,
): Intervention {
  const { layer, head, position } = place
  const held = Array.from(query ?? [], (value, d): HeldActivation => ({
    op: 'attention.query',
    layer,
    position,
    column: head * head_dim + d,
    value,
  }))
  const others = intervention.activations.filter(each => !isOf(place, head_dim, each))
  return { ...intervention, activations: [...others, ...held] }
}

/** The query that the model makes at a place; where that is held in the trace, worked out again from what wq reads. */
export function modelQuery(reader: TraceReader, place: HeadPlace, intervention: Intervention): Float64Array {
  const { layer, head, position } = place
  const { head_dim } = reader.plan
  const read = reader.output('attention.query_head', position, layer, head)
  if (!read) throw new RangeError(`The trace has no layer ${layer}.`)
  if (!intervention.activations.some(held => isOf(place, head_dim, held))) return Float64Array.from(read.values)
  const x = reader.output('attention.norm', position, layer)!.values
  const { values, columns } = reader.matrix(`layer${layer}.attn_wq`)
  return Float64Array.from({ length: head_dim }, (_, d) => dot(x, rowOf(values, head * head_dim + d, columns)))
}

/** A query in the direction of a key, as long as another; a key of zeros has no direction and stays. */
export function pointedAt(key: ArrayLike<number>, length: number): Float64Array {
  const own = lengthOf(key)
  return Float64Array.from(key, value => (own > 0 ? (value / own) * length : value))
}

const farthestFrom0 = (...lists: readonly ArrayLike<number>[]): number =>
  Math.max(...lists.map(list => Array.from(list).reduce((most, value) => Math.max(most, Math.abs(value)), 0)))

/** How far a slider goes: past every number of the query and the keys, in whole numbers, so that it rarely changes. */
export const reach = (own: ArrayLike<number>, keys: ArrayLike<number>): number =>
  Math.max(1, Math.ceil(1.5 * farthestFrom0(own, keys)))

/** What the edge of the plot stands for: just past what the model has, all that a slider allows once the query goes there. */
export function plotReach(
  query: ArrayLike<number>,
  own: ArrayLike<number>,
  keys: ArrayLike<number>,
  dims: readonly number[],
): number {
  const near = 1.15 * Math.max(0.1, farthestFrom0(own, keys))
  return dims.some(dim => Math.abs(query[dim]!) > near) ? Math.max(near, reach(own, keys)) : near
}

/** The head's output through its columns of wo: what it writes into the stream. [n_embd] */
export function written(reader: TraceReader, { layer, head }: HeadPlace, mixed: ArrayLike<number>): Float64Array {
  const { values, rows, columns } = reader.matrix(`layer${layer}.attn_wo`)
  const from = head * reader.plan.head_dim
  return Float64Array.from({ length: rows }, (_, row) => {
    let sum = 0
    for (let d = 0; d < mixed.length; d++) sum += values[row * columns + from + d]! * mixed[d]!
    return sum
  })
}

/**
 * A shortcut: probabilities of the next token if nothing but what the head writes were in the stream. It leaves out the
 * embedding, the other heads, the MLP and every later layer.
 */
export function leanings(reader: TraceReader, place: HeadPlace, mixed: ArrayLike<number>): Float64Array {
  const stream = written(reader, place, mixed)
  const { values, rows, columns } = reader.matrix(reader.plan.config.tied_head ? 'wte' : 'lm_head')
  return softmax(Float64Array.from({ length: rows }, (_, token) => dot(stream, rowOf(values, token, columns))))
}

/** The tokens with the highest probabilities, the highest first. */
export const likeliest = (probs: ArrayLike<number>, count: number): number[] =>
  Array.from(probs, (_, token) => token)
    .sort((a, b) => probs[b]! - probs[a]!)
    .slice(0, count)

/** How strongly the loss feels each key and each value of the cache: the mean |gradient| of every row. */
export function cacheGradients(reader: TraceReader, place: HeadPlace): { keys: Float64Array; values: Float64Array } {
  const { layer, head, position } = place
  const rows = (op: 'attention.key_head' | 'attention.value_head'): Float64Array => {
    const reading = reader.gradient(op, position, layer, head)
    if (!reading) return new Float64Array(position + 1)
    const { columns, values } = reading
    const ones = new Float64Array(columns).fill(1 / columns)
    return Float64Array.from({ length: position + 1 }, (_, row) => dot(ones, rowOf(values, row, columns).map(Math.abs)))
  }
  return { keys: rows('attention.key_head'), values: rows('attention.value_head') }
}
