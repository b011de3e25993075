/** All that the lower half of the Attention tab is a function of. */
import { operations, type OpId } from '../../engine/operations.ts'
import { attentionArithmetic, type AttentionArithmetic, type AttentionCell } from '../../lens/attention-arithmetic.ts'
import type { TraceReader } from '../../lens/reading.ts'
import type { Session, Status } from '../../lens/session.ts'
import type { Place } from '../../lens/timeline.ts'
import { viewOf, type AttentionView } from './view.ts'

export interface Scene {
  /** The token of every position. */
  readonly letters: readonly string[]
  readonly open: AttentionCell
  readonly arithmetic: AttentionArithmetic
  readonly reader: TraceReader
  readonly view: AttentionView
  /** Where an operation of the open cell's head stands, at the position that asks. */
  status(op: OpId): Status
  /** Where any operation stands at that position. */
  statusOf(place: Place): Status
}

export function sceneOf(session: Session, reader: TraceReader, letters: readonly string[], open: AttentionCell): Scene {
  const { layer, head, row } = open
  return {
    letters,
    open,
    arithmetic: attentionArithmetic(reader, open),
    reader,
    view: viewOf(session),
    statusOf: place => session.status(place, row),
    status: op => session.status({ op, layer, head: operations[op].repeats === 'head' ? head : null }, row),
  }
}
