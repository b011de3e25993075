/** All that the lower half of the Attention tab is a function of. */
import type { OpId } from '../../engine/operations.ts'
import { attentionArithmetic, type AttentionArithmetic, type AttentionCell } from '../../lens/attention-arithmetic.ts'
import type { TraceReader } from '../../lens/reading.ts'
import type { Session, Status } from '../../lens/session.ts'

export interface Scene {
  /** The token of every position. */
  readonly letters: readonly string[]
  readonly open: AttentionCell
  readonly arithmetic: AttentionArithmetic
  /** Where an operation of the open cell's head stands, at the position that asks. */
  status(op: OpId): Status
}

export function sceneOf(session: Session, reader: TraceReader, letters: readonly string[], open: AttentionCell): Scene {
  const { layer, head, row } = open
  return {
    letters,
    open,
    arithmetic: attentionArithmetic(reader, open),
    status: op => session.status({ op, layer, head }, row),
  }
}
