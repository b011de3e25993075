/** Which layer and head are on show at the cursor, and how far an operation and its lines have come there. */
import { operations, type OpId } from '../engine/operations.ts'
import type { Session, Status } from './session.ts'
import { isLoopLine, repeatsOf, type Place } from './timeline.ts'

export type CursorState = Pick<Session, 'run' | 'timeline' | 'moment' | 'cursor' | 'position' | 'status'>

/** Where an operation is looked at: in the layer and head of the moment, or else in the last ones begun. */
export function placeAt(session: CursorState, op: OpId): Place {
  const repeats = repeatsOf(op)
  if (repeats !== 'layer' && repeats !== 'head') return { op, layer: null, head: null }
  const layer = layerAt(session)
  if (repeats === 'layer') return { op, layer, head: null }
  const place = { op, layer, head: headAt(session, layer) }
  // x_attn is joined head by head: until this one has come, it holds what those before it gave.
  const isJoining = op === 'attention.concat' && place.head > 0 && session.status(place) === 'todo'
  return isJoining ? { ...place, head: place.head - 1 } : place
}

function layerAt(session: CursorState): number {
  const last = (session.run.value?.config.n_layer ?? 1) - 1
  return (
    session.moment.value?.layer ?? lastBegun(session, last, layer => ({ op: 'attention.residual', layer, head: null }))
  )
}

function headAt(session: CursorState, layer: number): number {
  const last = (session.run.value?.config.n_head ?? 1) - 1
  return session.moment.value?.head ?? lastBegun(session, last, head => ({ op: 'attention.query_head', layer, head }))
}

function lastBegun(session: CursorState, last: number, place: (index: number) => Place): number {
  let index = last
  while (index > 0 && session.status(place(index)) === 'todo') index--
  return index
}

/** How far an operation has come; null for what this program does not come by. */
export function statusOf(session: CursorState, op: OpId): Status | null {
  const [timeline, cursor] = [session.timeline.value, session.cursor.value]
  if (!timeline) return null
  const since = (from: number): Status => (cursor > from ? 'done' : cursor === from ? 'now' : 'todo')
  const { phase } = operations[op]
  if (phase === 'forward' || phase === 'loss' || isLoopLine(op)) return session.status(placeAt(session, op))
  if (phase === 'backward' || phase === 'update') return cursor >= timeline.first(phase).from ? 'done' : 'todo'
  const index = timeline.indexOf(placeAt(session, op), 0, null, '') ?? timeline.onceIndex('setup', op)
  return index === null ? null : since(index)
}
