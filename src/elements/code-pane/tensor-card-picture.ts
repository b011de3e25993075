/** The picture in a tensor card: every number as a cell, with the number in it where it can be read. */
import { nothing, svg, type SVGTemplateResult } from 'lit'
import type { HeldTensor } from '../../lens/held.ts'
import type { Reading } from '../../lens/reading.ts'
import { histogramOf, type Statistics } from '../../lens/tensor-statistics.ts'
import { fillOf, inkOn } from '../marks/color.ts'
import { cellPlace, gridHeight, gridWidth, heatCells, heatFrame, type Grid } from '../marks/heat.ts'
import { decimal, probability } from '../marks/numbers.ts'
import { binned, cardGrid } from './tensor-card-layout.ts'

/** Smallest cells, in pixels, with room for a number and for a letter beside them. */
const [numberWidth, numberHeight, letterSize] = [18, 13, 7]
const labelsWidth = 14

export function tensorPicture(
  held: HeldTensor,
  reading: Reading,
  width: number,
  isGradient: boolean,
): SVGTemplateResult {
  const grid = cardGrid(reading, width - (held.rowLabels ? labelsWidth : 0) - 2)
  const isFlat = grid.transposed === true
  const [beside, over] = isFlat ? [held.columnLabels, held.rowLabels] : [held.rowLabels, held.columnLabels]
  const hasOver = !isGradient && over !== null && grid.cellWidth >= letterSize
  const [x, y] = [beside && grid.cellHeight >= 10 ? labelsWidth : 1, hasOver ? 13 : 1]
  const drawn = binned(reading, grid)
  const [right, bottom] = [gridWidth(grid), gridHeight(grid)]
  const { place, position, parameter } = held
  return svg`<svg width=${x + right + 2} height=${y + bottom + 2} aria-hidden="true">
    ${x > 1 ? beside!.slice(0, grid.rows).map((letter, row) => label(letter, labelsWidth - 5, y + (row + 0.5) * grid.cellHeight + 3.5, 'end')) : nothing}
    ${hasOver ? over.map((letter, i) => label(letter, x + middleOf(grid, i, isFlat), 9, 'middle')) : nothing}
    <g class="mark done" transform="translate(${x} ${y})" data-op=${place.op} data-layer=${place.layer ?? nothing}
      data-head=${place.head ?? nothing} data-position=${position} data-parameter=${parameter ?? nothing}
      .reading=${reading} .grid=${grid}>
      ${heatCells(drawn.reading, drawn.grid)}
      ${hasNumbers(reading, grid) ? numbersIn(reading, grid) : nothing}
      ${heatFrame(grid, `var(--${reading.role})`)}
      <rect class="hit" width=${right} height=${bottom} fill="transparent"></rect>
    </g>
  </svg>`
}

const label = (letter: string, x: number, y: number, align: 'end' | 'middle'): SVGTemplateResult =>
  svg`<text class="mono small muted ${align}" x=${x} y=${y}>${letter === 'BOS' ? 'B' : letter}</text>`

const middleOf = (grid: Grid, i: number, isFlat: boolean): number =>
  cellPlace(grid, isFlat ? { row: i, column: 0 } : { row: 0, column: i }).x + grid.cellWidth / 2

/** Where all of them would round to nothing, no number is printed. */
const hasNumbers = ({ values }: Reading, { cellWidth, cellHeight }: Grid): boolean =>
  cellWidth >= numberWidth && cellHeight >= numberHeight && values.some(value => Math.abs(value) >= 0.1)

function numbersIn(reading: Reading, grid: Grid): SVGTemplateResult[] {
  return Array.from(reading.values, (value, i) => {
    const { x, y } = cellPlace(grid, { row: Math.floor(i / grid.columns), column: i % grid.columns })
    return svg`<text class="mono small middle" x=${x + grid.cellWidth / 2} y=${y + grid.cellHeight / 2 + 3.5}
      fill=${inkOn(value, reading)}>${short(value, reading)}</text>`
  })
}

/** One decimal, without the zero before the point. */
function short(value: number, { ramp }: Reading): string {
  if (!Number.isFinite(value)) return decimal(value)
  if (ramp === 'probability') return probability(value).slice(0, 3)
  if (Math.abs(value) < 0.05) return '0'
  return Math.abs(value) >= 10 ? decimal(value, 0) : decimal(value, 1).replace(/0(?=\.)/, '')
}

/** How often each value comes, in the colours that the cells have. */
export function histogram(reading: Reading, statistics: Statistics): SVGTemplateResult | typeof nothing {
  const bins = histogramOf(reading.values, statistics)
  if (reading.values.length < 8 || bins.length === 0) return nothing
  const most = Math.max(...bins.map(({ count }) => count))
  return svg`<svg class="histogram" width=${bins.length * 4} height="17" aria-hidden="true">
    ${bins.map(({ at, count }, i) => {
      const height = count === 0 ? 0 : Math.max(1, (15 * count) / most)
      return svg`<rect x=${i * 4 + 0.3} y=${16 - height} width="3.4" height=${height} fill=${fillOf(at, reading)}
        stroke="var(--ink-3)" stroke-width="0.4"></rect>`
    })}
  </svg>`
}
