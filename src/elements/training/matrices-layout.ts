/** Where the matrices of the model lie on the page. All are as high as the model is wide: tall ones lie flat. */
import type { Matrix } from '../../engine/parameters.ts'

export interface MatrixPlace {
  readonly matrix: Matrix
  readonly x: number
  /** Of the cells; the name stands above. */
  readonly y: number
  readonly cellWidth: number
  readonly cellHeight: number
  readonly transposed: boolean
}

export interface MatricesLayout {
  readonly places: readonly MatrixPlace[]
  /** Names of layers, at the left of their first row. */
  readonly layers: readonly { readonly layer: number; readonly y: number }[]
  readonly height: number
}

const gap = 18
/** Room for a name above its matrix. */
const title = 22
const nameWidth = 46
const largestCell = 5
/** Square pixels that the cells may take, about as many as at the size of microgpt. */
const area = 180_000

export const isTransposed = ({ name, rows, columns }: Matrix): boolean =>
  rows > columns || /^(wte|wpe|lm_head)$/.test(name)
const across = (matrix: Matrix): number => (isTransposed(matrix) ? matrix.rows : matrix.columns)
const high = (matrix: Matrix): number => (isTransposed(matrix) ? matrix.columns : matrix.rows)

const layerOf = ({ name }: Matrix): number | null => {
  const found = /^layer(\d+)\./.exec(name)
  return found ? Number(found[1]) : null
}

/** @param width in pixels, of all there is */
export function layoutMatrices(matrices: readonly Matrix[], width: number): MatricesLayout {
  const isDeep = matrices.some(matrix => (layerOf(matrix) ?? 0) > 0)
  if (isDeep) return wrapped(matrices, width, true)
  const ordered = matrices.toSorted((a, b) => Number(a.name === 'lm_head') - Number(b.name === 'lm_head'))
  return twoRows(ordered, width) ?? wrapped(ordered, width, false)
}

/** The layout that an element has drawn last, for as long as its matrices and its width are the same. */
export class KeptLayout {
  private known: { readonly of: string; readonly layout: MatricesLayout } | null = null

  /** @param width in pixels, of all there is */
  of(matrices: readonly Matrix[], width: number): MatricesLayout {
    const of = `${width} ${matrices.map(({ name, rows, columns }) => `${name} ${rows} ${columns}`).join()}`
    if (this.known?.of !== of) this.known = { of, layout: layoutMatrices(matrices, width) }
    return this.known.layout
  }
}

/** One layer on a wide page: embeddings and attention above, MLP and output below, both rows as wide as the page. */
function twoRows(matrices: readonly Matrix[], width: number): MatricesLayout | null {
  const isBelow = ({ name }: Matrix): boolean => /mlp|lm_head/.test(name)
  const above = matrices.filter(matrix => !isBelow(matrix))
  const below = matrices.filter(isBelow)
  const cells = (row: readonly Matrix[]): number => row.reduce((sum, matrix) => sum + across(matrix), 0)
  const cell = Math.min(largestCell, (width - gap * (above.length - 1)) / cells(above))
  const wide = (width - gap * (below.length - 1)) / cells(below)
  const narrowest = Math.min(...above.map(across)) * cell
  if (cell < 3.4 || narrowest < nameWidth || wide < cell * 0.6 || wide > cell * 1.6) return null
  const spare = (width - cells(above) * cell) / (above.length - 1)
  const cellHeight = cell
  const places: MatrixPlace[] = []
  let y = title
  for (const [row, cellWidth, between] of [
    [above, cell, spare],
    [below, wide, gap],
  ] as const) {
    let x = 0
    for (const matrix of row) {
      places.push({ matrix, x, y, cellWidth, cellHeight, transposed: isTransposed(matrix) })
      x += across(matrix) * cellWidth + between
    }
    y += Math.max(...row.map(high)) * cellHeight + title + 2
  }
  return { places, layers: [], height: y - title }
}

/** Any other model: from left to right, a new row where the page ends and where a layer begins. */
function wrapped(matrices: readonly Matrix[], width: number, isDeep: boolean): MatricesLayout {
  const left = isDeep && width > 480 ? 52 : 0
  const widest = Math.max(...matrices.map(across))
  const count = matrices.reduce((sum, { rows, columns }) => sum + rows * columns, 0)
  const halves = (size: number): number => Math.floor(2 * size) / 2
  const first = matrices.filter(matrix => layerOf(matrix) === 0)
  const inOneRow = halves(
    (width - left - gap * (first.length - 1)) / first.reduce((sum, matrix) => sum + across(matrix), 0),
  )
  const wanted = Math.max(1, halves(Math.sqrt(area / count)))
  const cell = Math.min(
    largestCell,
    isDeep && inOneRow >= 1 ? Math.min(inOneRow, wanted) : wanted,
    (width - left) / widest,
  )
  const places: MatrixPlace[] = []
  const layers: { layer: number; y: number }[] = []
  let [x, y, rowHeight, layer] = [left, title, 0, null as number | null]
  const newRow = (): void => {
    y += rowHeight + title
    x = left
    rowHeight = 0
  }
  for (const matrix of matrices) {
    const room = Math.max(nameWidth, across(matrix) * cell)
    const begins = isDeep && layerOf(matrix) !== layer
    if (x > left && (begins || x + room > width + 0.5)) newRow()
    layer = layerOf(matrix)
    if (begins && layer !== null) layers.push({ layer, y })
    places.push({ matrix, x, y, cellWidth: cell, cellHeight: cell, transposed: isTransposed(matrix) })
    x += room + gap
    rowHeight = Math.max(rowHeight, high(matrix) * cell)
  }
  return { places, layers, height: y + rowHeight + 4 }
}

/** Most cells that can be drawn again twelve times a second. */
const mostCells = 60_000

/** Every how manieth row and column is drawn, so that a large model doesn't make the page lag. */
export function strideOf({ places }: MatricesLayout): number {
  const count = places.reduce((sum, { matrix }) => sum + matrix.rows * matrix.columns, 0)
  const smallest = places.reduce((least, { cellWidth }) => Math.min(least, cellWidth), largestCell)
  return Math.max(1, Math.ceil(Math.sqrt(count / mostCells)), Math.ceil(1 / smallest - 0.01))
}
