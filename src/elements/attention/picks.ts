/** Which cell is open: the one that was pointed at, pinned, or, when nobody chose, the one that the playhead is at. */
import { largest, type AttentionCell } from '../../lens/attention-arithmetic.ts'
import type { TraceReader } from '../../lens/reading.ts'
import type { Session, Status } from '../../lens/session.ts'
import { chosenHead } from './chosen-head.ts'

export const isSameCell = (a: AttentionCell | null, b: AttentionCell | null): boolean =>
  a !== null && b !== null && a.layer === b.layer && a.head === b.head && a.row === b.row && a.column === b.column

/** Whether a cell that was chosen in one trace exists in the one that is shown. */
export function isInTrace({ plan, positions }: TraceReader, { layer, head, row, column }: AttentionCell): boolean {
  const { n_layer, n_head } = plan.config
  return layer < n_layer && head < n_head && row < positions && column <= row
}

/** Where the weights of a row stand at the cursor. */
export const weightsStatus = (session: Session, { layer, head, row }: Omit<AttentionCell, 'column'>): Status =>
  session.status({ op: 'attention.softmax', layer, head }, row)

/** The key that a row attends to most; its own while the weights are not known. */
export function strongestKey(session: Session, reader: TraceReader, row: Omit<AttentionCell, 'column'>): number {
  const weights = reader.output('attention.softmax', row.row, row.layer, row.head)
  return weights && weightsStatus(session, row) !== 'todo' ? largest(weights.values) : row.row
}

/** The head of the moment, else the one that was chosen, else head 1 where there is one; at the position that is shown. */
export function defaultCell(session: Session, reader: TraceReader, layer: number): AttentionCell {
  const { n_head } = reader.plan.config
  const moment = session.moment.value
  const head = Math.min(n_head - 1, moment?.head ?? chosenHead(session).value?.head ?? 1)
  const place = { layer, head, row: session.position.value }
  return { ...place, column: strongestKey(session, reader, place) }
}

/** The cell that a mark stands for, by its data attributes. */
export function cellOf(target: EventTarget | null): AttentionCell | null {
  const found = target instanceof Element ? target.closest<SVGElement>('[data-column]') : null
  if (!found) return null
  const { layer, head, row, column } = found.dataset
  // The mean of the heads has cells that nothing in the program stands for.
  if (head === undefined) return null
  return { layer: Number(layer), head: Number(head), row: Number(row), column: Number(column) }
}
