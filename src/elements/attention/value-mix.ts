/** What the weights are for: each value times its weight, added up to what the head puts out. */
import { nothing, svg, type SVGTemplateResult } from 'lit'
import { fillOf } from '../marks/color.ts'
import { mark } from '../marks/mark.ts'
import { probability } from '../marks/numbers.ts'
import { valueRow, type TermLayout } from './layout.ts'
import { visible } from './letters.ts'
import type { Scene } from './scene.ts'
import { printedMark } from './terms.ts'

/** Longest bar, for a weight of 1. */
const longest = 300

export const mixHeight = ({ letters, open }: Scene): number => (open.row + 1) * valueRow(letters.length) + 34

export function valueMix(
  { letters, open, arithmetic, status }: Scene,
  { x, grid, isPrinted, aside, room }: TermLayout,
): SVGTemplateResult {
  const { weights, values, mixed } = arithmetic
  const { layer, head, row, column } = open
  const step = valueRow(letters.length)
  const states = {
    values: status('attention.value_head'),
    weights: status('attention.softmax'),
    mix: status('attention.mix'),
  }
  const valueGrid = { ...grid, rows: row + 1, cellHeight: step - 3, rowGap: 3 }
  const sumGrid = { ...grid, cellHeight: step - 1 }
  const sumY = (row + 1) * step + 9
  const right = x + grid.columns * (grid.cellWidth + (grid.gap ?? 0)) - (grid.gap ?? 0)
  const place = { layer, head, position: row, x }
  return svg`
    ${Array.from({ length: row + 1 }, (_, key) => {
      const middle = (key + 0.5) * step
      const weight = weights.values[key]!
      const look = key === column ? 'open' : ''
      return svg`<text x="18" y=${middle + 3} class="mono middle small letter key ${look}">${visible(letters[key]!)}</text>
        ${
          states.weights === 'todo'
            ? nothing
            : svg`<text x=${x - 14} y=${middle + 3} class="mono end attn ${key === column ? 'bold' : ''}">${probability(weight)} ×</text>
              ${room > 20 ? svg`<rect x=${aside} y=${middle - 6} width=${weight * Math.min(longest, room)} height="9" fill=${fillOf(weight, weights)}></rect>` : nothing}`
        }`
    })}
    ${mark({
      op: 'attention.value_head',
      ...place,
      y: 1,
      grid: valueGrid,
      reading: values,
      status: states.values,
      hue: states.values === 'now' ? 'value' : 'paper',
      focusable: true,
      ...printedMark('values of every position so far', values, valueGrid, isPrinted && states.values !== 'todo'),
    })}
    <path d="M${x - 44} ${sumY - 6}H${right}" stroke="var(--ink)"></path>
    <text x=${x - 14} y=${sumY + step / 2 + 4} class="math end term value">sum</text>
    ${mark({
      op: 'attention.mix',
      ...place,
      y: sumY,
      grid: sumGrid,
      reading: mixed,
      status: states.mix,
      hue: 'value',
      ...printedMark('what this head puts out', mixed, sumGrid, isPrinted && states.mix !== 'todo', { look: 'bold' }),
    })}`
}
