/** A weight matrix, small, with the row that is being read. */
import { nothing, svg, type SVGTemplateResult } from 'lit'
import type { OpId } from '../../engine/operations.ts'
import type { Reading } from '../../lens/reading.ts'
import { gridHeight, gridWidth, heatCells, heatFrame, type Grid } from '../marks/heat.ts'
import { mark } from '../marks/mark.ts'
import { describe, type Scene } from './scene.ts'

interface ThumbnailOptions {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** Rows run to the right: a tall matrix lies flat. */
  readonly transposed?: boolean
  /** The row being read, framed in ink, and what stands under it. */
  readonly row?: number
  readonly rowLabel?: string
}

const leastCell = 1.5
const drawings = new WeakMap<Reading, { key: string; cells: SVGTemplateResult }>()

export function thumbnail(scene: Scene, op: OpId, name: string, options: ThumbnailOptions): SVGTemplateResult {
  const { x, y, width, height, transposed = false, row, rowLabel } = options
  const parameter = scene.parameter(name)
  const { reading, status, hue, isGradient } = scene.matrix(parameter, op)
  const { rows, columns } = reading!
  const [across, high] = transposed ? [rows, columns] : [columns, rows]
  const grid: Grid = { rows, columns, cellWidth: width / across, cellHeight: height / high, transposed }
  const frame = heatFrame(grid, `var(--${isGradient ? 'grad' : hue})`, { opacity: 0.7 })
  const isWaiting = status !== 'now' && scene.status(op) === 'todo'
  return mark({
    op,
    parameter,
    layer: scene.place(op).layer,
    x,
    y,
    grid,
    reading,
    status,
    hue,
    label: describe(scene.config, op, reading, { of: row === undefined ? 'weights' : `weights, row ${rowLabel}` }),
    cells: cellsOf(reading!, grid),
    frame,
    ...(isWaiting && { opacity: 0.45 }),
    over: row === undefined ? nothing : rowFrame(grid, row, rowLabel ?? ''),
  })
}

const rowFrame = (grid: Grid, row: number, words: string): SVGTemplateResult => {
  const [width, height] = [grid.cellWidth, gridHeight(grid)]
  const at = row * width
  return svg`<rect x=${at - 1} y="-2" width=${width + 2} height=${height + 4} fill="none" stroke="var(--ink)" stroke-width="1.25"></rect>
    <text class="mono small middle" x=${at + width / 2} y=${height + 13}>${words}</text>`
}

/** Drawn once for a reading; a thousand steps of training would otherwise draw every matrix a thousand times over. */
function cellsOf(reading: Reading, grid: Grid): SVGTemplateResult {
  const key = `${grid.cellWidth} ${grid.cellHeight} ${grid.transposed}`
  const known = drawings.get(reading)
  if (known?.key === key) return known.cells
  const cells = drawCells(reading, grid)
  drawings.set(reading, { key, cells })
  return cells
}

/**
 * Cells too small to be seen are drawn together, as the strongest of them: the picture of a large matrix, whose numbers
 * are all still under the pointer.
 */
export function drawCells(reading: Reading, grid: Grid): SVGTemplateResult {
  const [cellOfRow, cellOfColumn] = grid.transposed
    ? [grid.cellWidth, grid.cellHeight]
    : [grid.cellHeight, grid.cellWidth]
  const [byRows, byColumns] = [
    Math.max(1, Math.round(leastCell / cellOfRow)),
    Math.max(1, Math.round(leastCell / cellOfColumn)),
  ]
  if (byRows * byColumns === 1) return heatCells(reading, grid)
  const [rows, columns] = [Math.ceil(grid.rows / byRows), Math.ceil(grid.columns / byColumns)]
  const values = new Float64Array(rows * columns)
  for (let row = 0; row < grid.rows; row++)
    for (let column = 0; column < grid.columns; column++) {
      const at = Math.floor(row / byRows) * columns + Math.floor(column / byColumns)
      const value = reading.values[row * grid.columns + column]!
      if (Math.abs(value) > Math.abs(values[at]!)) values[at] = value
    }
  const [width, height] = [gridWidth(grid), gridHeight(grid)]
  const [across, high] = grid.transposed ? [rows, columns] : [columns, rows]
  return heatCells(
    { ...reading, values },
    { ...grid, rows, columns, cellWidth: width / across, cellHeight: height / high },
  )
}
