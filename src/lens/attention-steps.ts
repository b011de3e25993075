/** Attention in six phases, for one layer, head and position: which operations are in each, and where the cursor stands. */
import { operations, type OpId } from '../engine/operations.ts'
import type { Moment, Timeline } from './timeline.ts'

export interface AttentionPhase {
  readonly title: string
  /** In the order of the program, which slices for a head before it scores. */
  readonly ops: readonly OpId[]
  /** When all of the phase is on the screen: where a step of a phase ends. */
  readonly lands: OpId
}

export const attentionPhases: readonly AttentionPhase[] = [
  {
    title: 'project: query, key, value',
    ops: ['attention.query', 'attention.key', 'attention.value'],
    lands: 'attention.value',
  },
  { title: 'append to the cache', ops: ['attention.keys', 'attention.values'], lands: 'attention.values' },
  {
    title: 'score every key so far',
    ops: ['attention.query_head', 'attention.key_head', 'attention.value_head', 'attention.scores'],
    lands: 'attention.scores',
  },
  { title: 'softmax', ops: ['attention.softmax'], lands: 'attention.softmax' },
  { title: 'weighted sum of the values', ops: ['attention.mix', 'attention.concat'], lands: 'attention.mix' },
  { title: 'through wo into the stream', ops: ['attention.output', 'attention.add'], lands: 'attention.add' },
]

/** Which of the phases an operation belongs to. */
export function phaseOf(op: OpId): number | null {
  const found = attentionPhases.findIndex(({ ops }) => ops.includes(op))
  return found < 0 ? null : found
}

export interface HeadPlace {
  readonly layer: number
  readonly head: number
  readonly position: number
}

const indexOf = (timeline: Timeline, op: OpId, { layer, head, position }: HeadPlace): number =>
  timeline.forwardIndex({ op, layer, head: operations[op].repeats === 'head' ? head : null }, position) ?? -1

/** First and last moment of the whole of it. */
export const attentionSpan = (
  timeline: Timeline,
  place: HeadPlace,
): { readonly from: number; readonly to: number } => ({
  from: indexOf(timeline, 'attention.query', place),
  to: indexOf(timeline, 'attention.add', place),
})

export interface PhaseStatus {
  /** The phase that is being worked on; null between phases and outside of them. */
  readonly now: number | null
  /** How many phases are over. */
  readonly done: number
}

/** @param cursor index into the timeline */
export function phaseStatus(timeline: Timeline, cursor: number, place: HeadPlace): PhaseStatus {
  const moment = timeline.at(cursor)
  const isNow =
    moment.phase === 'forward' &&
    moment.position === place.position &&
    moment.layer === place.layer &&
    (moment.head === null || moment.head === place.head)
  const now = isNow ? phaseOf(moment.op) : null
  const ends = attentionPhases.map(({ ops }) => indexOf(timeline, ops.at(-1)!, place))
  const done = now ?? ends.filter(end => end < cursor).length
  return { now, done }
}

/** Where one step of a phase leads from the cursor: over the end of a position to its neighbour; null where there is no more. */
export function phaseStep(timeline: Timeline, cursor: number, place: HeadPlace, by: 1 | -1): number | null {
  const landings = [-1, 0, 1].flatMap(further => {
    const position = place.position + further
    if (position < 0 || position >= timeline.positions) return []
    return attentionPhases.map(({ lands }) => indexOf(timeline, lands, { ...place, position }))
  })
  // What belongs to no forward pass is after all of it, or before: a step then leads to this position's own ends.
  const { phase } = timeline.at(cursor)
  const own = attentionSpan(timeline, place)
  if (phase !== 'forward') {
    if (cursor < own.from) return by > 0 ? landings.find(index => index >= own.from)! : null
    return by > 0 ? null : own.to
  }
  return (by > 0 ? landings.find(index => index > cursor) : landings.findLast(index => index < cursor)) ?? null
}

/** The head that is looked at: the cursor's own, else the one that was chosen. */
export const headAt = (moment: Moment | null, chosen: number): number => moment?.head ?? chosen
