/** Which number of a line is meant by a click or a key in the picture by rows. */
import type { GraphLine } from '../../../lens/model-graph-overview.ts'
import type { RowPlace } from '../../../lens/model-graph-row.ts'
import { gradientAt } from '../../../lens/model-graph.ts'
import { cellAt } from '../../marks/heat.ts'
import type { MarkElement } from '../../marks/mark.ts'
import { cellsOf } from './rows.ts'

/** The column of the tensor under the pointer; null beside the cells. */
export function columnUnder(event: MouseEvent, line: GraphLine, width: number): number | null {
  const mark = (event.target as Element).closest<MarkElement>('.mark')
  const hit = mark?.querySelector('.hit')
  // Enter on a row of cells is no place in it.
  if (!hit || !mark?.grid || event.detail === 0) return null
  const { left, top } = hit.getBoundingClientRect()
  const cell = cellAt(mark.grid, event.clientX - left, event.clientY - top)
  return cell && heaviestIn(line, Number(mark.dataset['position']), cell.column, width)
}

export interface Step {
  readonly position: number
  readonly column: number
}

/** Where an arrow key leads from the number that is open; null for other keys and at the edge. */
export function stepOfKey(event: KeyboardEvent, line: GraphLine, place: RowPlace, width: number): Step | null {
  const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key]
  if (!by || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return null
  const position = place.position + by[1]!
  if (position < 0 || position >= line.byPosition.length) return null
  if (by[1] !== 0) return { position, column: place.column }
  const cell = Math.floor(line.columns.indexOf(place.column) / cellsOf(line, width).share) + by[0]!
  const column = heaviestIn(line, position, cell, width)
  return column === null ? null : { position, column }
}

/** Of the numbers that share a cell, the heaviest. */
function heaviestIn(line: GraphLine, position: number, cell: number, width: number): number | null {
  const { share } = cellsOf(line, width)
  let best = -1
  for (let index = Math.max(0, cell * share); index < Math.min(line.columns.length, (cell + 1) * share); index++) {
    const size = Math.abs(gradientAt(line, position, index))
    if (size >= 0 && (best < 0 || size > Math.abs(gradientAt(line, position, best)))) best = index
  }
  return best < 0 ? null : line.columns[best]!
}
