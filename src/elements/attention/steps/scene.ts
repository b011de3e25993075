/** All that the six phases are a function of. */
import { operations, type OpId } from '../../../engine/operations.ts'
import type { HeadPlace, PhaseStatus } from '../../../lens/attention-steps.ts'
import type { TraceReader } from '../../../lens/reading.ts'
import type { Session, Status } from '../../../lens/session.ts'

export interface StepsScene {
  readonly session: Session
  readonly reader: TraceReader
  readonly place: HeadPlace
  readonly phase: PhaseStatus
  /** The token of every position. */
  readonly letters: readonly string[]
  /** Width between the edges of the page. */
  readonly inner: number
  status(op: OpId): Status
}

export const statusOf =
  (session: Session, { layer, head, position }: HeadPlace) =>
  (op: OpId): Status =>
    session.status({ op, layer, head: operations[op].repeats === 'head' ? head : null }, position)
