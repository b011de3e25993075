/** The toy's vectors and matrices with each number printed in its cell. */
import { nothing, svg, type SVGTemplateResult } from 'lit'
import type { OpId } from '../../../engine/operations.ts'
import type { Reading } from '../../../lens/reading.ts'
import type { Status } from '../../../lens/session.ts'
import { inkOn } from '../../marks/color.ts'
import { cellPlace, gridHeight, gridWidth, type Grid } from '../../marks/heat.ts'
import { mark } from '../../marks/mark.ts'
import { decimal, probability } from '../../marks/numbers.ts'

export const rowHeight = 20
const cellWidth = 42
/** The MLP's long rows have room for two decimals and no more. */
const narrowCell = 36
const namesWidth = 28

interface NumberMark {
  readonly op: OpId
  readonly layer: number | null
  readonly head: number | null
  readonly position: number
  readonly reading: Reading
  readonly status: Status
  readonly label: string
  readonly parameter?: string | null
  /** What stands before each row. */
  readonly names?: readonly string[] | null
  /** The row that is read. */
  readonly row?: number | null
}

/** A vector stands upright, so that each number has the line beside it that tells how it was made. */
const gridOf = ({ rows, columns }: Reading, isVector: boolean): Grid => ({
  rows,
  columns,
  cellWidth: columns > 4 && !isVector ? narrowCell : cellWidth,
  cellHeight: rowHeight,
  transposed: isVector,
})

export function numberMark(options: NumberMark, isVector: boolean) {
  const { reading, status, names, row } = options
  const grid = gridOf(reading, isVector)
  const left = isVector ? 0 : namesWidth
  const [width, height] = [gridWidth(grid), gridHeight(grid)]
  return svg`<svg width=${left + width + 2} height=${height + 2} role="group" aria-label=${options.label}>
    ${names?.map((name, at) => svg`<text class="mono small muted end" x=${left - 5} y=${at * rowHeight + 15}>${name}</text>`) ?? nothing}
    ${mark({
      op: options.op,
      layer: options.layer,
      head: options.head,
      position: options.position,
      ...(options.parameter != null && { parameter: options.parameter }),
      ...(names && { note: (at: number) => names[at] ?? '' }),
      x: left + 1,
      y: 1,
      grid,
      reading,
      status,
      hue: reading.role,
      label: options.label,
    })}
    ${status === 'todo' ? nothing : printed(reading, grid, left + 1, row ?? null)}
  </svg>`
}

/** Over the mark and not in it: its name says the numbers in its own way. */
function printed(reading: Reading, grid: Grid, left: number, chosen: number | null): SVGTemplateResult {
  const { values, columns, ramp } = reading
  const print = ramp === 'probability' ? probability : decimal
  const numbers = Array.from(values, (value, i) => {
    const { x, y } = cellPlace(grid, { row: Math.floor(i / columns), column: i % columns })
    return svg`<text class="mono middle" x=${x + grid.cellWidth / 2} y=${y + 14} fill=${inkOn(value, reading)}>${print(value)}</text>`
  })
  const frame =
    chosen === null
      ? nothing
      : svg`<rect x="0" y=${chosen * rowHeight} width=${gridWidth(grid)} height=${rowHeight} fill="none" stroke="var(--ink)" stroke-width="1.75"></rect>`
  return svg`<g class="printed" transform="translate(${left} 1)" pointer-events="none" aria-hidden="true">${numbers}${frame}</g>`
}
