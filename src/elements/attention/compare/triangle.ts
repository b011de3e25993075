/** One head of one side, or the difference of both: a strip a row, so that each row leads to its own position. */
import { nothing, svg, type SVGTemplateResult } from 'lit'
import type { Reading } from '../../../lens/reading.ts'
import { fillOf, stepOf } from '../../marks/color.ts'
import { heatCells } from '../../marks/heat.ts'
import { mark } from '../../marks/mark.ts'
import { decimal, probability } from '../../marks/numbers.ts'
import { letteredCell, printedCell, rowLabel } from '../layout.ts'
import { brief, spokenName, visible } from '../letters.ts'
import { printedMark } from '../terms.ts'
import { isPrinted, mapTop } from './layout.ts'

export interface Triangle {
  readonly layer: number
  readonly head: number
  readonly letters: readonly string[]
  /** Null where this side has no such row, or no difference can be taken. */
  readonly rows: readonly (Reading | null)[]
  readonly cell: number
  /** `A`, `B`, `B − A`: what the screen reader says of a row. */
  readonly side: string
}

/** `−.12`: a difference of two probabilities. */
export const signed = (value: number, digits = 2): string => {
  const text = decimal(value, digits).replace(/^(−?)0\./, '$1.')
  return value > 0 && Number(value.toFixed(digits)) !== 0 ? `+${text}` : text
}

export function triangle(map: Triangle): SVGTemplateResult {
  const { letters, rows, cell } = map
  return svg`${cell >= letteredCell ? names(letters, cell) : nothing}${later(rows, cell)}
    ${cell >= letteredCell ? rows.map((reading, row) => (reading ? strip(map, reading, row) : nothing)) : whole(map)}`
}

function strip({ layer, head, letters, cell, side }: Triangle, reading: Reading, row: number): SVGTemplateResult {
  const grid = { rows: 1, columns: row + 1, cellWidth: cell, cellHeight: cell }
  const isSigned = reading.ramp === 'signed'
  // What did not move is left blank.
  const printSigned = (value: number): string => (Math.abs(value) < 0.005 ? '' : decimal(value).replace('0.', '.'))
  const print = isSigned ? printSigned : probability
  const name = `${side}, head ${head}: what ${spokenName(letters, row)} reads`
  return mark({
    op: 'attention.softmax',
    layer,
    head,
    position: row,
    x: rowLabel,
    y: mapTop + row * cell,
    grid,
    reading,
    status: 'done',
    hue: 'attn',
    focusable: row === 0,
    note: (_, column) => `${visible(letters[row]!)} reads ${visible(letters[column]!)}`,
    cells: cell < printedCell ? heatCells(reading, grid) : cellsOf(reading, cell),
    frame: svg``,
    ...printedMark(name, reading, grid, isPrinted(cell, isSigned), { print, look: 'small' }),
  })
}

/** Many rows are one mark and a path a colour, so that a long document is drawn as quickly as a short one. */
function whole({ layer, head, letters, rows, cell, side }: Triangle): SVGTemplateResult {
  const size = rows.length
  const first = rows.find(row => row !== null)
  if (!first) return svg``
  const values = new Float64Array(size * size)
  rows.forEach((row, i) => row && values.set(row.values, i * size))
  return mark({
    op: 'attention.softmax',
    layer,
    head,
    x: rowLabel,
    y: mapTop,
    grid: { rows: size, columns: size, cellWidth: cell, cellHeight: cell },
    reading: { ...first, rows: size, columns: size, values },
    status: 'done',
    hue: 'attn',
    focusable: true,
    label: `${side}, head ${head}: what every position reads`,
    note: (row, column) =>
      column > row ? 'later: not in the cache yet' : `${visible(letters[row]!)} reads ${visible(letters[column]!)}`,
    cells: trianglePaths(rows, cell),
    frame: svg``,
  })
}

/** Cells of one colour are one path. */
export function trianglePaths(rows: readonly (Reading | null)[], cell: number): SVGTemplateResult {
  const paths = new Map<string, string[]>()
  const side = cell >= 5 ? cell - 0.75 : cell
  rows.forEach((reading, row) =>
    reading?.values.forEach((value, column) => {
      const step = stepOf(value, reading)
      const path = paths.get(step) ?? []
      if (path.length === 0) paths.set(step, path)
      path.push(`M${column * cell} ${row * cell}h${side}v${side}h${-side}z`)
    }),
  )
  return svg`<g>${[...paths].map(([step, path]) => svg`<path fill="var(--${step})" d=${path.join('')}></path>`)}</g>`
}

/** With a hairline of paper between them, whichever ramp. */
function cellsOf(reading: Reading, cell: number): SVGTemplateResult {
  return svg`<g>${Array.from(
    reading.values,
    (value, column) =>
      svg`<rect x=${column * cell + 0.5} y="0.5" width=${cell - 1} height=${cell - 1} fill=${fillOf(value, reading)}></rect>`,
  )}</g>`
}

export const triangleHeight = (rows: number, cell: number): number => mapTop + rows * cell + 2

/** Letters of rows and columns. */
function names(letters: readonly string[], cell: number): SVGTemplateResult {
  return svg`<g aria-hidden="true">${letters.map((letter, i) => {
    const [word, middle] = [visible(brief(letter)), (i + 0.5) * cell]
    return svg`<text x=${rowLabel + middle} y=${mapTop - 5} class="mono small middle key">${word}</text>
      <text x=${rowLabel - 7} y=${mapTop + middle + 3.5} class="mono small end query">${word}</text>`
  })}</g>`
}

/** Places that no row may read are dots, not a colour. */
function later(rows: readonly unknown[], cell: number): SVGTemplateResult {
  const dots = rows.flatMap((_, row) =>
    Array.from({ length: rows.length - row - 1 }, (_, i) => {
      const column = row + 1 + i
      return `M${rowLabel + (column + 0.5) * cell} ${mapTop + (row + 0.5) * cell}h0`
    }),
  )
  return svg`<path d=${dots.join('')} stroke="var(--rule-2)" stroke-width=${cell >= letteredCell ? 2 : 1} stroke-linecap="round"></path>`
}
