/** One mark for all cells of a map whose cells are too small to be marks: it stands for the one that was pointed at last. */
import { nothing, svg, type SVGTemplateResult } from 'lit'
import { onlyRows, squareReading, type WeightSquare } from '../../lens/attention-weights.ts'
import type { Reading } from '../../lens/reading.ts'
import type { Grid } from '../marks/heat.ts'
import { cellAt } from '../marks/heat.ts'
import type { MarkElement } from '../marks/mark.ts'
import { spokenName } from './letters.ts'

export interface FieldElement extends MarkElement {
  /** All weights that are known; the mark has it as its reading while it stands for one of them. */
  square?: Reading
}

export interface Field {
  readonly layer: number
  /** Null for the mean of all heads. */
  readonly head: number | null
  readonly letters: readonly string[]
  readonly square: WeightSquare
  readonly x: number
  readonly y: number
  /** Side of the whole. */
  readonly side: number
  /** The cell that it stands for before anybody points. */
  readonly stop: { readonly row: number; readonly column: number }
  readonly isFocusable: boolean
  readonly label: string
}

export function field({
  layer,
  head,
  letters,
  square,
  x,
  y,
  side,
  stop,
  isFocusable,
  label,
}: Field): SVGTemplateResult {
  const { positions } = square
  const grid: Grid = { rows: positions, columns: positions, cellWidth: side / positions, cellHeight: side / positions }
  const reading = squareReading(square, head === null ? 'mean of attn_weights' : 'attn_weights')
  const note = (row: number, column: number): string => `${spokenName(letters, row)} to ${spokenName(letters, column)}`
  const isMark = head !== null
  return svg`<g class=${isMark ? 'cell field' : 'field'} role=${isFocusable ? 'button' : nothing} tabindex=${isFocusable ? '0' : nothing}
      aria-label=${isFocusable ? label : nothing} aria-hidden=${isFocusable ? nothing : 'true'}
      data-op=${isMark ? 'attention.softmax' : nothing} data-layer=${layer} data-head=${head ?? nothing}
      data-position=${stop.row} data-row=${stop.row} data-column=${stop.column}
      transform="translate(${x} ${y})" .grid=${grid} .square=${reading} .note=${note}>
    <rect class="hit" width=${side} height=${side} fill="transparent"></rect>
  </g>`
}

/** The field under the pointer stands for the cell under it; for none in the triangle that nobody reads. */
export function aim(event: PointerEvent): void {
  const mark = event.target instanceof Element ? event.target.closest<FieldElement>('.field') : null
  if (!mark?.grid) return
  const box = mark.querySelector('.hit')!.getBoundingClientRect()
  const cell = cellAt(mark.grid, event.clientX - box.left, event.clientY - box.top)
  const isCell = cell !== null && cell.column <= cell.row
  const value = isCell ? mark.square?.values[cell.row * mark.grid.columns + cell.column] : NaN
  mark.reading = isCell && !Number.isNaN(value) ? mark.square! : null
  if (isCell) aimAt(mark, cell)
  else delete mark.dataset['column']
}

export function aimAt(mark: MarkElement, { row, column }: { row: number; column: number }): void {
  Object.assign(mark.dataset, { row: String(row), column: String(column), position: String(row) })
}

/** What is known of a map, for its field and its picture. */
export const knownSquare = (square: WeightSquare, statuses: readonly string[]): WeightSquare =>
  onlyRows(square, row => statuses[row] !== 'todo')
