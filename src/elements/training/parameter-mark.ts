/** One matrix of the model: its name, its shape and its numbers. */
import { nothing, svg } from 'lit'
import { roleOfParameter, shortName, type Reading } from '../../lens/reading.ts'
import { cellPlace, gridHeight, gridWidth, heatCells, heatFrame, type Grid } from '../marks/heat.ts'
import { halo, mark } from '../marks/mark.ts'
import { thousands } from '../marks/numbers.ts'
import type { MatrixPlace } from './matrices-layout.ts'

export interface ParameterMark {
  readonly place: MatrixPlace
  readonly reading: Reading
  /** Every how manieth row and column is drawn. */
  readonly stride: number
  readonly isNow: boolean
  readonly isFocusable: boolean
  /** Beside the name, in place of the shape. */
  readonly figure?: string
  /** The cell that is followed, within the matrix. */
  readonly chosen?: number | null
  /** What the inspector says of a cell after its number. */
  readonly note?: (row: number, column: number) => string
}

export function parameterMark(options: ParameterMark) {
  const { place, reading, stride, isNow, isFocusable, figure, note } = options
  const { matrix, x, y, cellWidth, cellHeight, transposed } = place
  const { name, rows, columns } = matrix
  const grid: Grid = { rows, columns, cellWidth, cellHeight, transposed }
  const hue = isNow ? 'grad' : roleOfParameter(name)
  const shape = `${thousands(rows)}×${thousands(columns)}`
  const width = gridWidth(grid)
  const label = `${name}, ${rows} rows, ${columns} columns`
  return svg`<text x=${x} y=${y - 8} class="mono"><tspan fill="var(--${roleOfParameter(name)})">${shortName(name)}</tspan></text>
    ${figure === undefined ? nothing : svg`<text x=${x + width} y=${y - 8} class="small muted end">${figure}</text>`}
    ${figure !== undefined ? nothing : width > 84 || (width > 60 && shape.length < 6) ? svg`<text x=${x + width} y=${y - 8} class="small muted end">${shape}</text>` : nothing}
    ${
      stride === 1
        ? mark({
            op: 'adam',
            x,
            y,
            grid,
            reading,
            status: isNow ? 'now' : 'done',
            hue,
            label,
            parameter: name,
            focusable: isFocusable,
            over: ring(options, grid),
            ...(note && { note }),
          })
        : thinned(options, grid, hue, label)
    }`
}

function ring({ chosen, place }: ParameterMark, grid: Grid) {
  if (chosen == null) return nothing
  const { columns } = place.matrix
  const at = cellPlace(grid, { row: Math.floor(chosen / columns), column: chosen % columns })
  return svg`<rect x=${at.x - 1} y=${at.y - 1} width=${grid.cellWidth + 2} height=${grid.cellHeight + 2} fill="none"
    stroke="var(--ink)" stroke-width="1.5" pointer-events="none"></rect>`
}

/** As `mark()`, for a matrix of which not every cell is drawn; pointed at, each can still be read. */
function thinned(
  { place, reading, stride, isNow, isFocusable, chosen = null, note }: ParameterMark,
  grid: Grid,
  hue: string,
  label: string,
) {
  const { x, y, matrix } = place
  const [rows, columns] = [Math.ceil(grid.rows / stride), Math.ceil(grid.columns / stride)]
  const values = Float64Array.from({ length: rows * columns }, (_, i) => {
    const [row, column] = [Math.floor(i / columns) * stride, (i % columns) * stride]
    return reading.values[row * grid.columns + column]!
  })
  const [width, height] = [gridWidth(grid), gridHeight(grid)]
  const [across, high] = grid.transposed ? [rows, columns] : [columns, rows]
  const coarse: Grid = { ...grid, rows, columns, cellWidth: width / across, cellHeight: height / high }
  return svg`<g class="mark ${isNow ? 'now' : 'done'}" transform="translate(${x} ${y})" role="button" tabindex=${isFocusable ? '0' : '-1'}
      aria-label=${label} data-op="adam" data-parameter=${matrix.name} .reading=${reading} .grid=${grid} .note=${note ?? null}>
    ${isNow ? halo(width, height, hue) : nothing} ${heatCells({ ...reading, values }, coarse)} ${heatFrame(grid, `var(--${hue})`)}
    ${ring({ place, reading, stride, isNow, isFocusable, chosen }, grid)}
    <rect class="hit" width=${width} height=${height} fill="transparent"></rect>
  </g>`
}
