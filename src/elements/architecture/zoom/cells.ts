/** Cells with their numbers in them, as far as there is room: the one drawing of every tensor in the zoomed pictures. */
import { nothing, svg, type SVGTemplateResult } from 'lit'
import type { Reading } from '../../../lens/reading.ts'
import type { Status } from '../../../lens/session.ts'
import type { Place } from '../../../lens/timeline.ts'
import { inkOn } from '../../marks/color.ts'
import { cellPlace, gridHeight, gridWidth, heatCells, heatFrame, type Grid } from '../../marks/heat.ts'
import { mark } from '../../marks/mark.ts'
import { describe, type Scene } from '../scene.ts'
import { binOf, raster } from './raster.ts'
import { leastDrawn, leastNumber } from './sheet.ts'

/** What is drawn where nothing is measured for it. */
export type Plain = Scene<null>

interface CellOptions {
  readonly place: Place
  readonly reading: Reading | null
  readonly x: number
  readonly y: number
  readonly grid: Grid
  readonly status?: Status
  readonly hue: string
  /** What it is, for who cannot see it. */
  readonly of?: string
  readonly parameter?: string | null
  readonly position?: number
  /** A row or column, as drawn, whose numbers are bold. */
  readonly bold?: number
}

export function cells(scene: Plain, options: CellOptions): SVGTemplateResult {
  const { place, reading, x, y, grid, status = 'done', hue, of = '', parameter = null, bold = -1 } = options
  const isCoarse = reading !== null && Math.min(grid.cellWidth, grid.cellHeight) < leastDrawn
  const bin = isCoarse ? binOf(reading, grid) : 1
  const drawn = mark({
    op: place.op,
    layer: place.layer,
    head: place.head,
    position: options.position ?? scene.position,
    parameter,
    x,
    y,
    grid,
    reading,
    status,
    hue,
    label: describe(scene.config, place.op, reading, { head: place.head, of }),
    cells: reading ? (isCoarse ? raster(reading, grid) : heatCells(reading, grid)) : nothing,
    frame: heatFrame(grid, `var(--${hue})`, { dashed: reading === null }),
    ...(bin > 1 && { note: () => `drawn with ${bin - 1} beside it as the strongest of them` }),
  })
  // Beside the mark and not in it: what a mark is called does not change with its numbers.
  return reading && status !== 'todo'
    ? svg`${drawn}<g class="numbers" transform="translate(${x} ${y})">${numbers(reading, grid, bold)}</g>`
    : drawn
}

/** Printed where a cell has room for them. */
function numbers(reading: Reading, grid: Grid, bold: number): SVGTemplateResult[] {
  const { columns, rows, values, ramp } = reading
  const { cellWidth, cellHeight, tall } = grid
  if (cellWidth < leastNumber[ramp]) return []
  const isRoomy = cellHeight >= leastNumber.height
  const texts: SVGTemplateResult[] = []
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const j = grid.transposed ? column : row
      if (!isRoomy && j !== tall?.row) continue
      const value = values[row * columns + column]!
      const at = cellPlace(grid, { row, column })
      const height = j === tall?.row ? tall.height : cellHeight
      texts.push(svg`<text class="mono small middle ${j === bold ? 'bold' : ''}" x=${at.x + cellWidth / 2} y=${at.y + height / 2 + 3.5}
        fill=${inkOn(value, reading)}>${inCell(value, cellWidth, ramp)}</text>`)
    }
  return texts
}

/** In as many digits as a cell of that width has room for, without the zero before the point. */
export function inCell(value: number, width: number, ramp: Reading['ramp'] = 'signed'): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value < 0 ? '−inf' : 'inf'
  const room = Math.floor((width - 0.5) / 6)
  const size = Math.abs(value)
  const print = (digits: number): string => {
    const text = size.toFixed(digits)
    const bare = width >= 40 && ramp === 'signed' ? text : text.replace(/^0\./, '.')
    return value < 0 && Number(text) !== 0 ? `−${bare}` : bare
  }
  for (const digits of [2, 1]) if (print(digits).length <= room) return print(digits)
  return print(0)
}

/** Frames a stretch of a grid in ink: what is open, or what is taken. */
export function inkFrame(x: number, y: number, width: number, height: number): SVGTemplateResult {
  return svg`<rect class="open" x=${x - 1} y=${y - 1} width=${width + 2} height=${height + 2} fill="none" stroke="var(--ink)"
    stroke-width="2.25"></rect>`
}

export const sizeOf = (grid: Grid): { width: number; height: number } => ({
  width: gridWidth(grid),
  height: gridHeight(grid),
})
