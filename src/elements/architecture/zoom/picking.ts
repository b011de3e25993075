/** Which number of the operation at hand a click means; null where it is a mark of something else. */
import type { ZoomPlace } from '../../../lens/zoom.ts'
import { cellAt } from '../../marks/heat.ts'
import type { MarkElement } from '../../marks/mark.ts'

export function rowAt(mark: MarkElement, { clientX, clientY, detail }: MouseEvent, place: ZoomPlace): number | null {
  const { op, parameter } = mark.dataset
  const box = mark.querySelector('.hit')?.getBoundingClientRect()
  if (op !== place.op || !mark.grid || !mark.reading || !box || detail === 0) return null
  const cell = cellAt(mark.grid, clientX - box.left, clientY - box.top)
  if (!cell) return null
  // A row of a matrix is a number of the result; of a table that is looked up, a column is.
  return parameter !== undefined && !op.startsWith('embedding.') ? cell.row : cell.column
}
