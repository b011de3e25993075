/** A matrix of the model as a heatmap in which each cell can be read, however large it is. */
import { html, svg, nothing } from 'lit'
import type { OpId } from '../../../engine/operations.ts'
import type { Matrix } from '../../../engine/parameters.ts'
import type { Tokenizer } from '../../../engine/tokenizer.ts'
import type { Reading } from '../../../lens/reading.ts'
import { gridHeight, gridWidth, heatCells, type Grid } from '../../marks/heat.ts'
import { mark } from '../../marks/mark.ts'

export interface SectionRow {
  readonly matrices: readonly Matrix[]
  /** Side of a cell, in pixels. */
  readonly cell: number
  /** Every how manieth row and column is drawn. */
  readonly stride: number
}

const between = 24
const largest = 8
/** Cells that are drawn in a row of the page; of larger matrices every second or third row and column. */
const mostDrawn = 9000
/** In pixels. */
const highest = 272

export const isLaidFlat = ({ rows, columns, name }: Matrix): boolean =>
  rows > columns || /^(wte|wpe|lm_head)$/.test(name)
const across = (matrix: Matrix): number => (isLaidFlat(matrix) ? matrix.rows : matrix.columns)
const high = (matrix: Matrix): number => (isLaidFlat(matrix) ? matrix.columns : matrix.rows)

/** Tables, the attention of a layer, its MLP: a row of the page each where there is room, all in cells of one size. */
export function sectionRows(matrices: readonly Matrix[], layer: number, width: number): SectionRow[] {
  const wanted = [/^(wte|wpe|lm_head)$/, new RegExp(`^layer${layer}\\.attn`), new RegExp(`^layer${layer}\\.mlp`)]
  const groups = wanted.map(pattern => matrices.filter(({ name }) => pattern.test(name)))
  const isNarrow = width < 480
  return groups.flatMap(group => {
    const rows = isNarrow ? group.map(matrix => [matrix]) : [group]
    return rows.map(row => {
      const cells = row.reduce((sum, matrix) => sum + across(matrix), 0)
      const room = width - between * (row.length - 1)
      const cell = Math.min(largest, room / cells, highest / Math.max(...row.map(high)))
      const count = row.reduce((sum, { rows, columns }) => sum + rows * columns, 0)
      const stride = Math.ceil(Math.sqrt(count / mostDrawn))
      return { matrices: row, cell: cell >= 2 ? Math.floor(2 * cell) / 2 : cell, stride }
    })
  })
}

export interface MatrixPicture {
  readonly stride: number
  readonly matrix: Matrix
  readonly reading: Reading
  /** The operation that reads it. */
  readonly op: OpId
  readonly layer: number | null
  readonly cell: number
  readonly letters: Tokenizer
}

export function heatmapOf({ matrix, reading, op, layer, cell, stride, letters }: MatrixPicture) {
  const { rows, columns, name } = matrix
  const transposed = isLaidFlat(matrix)
  const grid: Grid = { rows, columns, cellWidth: cell, cellHeight: cell, transposed }
  const [width, height] = [gridWidth(grid), gridHeight(grid)]
  const isOfTokens = name === 'wte' || name === 'lm_head'
  const names = isOfTokens && cell >= 6
  return html`<svg width=${width} height=${height + (names ? 14 : 0)}>
    ${mark({
      op,
      layer,
      parameter: name,
      x: 0,
      y: 0,
      grid,
      reading,
      status: 'done',
      hue: reading.role,
      label: `${name}, ${rows} rows, ${columns} columns`,
      focusable: true,
      cells: coarse(reading, grid, stride),
      ...(isOfTokens && { note: row => `token ${letters.letter(row)}` }),
    })}
    ${
      names
        ? Array.from(
            { length: rows },
            (_, row) =>
              svg`<text class="mono small middle muted" x=${(row + 0.5) * cell} y=${height + 11}>${letters.letter(row).slice(0, 1)}</text>`,
          )
        : nothing
    }
  </svg>`
}

const drawings = new WeakMap<Reading['values'], { readonly cell: number; readonly cells: unknown }>()

/** Drawn once for the same numbers; of large matrices not every cell. */
function coarse(reading: Reading, grid: Grid, stride: number): unknown {
  const before = drawings.get(reading.values)
  if (before?.cell === grid.cellWidth) return before.cells
  const [rows, columns] = [Math.ceil(grid.rows / stride), Math.ceil(grid.columns / stride)]
  const values = Float64Array.from({ length: rows * columns }, (_, i) => {
    const [row, column] = [Math.floor(i / columns) * stride, (i % columns) * stride]
    return reading.values[row * grid.columns + column]!
  })
  const [high, wide] = grid.transposed ? [columns, rows] : [rows, columns]
  const cells = heatCells(
    { ...reading, values },
    { ...grid, rows, columns, cellWidth: gridWidth(grid) / wide, cellHeight: gridHeight(grid) / high },
  )
  drawings.set(reading.values, { cell: grid.cellWidth, cells })
  return cells
}
