/** Numbers of one head as wide cells: what q, k, their products and the values are drawn with. */
import { nothing, svg, type SVGTemplateResult } from 'lit'
import type { Reading } from '../../lens/reading.ts'
import { inkOn } from '../marks/color.ts'
import { cellPlace, type Grid } from '../marks/heat.ts'
import { decimal } from '../marks/numbers.ts'

/** Two decimals; one where the number would not fit otherwise. */
export const term = (value: number): string => decimal(value, Math.abs(value) >= 9.995 ? 1 : 2)

export interface Print {
  readonly print?: (value: number) => string
  readonly look?: string
}

/** The numbers that are printed on cells. */
export function printedNumbers(
  reading: Reading,
  grid: Grid,
  { print = term, look = '' }: Print = {},
): SVGTemplateResult {
  const { rows, columns, cellWidth, cellHeight } = grid
  const texts: SVGTemplateResult[] = []
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const value = reading.values[row * columns + column]!
      const { x, y } = cellPlace(grid, { row, column })
      // The space between two numbers is for those who hear them.
      texts.push(svg`<text x=${x + cellWidth / 2} y=${y + cellHeight / 2 + 4} class="mono middle ${look}"
        ><tspan fill=${inkOn(value, reading)}>${print(value)}</tspan></text> `)
    }
  return svg`${texts}`
}

/** What a mark says and shows: a name, and the numbers that are printed on it, where they are known and fit. */
export function printedMark(name: string, reading: Reading, grid: Grid, isPrinted: boolean, how: Print = {}) {
  if (!isPrinted) return { label: name, over: nothing }
  const numbers = Array.from(reading.values, value => (how.print ?? term)(value)).join(' ')
  return { label: `${name}: ${numbers}`, over: printedNumbers(reading, grid, how) }
}

/** A variable with the letter that it belongs to: q with a small a. */
export function variable(x: number, y: number, name: string, letter: string | null, hue: string): SVGTemplateResult {
  return svg`<text x=${x} y=${y} class="math end variable ${hue}">${name}${
    letter === null ? nothing : svg`<tspan class="sub" dy="4">${letter}</tspan>`
  }</text>`
}
