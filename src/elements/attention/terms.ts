/** Numbers of one head as wide cells: what q, k, their products and the values are drawn with. */
import { nothing, svg, type SVGTemplateResult } from 'lit'
import type { Reading } from '../../lens/reading.ts'
import { inkOn } from '../marks/color.ts'
import { cellPlace, type Grid } from '../marks/heat.ts'
import { decimal } from '../marks/numbers.ts'

/** Two decimals; one where the number would not fit otherwise. */
export const term = (value: number): string => decimal(value, Math.abs(value) >= 9.995 ? 1 : 2)

/** The numbers that are printed on cells. */
export function printedNumbers(reading: Reading, grid: Grid, { print = term, look = '' } = {}): SVGTemplateResult {
  const { rows, columns, cellWidth, cellHeight } = grid
  const texts: SVGTemplateResult[] = []
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const value = reading.values[row * columns + column]!
      const { x, y } = cellPlace(grid, { row, column })
      texts.push(svg`<text x=${x + cellWidth / 2} y=${y + cellHeight / 2 + 4} class="mono middle ${look}"
        ><tspan fill=${inkOn(value, reading)}>${print(value)}</tspan></text>`)
    }
  return svg`${texts}`
}

/** A variable with the letter that it belongs to: q with a small a. */
export function variable(x: number, y: number, name: string, letter: string | null, hue: string): SVGTemplateResult {
  return svg`<text x=${x} y=${y} class="math end variable ${hue}">${name}${
    letter === null ? nothing : svg`<tspan class="sub" dy="4">${letter}</tspan>`
  }</text>`
}
