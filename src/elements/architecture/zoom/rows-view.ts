/** Rows times a vector: the matrix with one row open, its products on the same columns, and their sum as it grows. */
import { nothing, svg } from 'lit'
import type { Reading } from '../../../lens/reading.ts'
import { productsOf, shapeOf, type RowsArithmetic } from '../../../lens/zoom-arithmetic.ts'
import { fillOf, inkOn } from '../../marks/color.ts'
import { cellPlace, type Grid } from '../../marks/heat.ts'
import { decimal, thousands } from '../../marks/numbers.ts'
import { kept } from '../scene.ts'
import { cells, inkFrame, sizeOf } from './cells.ts'
import {
  arrowHead,
  axisLabel,
  columnLabels,
  glowing,
  nameAt,
  origin,
  roleOf,
  type Scenery,
  type View,
} from './parts.ts'
import { cellWidth, rowHeights } from './sheet.ts'
import { plainCells } from './plain-cells.ts'
import { waterfall } from './waterfall.ts'

export function rowsView(scenery: Scenery, arithmetic: RowsArithmetic): View {
  const { scene, sheet, open, isLow } = scenery
  const { x: vector, matrix, out, root } = arithmetic
  const { rows, columns } = shapeOf(matrix)
  const hue = roleOf(out.place.op)
  const xHue = roleOf(vector.place.op)
  const matrixHue = matrix.parameter ? matrix.reading.role : roleOf(matrix.place.op)
  const cell = cellWidth(sheet, columns)
  const { x } = sheet
  const width = cell * columns
  const outX = x + width + (sheet.mode === 'wide' ? 24 : 14)
  const heights = rowHeights(rows, open)
  const xGrid: Grid = { rows: 1, columns, cellWidth: cell, cellHeight: 20 }
  const grid: Grid = {
    rows: matrix.reading.rows,
    columns: matrix.reading.columns,
    cellWidth: cell,
    transposed: matrix.transposed,
    ...heights,
  }
  const outGrid: Grid = { rows: 1, columns: rows, cellWidth: sheet.outWidth, transposed: true, ...heights }
  const [xY, top] = [24, 68]
  const bottom = top + sizeOf(grid).height
  const rowY = top + cellPlace(outGrid, { row: 0, column: open }).y
  const rowHeight = heights.tall?.height ?? heights.cellHeight
  const middle = rowY + rowHeight / 2
  const products = productsOf(arithmetic, open)
  const scale = productScale(arithmetic, products)
  const productGrid: Grid = { rows: 1, columns, cellWidth: cell, cellHeight: 19 }
  const productsY = bottom + 40
  const sumY = productsY + 32
  const sumHeight = isLow ? 56 : 104
  const growing = waterfall({
    terms: products,
    x,
    y: sumY,
    cell,
    height: sumHeight,
    to: outX - 2,
    hue,
    scale,
    hasWords: sheet.mode !== 'phone',
  })
  const result = out.reading.values[open] ?? 0
  const head = scene.reader.plan.head_dim
  const place = out.place
  const matrixName = matrix.parameter?.replace(/^layer\d+\./, '') ?? matrix.words
  const nameWidth = matrixName.length * 7 + 10
  const described = `${matrix.transposed ? 'turned on its side, ' : ''}${rows} × ${columns}, one row for each number of ${out.words}`
  // A matrix of few columns leaves it no room: there it stands right of the result.
  const isBeside = nameWidth + described.length * 5.4 > outX - x
  const describedX = isBeside ? outX + Math.max(sheet.outWidth, out.words.length * 7) + 14 : x + nameWidth
  const rowWord =
    arithmetic.rows === 'index' ? String(open) : axisLabel({ letters: scene.letters, scene }, arithmetic.rows, open)
  const drawing = [
    columnLabels(scene, arithmetic.columns, { x, y: xY - 5, cell, count: columns }),
    nameAt(vector.words, x - 10, xY + 14, xHue),
    cells(scene, {
      place: vector.place,
      reading: vector.reading,
      x,
      y: xY,
      grid: xGrid,
      hue: xHue,
      of: 'what goes in',
    }),
    origin(scenery, vector.place.op, xY + 8),
    svg`<text class="mono name" x=${x} y=${top - 8} fill="var(--${matrixHue})">${matrixName}</text>`,
    sheet.mode === 'phone' ? nothing : svg`<text class="muted" x=${describedX} y=${top - 8}>${described}</text>`,
    svg`<text class="mono name" x=${outX} y=${top - 8} fill="var(--${hue})">${out.words}</text>`,
    rowLabels(scenery, arithmetic, outGrid, top),
    cells(scene, {
      place: matrix.parameter ? out.place : matrix.place,
      parameter: matrix.parameter,
      reading: matrix.reading,
      x,
      y: top,
      grid,
      hue: matrixHue,
      of: matrix.parameter ? 'weights' : 'one row a position',
      bold: open,
    }),
    cells(scene, {
      place,
      reading: out.reading,
      x: outX,
      y: top,
      grid: outGrid,
      hue,
      of: 'what comes out',
      bold: open,
    }),
    out.reading.group && sheet.mode === 'wide' && rows > head
      ? headBrackets(scenery, outX, top, outGrid, head)
      : nothing,
    inkFrame(x, rowY, width, rowHeight),
    glowing(scenery, { x: outX, y: rowY, width: sheet.outWidth, height: rowHeight }, hue),
    svg`<path d="M${x + width + 2} ${middle}H${outX - 11}" stroke="var(--${hue})" stroke-width="1.5"></path>`,
    arrowHead(outX - 5, middle, `var(--${hue})`),
    svg`<path d="M${x - 26} ${middle}H${x - 32}V${productsY + 9.5}H${x - 8}" fill="none" stroke="var(--ink)" stroke-width="1.25"></path>`,
    arrowHead(x - 2, productsY + 9.5, 'var(--ink)'),
    svg`<text class="bold heading" x=${x} y=${productsY - 9}>${sheet.mode === 'phone' ? `Row ${rowWord}: ${wordsOf(arithmetic)}` : `Row ${rowWord} opened: ${wordsOf(arithmetic)}, one product a column`}</text>`,
    plainCells(productReading(scenery, arithmetic, products, scale), productGrid, x, productsY, hue),
    growing.drawing,
    resultBox(scenery, {
      x: outX,
      y: growing.end,
      value: result,
      sum: root === null ? null : result * root,
      root,
      name: `${out.words}[${open}]`,
      hue,
      isLowHalf: growing.end > sumY + sumHeight / 2,
      reading: out.reading,
    }),
  ]
  return { drawing, height: sumY + sumHeight + 22, navY: productsY - 25 }
}

const wordsOf = ({ matrix, x }: RowsArithmetic): string =>
  matrix.parameter ? `weight × ${x.words}` : `${matrix.words} × ${x.words}`

/** One scale for the products of every row, so that opening another does not change the colours. */
function productScale({ matrix, x }: RowsArithmetic, products: Float64Array): number {
  let most = 0
  for (const value of products) most = Math.max(most, Math.abs(value))
  const family = matrix.reading.scale * x.reading.scale
  return Math.max(family * 0.55, most * 0.5)
}

function productReading(
  { scene, open }: Scenery,
  { out }: RowsArithmetic,
  values: Float64Array,
  scale: number,
): Reading {
  const { op, layer, head } = out.place
  return kept(scene.reader, `products ${op} ${layer} ${head} ${scene.position} ${open}`, () => ({
    ...out.reading,
    name: 'wi * xi',
    columns: values.length,
    values,
    ramp: 'signed' as const,
    scale,
    group: null,
  }))
}

function rowLabels({ scene, sheet, open }: Scenery, { rows, out }: RowsArithmetic, grid: Grid, top: number) {
  const height = grid.cellHeight
  const every = [1, 2, 4, 8, 16, 32, 64, 128].find(step => step * height >= 9.5) ?? 256
  return Array.from(out.reading.values, (_, row) => row)
    .filter(row => row === open || (row % every === 0 && (height >= 9.5 || Math.abs(row - open) * height > 12)))
    .map(row => {
      const y =
        top + cellPlace(grid, { row: 0, column: row }).y + (row === open ? (grid.tall?.height ?? height) : height) / 2
      return svg`<text class="small end ${rows === 'index' ? '' : 'mono'} ${row === open ? 'bold' : 'muted'}" x=${sheet.x - 8} y=${y + 3.5}
        >${axisLabel({ letters: scene.letters, scene }, rows, row)}</text>`
    })
}

function headBrackets({ open, sheet }: Scenery, outX: number, top: number, grid: Grid, head_dim: number) {
  const x = outX + sheet.outWidth + 3.5
  const heads = Math.round(grid.columns / head_dim)
  const end = (row: number): number =>
    cellPlace(grid, { row: 0, column: row }).y + (row === grid.tall?.row ? grid.tall.height : grid.cellHeight)
  return Array.from({ length: heads }, (_, head) => {
    const from = cellPlace(grid, { row: 0, column: head * head_dim }).y
    const to = end((head + 1) * head_dim - 1)
    const isOpen = Math.floor(open / head_dim) === head
    const label = to - from >= 10 ? `${to - from > 12 && heads <= 8 ? 'head ' : 'h'}${head}` : isOpen ? `h${head}` : ''
    return svg`<path d="M${x} ${top + from + 1.5}V${top + to - 1.5}" stroke="var(--${isOpen ? 'ink' : 'rule-2'})" stroke-width="1.25"></path>
      <text class="small ${isOpen ? 'bold' : 'muted'}" x=${x + 5} y=${top + from + Math.min(12, (to - from) / 2 + 4)}>${label}</text>`
  })
}

interface ResultBox {
  readonly x: number
  readonly y: number
  readonly value: number
  /** What the sum came to, where it was divided after. */
  readonly sum: number | null
  readonly root: number | null
  readonly name: string
  readonly hue: string
  readonly isLowHalf: boolean
  readonly reading: RowsArithmetic['out']['reading']
}

function resultBox({ sheet }: Scenery, { x, y, value, sum, root, name, hue, isLowHalf, reading }: ResultBox) {
  const width = Math.min(58, sheet.width - x - 4)
  const nameY = isLowHalf ? y - 16 : y + 24
  const words = sum === null ? null : `${decimal(sum, 3)} ÷ √${thousands(Math.round(root! ** 2))}`
  return svg`<rect x=${x} y=${y - 9.5} width=${width} height="19" fill=${fillOf(value, reading)} stroke="var(--${hue})" stroke-width="1.25"></rect>
    <text class="mono result middle bold" x=${x + width / 2} y=${y + 4} fill=${inkOn(value, reading)}>${decimal(value, 3)}</text>
    <text class="mono bold" x=${x + (sheet.mode === 'wide' ? 0 : width)} y=${nameY} fill="var(--${hue})"
      text-anchor=${sheet.mode === 'wide' ? nothing : 'end'}>${name}</text>
    ${words ? svg`<text class="mono small muted" x=${x + (sheet.mode === 'wide' ? 0 : width)} y=${nameY + (isLowHalf ? -13 : 13)} text-anchor=${sheet.mode === 'wide' ? nothing : 'end'}>${words}</text>` : nothing}`
}
