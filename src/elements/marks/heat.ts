/**
 * The one drawing of numbers as cells: strips, stacks of rows, whole matrices, in every tab and beside every line.
 * Cells of one colour are one path, so that a matrix costs as little to the page as a strip.
 */
import { nothing, svg, type SVGTemplateResult } from 'lit'
import type { Reading } from '../../lens/reading.ts'
import { stepOf } from './color.ts'

export interface Grid {
  readonly rows: number
  readonly columns: number
  readonly cellWidth: number
  readonly cellHeight: number
  /** Columns that stand together, with a gap behind them; null for none. */
  readonly group?: number | null
  readonly gap?: number
  /** Rows run to the right: a tall matrix lies flat. */
  readonly transposed?: boolean
  /** Space between rows. */
  readonly rowGap?: number
  /** One row, as drawn, that is higher than the others. */
  readonly tall?: { readonly row: number; readonly height: number }
  /** One row that goes on below after so many columns. */
  readonly wrap?: number
}

export interface Cell {
  readonly row: number
  readonly column: number
}

const along = ({ group, gap = 3, cellWidth }: Grid, index: number): number =>
  index * cellWidth + (group ? Math.floor(index / group) * gap : 0)
const down = ({ cellHeight, rowGap = 0, tall }: Grid, index: number): number =>
  index * (cellHeight + rowGap) + (tall && index > tall.row ? tall.height - cellHeight : 0)
const heightOf = ({ cellHeight, tall }: Grid, index: number): number => (tall?.row === index ? tall.height : cellHeight)

/** How many cells the grid has to the right and down, as drawn. */
const drawn = ({ rows, columns, transposed, wrap }: Grid): { across: number; high: number } => {
  if (wrap) return { across: Math.min(wrap, columns), high: Math.ceil(columns / wrap) }
  return transposed ? { across: rows, high: columns } : { across: columns, high: rows }
}

export const gridWidth = (grid: Grid): number => {
  const { across } = drawn(grid)
  return across === 0 ? 0 : along(grid, across - 1) + grid.cellWidth
}
export const gridHeight = (grid: Grid): number => {
  const { high } = drawn(grid)
  return high === 0 ? 0 : down(grid, high - 1) + heightOf(grid, high - 1)
}

/** The cell under a point of the grid; a gap belongs to the cell before it. Null outside. */
export function cellAt(grid: Grid, x: number, y: number): Cell | null {
  const { across, high } = drawn(grid)
  if (x < 0 || y < 0 || x > gridWidth(grid) || y > gridHeight(grid)) return null
  let i = Math.min(across - 1, Math.floor(x / grid.cellWidth))
  while (i > 0 && along(grid, i) > x) i--
  let j = Math.min(high - 1, Math.floor(y / (grid.cellHeight + (grid.rowGap ?? 0))))
  while (j > 0 && down(grid, j) > y) j--
  if (i < 0 || j < 0) return null
  if (grid.wrap) return j * grid.wrap + i < grid.columns ? { row: 0, column: j * grid.wrap + i } : null
  return grid.transposed ? { row: i, column: j } : { row: j, column: i }
}

/** Where a cell is drawn, from the corner of the grid. */
export function cellPlace(grid: Grid, { row, column }: Cell): { x: number; y: number } {
  const { wrap } = grid
  if (wrap) return { x: along(grid, column % wrap), y: down(grid, Math.floor(column / wrap)) }
  return grid.transposed
    ? { x: along(grid, row), y: down(grid, column) }
    : { x: along(grid, column), y: down(grid, row) }
}

/** Cells with their colours, one path a colour. */
export function heatCells(reading: Pick<Reading, 'values' | 'ramp' | 'scale'>, grid: Grid): SVGTemplateResult {
  const paths = new Map<string, string[]>()
  const { rows, columns, cellWidth: w } = grid
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const step = stepOf(reading.values[row * columns + column]!, reading)
      const { x, y } = cellPlace(grid, { row, column })
      const h = heightOf(grid, grid.transposed ? column : row)
      const path = paths.get(step) ?? []
      path.push(`M${round(x)} ${round(y)}h${w}v${h}h${-w}z`)
      paths.set(step, path)
    }
  // A probability keeps a hairline around it, so that equal neighbours stay two.
  const hairline = reading.ramp === 'probability' && w >= 6 ? 'var(--paper)' : 'none'
  return svg`<g class="cells" shape-rendering="crispEdges">${[...paths].map(
    ([step, path]) => svg`<path fill="var(--${step})" stroke=${hairline} stroke-width="0.8" d=${path.join('')}></path>`,
  )}</g>`
}

/** A small ink corner on every cell that is held by hand. */
export function heldNotches({ held, columns }: Reading, grid: Grid): SVGTemplateResult | typeof nothing {
  if (!held) return nothing
  const size = Math.min(6, Math.max(2, grid.cellWidth * 0.75))
  const corners = held.map(index => {
    const { x, y } = cellPlace(grid, { row: Math.floor(index / columns), column: index % columns })
    return `M${x + grid.cellWidth} ${y}v${size}l${-size} ${-size}z`
  })
  return svg`<path class="held" fill="var(--ink)" stroke="var(--paper)" stroke-width="0.75" d=${corners.join('')}></path>`
}

/** The hairline frames around the cells: one a group of columns, dashed where nothing has been computed yet. */
export function heatFrame(grid: Grid, color: string, { dashed = false, opacity = 0.75 } = {}): SVGTemplateResult {
  const { across, high } = drawn(grid)
  const size = grid.group && !grid.transposed ? grid.group : across
  const frames: SVGTemplateResult[] = []
  const height = gridHeight(grid)
  for (let i = 0; i < across; i += size) {
    const width = along(grid, Math.min(across, i + size) - 1) + grid.cellWidth - along(grid, i)
    frames.push(svg`<rect x=${along(grid, i) - 0.5} y="-0.5" width=${width + 1} height=${height + 1} fill="none"
      stroke=${dashed ? 'var(--rule-2)' : color} stroke-dasharray=${dashed ? '2 2' : nothing} opacity=${dashed ? 1 : opacity}></rect>`)
  }
  return svg`${high > 0 ? frames : nothing}`
}

const round = (value: number): number => Math.round(value * 100) / 100
