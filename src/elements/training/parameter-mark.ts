/** One matrix of the model: its name, its shape and its numbers. */
import { nothing, svg } from 'lit'
import { roleOfParameter, shortName, type Reading } from '../../lens/reading.ts'
import { gridHeight, gridWidth, heatCells, heatFrame, type Grid } from '../marks/heat.ts'
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
}

export function parameterMark({ place, reading, stride, isNow, isFocusable }: ParameterMark) {
  const { matrix, x, y, cellWidth, cellHeight, transposed } = place
  const { name, rows, columns } = matrix
  const grid: Grid = { rows, columns, cellWidth, cellHeight, transposed }
  const hue = isNow ? 'grad' : roleOfParameter(name)
  const shape = `${thousands(rows)}×${thousands(columns)}`
  const width = gridWidth(grid)
  const label = `${name}, ${rows} rows, ${columns} columns`
  return svg`<text x=${x} y=${y - 8} class="mono"><tspan fill="var(--${roleOfParameter(name)})">${shortName(name)}</tspan></text>
    ${width > 84 || (width > 60 && shape.length < 6) ? svg`<text x=${x + width} y=${y - 8} class="small muted end">${shape}</text>` : nothing}
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
          })
        : thinned({ place, reading, stride, isNow, isFocusable }, grid, hue, label)
    }`
}

/** As `mark()`, for a matrix of which not every cell is drawn; pointed at, each can still be read. */
function thinned(
  { place, reading, stride, isNow, isFocusable }: ParameterMark,
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
      aria-label=${label} data-op="adam" data-parameter=${matrix.name} .reading=${reading} .grid=${grid}>
    ${isNow ? halo(width, height, hue) : nothing} ${heatCells({ ...reading, values }, coarse)} ${heatFrame(grid, `var(--${hue})`)}
    <rect class="hit" width=${width} height=${height} fill="transparent"></rect>
  </g>`
}
