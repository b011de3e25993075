/** Numbers that the program makes on its way and does not keep: they can be read, but they are no place to go to. */
import { nothing, svg, type SVGTemplateResult } from 'lit'
import type { Reading } from '../../../lens/reading.ts'
import { inkOn } from '../../marks/color.ts'
import { heatCells, heatFrame, type Grid } from '../../marks/heat.ts'
import { inCell } from './cells.ts'
import { raster } from './raster.ts'
import { leastDrawn, leastNumber } from './sheet.ts'

export function plainCells(
  reading: Reading,
  grid: Grid,
  x: number,
  y: number,
  hue: string,
  bold = -1,
): SVGTemplateResult {
  const { cellWidth: width, cellHeight: height } = grid
  return svg`<g transform="translate(${x} ${y})" aria-hidden="true">
    ${width < leastDrawn ? raster(reading, grid) : heatCells(reading, grid)}
    ${heatFrame(grid, `var(--${hue})`)}
    ${
      width < leastNumber[reading.ramp]
        ? nothing
        : Array.from(
            reading.values,
            (
              value,
              i,
            ) => svg`<text class="mono small middle ${i === bold ? 'bold' : ''}" x=${(i + 0.5) * width} y=${height / 2 + 3.5}
            fill=${inkOn(value, reading)}>${inCell(value, width, reading.ramp)}</text>`,
          )
    }
  </g>`
}
