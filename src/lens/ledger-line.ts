/** One line of the program with all that an entry beside it is made of. */
import type { OpId } from '../engine/operations.ts'
import { placeAt, statusOf, type CursorState } from './displayed.ts'
import type { LedgerEntry } from './ledger-entry.ts'
import type { TraceReader } from './reading.ts'
import type { RunState, Session, View } from './session.ts'
import type { Moment, Timeline } from './timeline.ts'

export type LedgerSource = CursorState &
  Pick<Session, 'view' | 'program' | 'document' | 'hasGradient' | 'isUpdated' | 'frames' | 'parameterIndex' | 'drawn'>

/** All that a line's entry is made of. */
export interface At {
  readonly session: LedgerSource
  readonly run: RunState
  readonly view: View
  readonly reader: TraceReader
  readonly position: number
  readonly timeline: Timeline
  readonly moment: Moment
}

export interface Line {
  readonly at: At
  readonly op: OpId
  /** From 1. */
  readonly line: number
  /** What the line binds, as `boundOn` says it. */
  readonly name: string
  readonly code: string
  /** The line at the cursor: its numbers are plugged in. */
  readonly isNow: boolean
}

export type Rule = (line: Line) => LedgerEntry | null

/** A rule for each name that a line may bind; other lines have nothing. */
export const named =
  (table: Readonly<Record<string, Rule>>): Rule =>
  line =>
    Object.hasOwn(table, line.name) ? table[line.name]!(line) : null

/** Nothing until an operation, which may be another than the line's own, has come. */
export const once =
  (op: OpId, rule: Rule): Rule =>
  line =>
    hasCome(line.at, op) ? rule(line) : null

export const hasCome = ({ session }: At, op: OpId): boolean => statusOf(session, op) !== 'todo'

/** The positions at which an operation has come, in the layer and head on show. */
export function positionsDone({ session, reader }: At, op: OpId): number[] {
  const place = placeAt(session, op)
  return Array.from({ length: reader.positions }, (_, position) => position).filter(
    position => session.status(place, position) !== 'todo',
  )
}

const kept = new WeakMap<TraceReader, Map<string, unknown>>()

/** What depends on nothing but the trace and a place in it is made once. */
export function remembered<Value>({ reader }: Pick<At, 'reader'>, key: string, make: () => Value): Value {
  const known = kept.get(reader) ?? new Map<string, unknown>()
  kept.set(reader, known)
  if (!known.has(key)) known.set(key, make())
  return known.get(key) as Value
}
