/** Numbers that go on as they are: kept, sliced, appended, joined. What is taken keeps its columns. */
import { svg } from 'lit'
import type { CopyArithmetic, Source } from '../../../lens/zoom-arithmetic.ts'
import { cellPlace, type Grid } from '../../marks/heat.ts'
import { cells, inkFrame, sizeOf } from './cells.ts'
import { axisLabel, columnLabels, lineWords, outcome, roleOf, type Scenery, type View } from './parts.ts'
import { cellWidth, rowHeights } from './sheet.ts'

export function copyView(scenery: Scenery, { source, from, rows, out }: CopyArithmetic): View {
  const { scene, sheet, open } = scenery
  const widest = Math.max(source.reading.columns, out.reading.columns)
  const cell = cellWidth(sheet, widest)
  const gridOf = ({ reading }: Source): Grid => ({
    rows: reading.rows,
    columns: reading.columns,
    cellWidth: cell,
    ...rowHeights(reading.rows, reading.rows - 1),
  })
  const [sourceGrid, outGrid] = [gridOf(source), gridOf(out)]
  const { x } = sheet
  // What is appended stands over its place in what it is appended to, a slice under the numbers that it is of.
  const sourceX = x + Math.max(0, out.reading.columns - source.reading.columns) * cell
  const outX = x + (source.reading.columns > out.reading.columns ? from.column * cell : 0)
  const top = 48
  const takenX = sourceX + from.column * cell
  const takenWidth = from.columns * cell
  const height = sizeOf(sourceGrid).height
  const outY = top + height + 60
  const outHeight = sizeOf(outGrid).height
  // A row that is appended becomes the last one.
  const isAppended = out.reading.rows > source.reading.rows
  const last = cellPlace(outGrid, { row: out.reading.rows - 1, column: 0 }).y
  const arrowX = takenX + takenWidth / 2
  const openY = outY + last
  const openHeight = outGrid.tall?.height ?? outGrid.cellHeight
  const drawing = [
    columnLabels(scene, 'index', { x, y: 14, cell, count: widest }),
    name(scenery, source, x, top - 9),
    positions(scenery, source, sourceGrid, sourceX, top, rows === 'positions'),
    cells(scene, {
      place: source.place,
      reading: source.reading,
      x: sourceX,
      y: top,
      grid: sourceGrid,
      hue: roleOf(source.place.op),
      of: 'what is read',
    }),
    inkFrame(takenX, top, takenWidth, height),
    svg`<path d="M${arrowX} ${top + height + 2}V${outY - 22}" stroke="var(--ink)" stroke-width="1.25"></path>
      <path d="M${arrowX} ${outY - 18}l-4 -7h8z" fill="var(--ink)"></path>`,
    name(scenery, out, outX, outY - 9),
    positions(scenery, out, outGrid, outX, outY, rows === 'positions'),
    cells(scene, {
      place: out.place,
      reading: out.reading,
      x: outX,
      y: outY,
      grid: outGrid,
      hue: roleOf(out.place.op),
      of: 'what comes out',
    }),
    isAppended ? inkFrame(outX, openY, out.reading.columns * cell, openHeight) : [],
    svg`<rect x=${outX + open * cell} y=${openY} width=${cell} height=${openHeight} fill="none" stroke="var(--ink)" stroke-width="1.75"></rect>`,
    outcome(scenery, {
      x: x + widest * cell + 14,
      y: openY + openHeight / 2 - 10,
      value: out.reading.values[(out.reading.rows - 1) * out.reading.columns + open]!,
      reading: out.reading,
      hue: roleOf(out.place.op),
      width: sheet.outWidth,
    }),
  ]
  return { drawing, height: outY + outHeight + 20, navY: outY - 25 }
}

const name = ({ program }: Scenery, { words, place }: Source, x: number, y: number) =>
  svg`<text class="mono name" x=${x} y=${y} fill="var(--${roleOf(place.op)})">${words}<tspan class="sans small muted" dx="10">${lineWords(program, place.op)}</tspan></text>`

function positions({ scene }: Scenery, { reading }: Source, grid: Grid, x: number, y: number, isShown: boolean) {
  if (!isShown || reading.rows < 2) return []
  const every = [1, 2, 4, 8].find(step => step * grid.cellHeight >= 9.5) ?? 16
  return Array.from({ length: reading.rows }, (_, row) => row)
    .filter(row => row % every === 0)
    .map(
      row => svg`<text class="mono small end muted" x=${x - 8} y=${y + cellPlace(grid, { row, column: 0 }).y + grid.cellHeight / 2 + 3.5}
        >${axisLabel({ letters: scene.letters, scene }, 'positions', row)}</text>`,
    )
}
