/** One row of a table, picked by the token or by its position. */
import { svg } from 'lit'
import type { PickArithmetic } from '../../../lens/zoom-arithmetic.ts'
import { cellPlace, type Grid } from '../../marks/heat.ts'
import { cells, inkFrame, sizeOf } from './cells.ts'
import { arrowHead, axisLabel, columnLabels, lineWords, outcome, roleOf, type Scenery, type View } from './parts.ts'
import { cellWidth, rowHeights } from './sheet.ts'

export function pickView(scenery: Scenery, { table, parameter, row, rows, out }: PickArithmetic): View {
  const { scene, sheet, program, open } = scenery
  const { x } = sheet
  const columns = table.columns
  const cell = cellWidth(sheet, columns)
  const width = cell * columns
  const grid: Grid = { rows: table.rows, columns, cellWidth: cell, ...rowHeights(table.rows, row) }
  const outGrid: Grid = { rows: 1, columns, cellWidth: cell, cellHeight: 20 }
  const hue = roleOf(out.place.op)
  const top = 44
  const rowY = top + cellPlace(grid, { row, column: 0 }).y
  const rowHeight = grid.tall?.height ?? grid.cellHeight
  const outY = top + sizeOf(grid).height + 42
  const every = [1, 2, 4, 8, 16].find(step => step * grid.cellHeight >= 9.5) ?? 32
  const index = out.place.op === 'embedding.token' ? 'token_id' : 'pos_id'
  const drawing = [
    svg`<text class="mono name" x=${x} y="14" fill="var(--${hue})">${parameter}</text>
      <text class="muted" x=${x + parameter.length * 7 + 10} y="14">${table.rows} × ${columns}, one row for each ${rows === 'vocabulary' ? 'token' : 'position'}</text>`,
    columnLabels(scene, 'index', { x, y: top - 5, cell, count: columns, bold: open }),
    Array.from({ length: table.rows }, (_, i) => i)
      .filter(i => i === row || (i % every === 0 && Math.abs(i - row) * grid.cellHeight > 8))
      .map(i => {
        const y = top + cellPlace(grid, { row: i, column: 0 }).y + (i === row ? rowHeight : grid.cellHeight) / 2 + 3.5
        return svg`<text class="small end ${rows === 'vocabulary' ? 'mono' : ''} ${i === row ? 'bold' : 'muted'}" x=${x - 8} y=${y}
          >${axisLabel({ letters: scene.letters, scene }, rows, i)}</text>`
      }),
    cells(scene, { place: out.place, parameter, reading: table, x, y: top, grid, hue, of: 'weights', bold: row }),
    inkFrame(x, rowY, width, rowHeight),
    svg`<path d="M${x - 26} ${rowY + rowHeight / 2}H${x - 32}V${outY + 10}H${x - 8}" fill="none" stroke="var(--ink)" stroke-width="1.25"></path>`,
    arrowHead(x - 2, outY + 10, 'var(--ink)'),
    svg`<text class="mono name" x=${x} y=${outY - 8} fill="var(--${hue})">${out.words} = ${parameter}[${index}]<tspan class="sans small muted" dx="10">${index} = ${row}, ${lineWords(program, out.place.op)}</tspan></text>`,
    cells(scene, { place: out.place, reading: out.reading, x, y: outY, grid: outGrid, hue, of: 'what comes out' }),
    svg`<rect x=${x + open * cell} y=${outY} width=${cell} height="20" fill="none" stroke="var(--ink)" stroke-width="1.75"></rect>`,
    outcome(scenery, {
      x: x + width + 14,
      y: outY,
      value: out.reading.values[open]!,
      reading: out.reading,
      hue,
      width: sheet.outWidth,
    }),
  ]
  return { drawing, height: outY + 40, navY: outY - 25 }
}
