/** Weights and values of a soft lookup: the longer the bar, the more of that value is in the mixture. */
import { svg, type SVGTemplateResult } from 'lit'
import type { Cache } from '../../../lens/attend.ts'
import type { HeadPlace } from '../../../lens/query-playground.ts'
import type { SoftAnswer } from '../../../lens/soft-lookup.ts'
import { fillOf } from '../../marks/color.ts'
import { gridWidth, type Grid } from '../../marks/heat.ts'
import { mark } from '../../marks/mark.ts'
import { probability } from '../../marks/numbers.ts'
import { vectorReading, weightsReading } from '../lab/readings.ts'
import { visible } from '../letters.ts'
import { printedMark } from '../terms.ts'

export interface SoftPicture {
  readonly place: HeadPlace
  readonly letters: readonly string[]
  readonly cache: Cache
  readonly answer: SoftAnswer
  readonly width: number
}

const top = 20
const label = 34
const stepOf = (rows: number): number => (rows <= 8 ? 22 : 17)

export const softHeight = (rows: number): number => top + (rows + 1) * stepOf(rows) + 12

export function softPicture({ place, letters, cache, answer, width }: SoftPicture): SVGTemplateResult {
  const { rows, columns, values } = cache
  const { weights, mixed, best } = answer
  const step = stepOf(rows)
  const bar = Math.max(60, Math.min(260, width - label - 46 - 20 - columns * 44))
  const room = width - label - 46 - bar - 34
  const wide = Math.min(42, Math.floor(room / columns) - 2)
  const isPrinted = wide >= 34
  const cells = {
    columns,
    cellWidth: Math.max(2, wide),
    cellHeight: step - 3,
    rowGap: 3,
    ...(isPrinted && { group: 1, gap: 2 }),
  }
  const stack: Grid = { ...cells, rows }
  const one: Grid = { ...cells, rows: 1 }
  const pillar: Grid = { rows, columns: 1, cellWidth: 42, cellHeight: step - 3, rowGap: 3 }
  const [barX, valueX] = [label + 46, label + 46 + bar + 30]
  const common = { ...place, status: 'done', focusable: true } as const
  const [weightReading, valueReading, mixReading] = [
    weightsReading(weights, 1),
    vectorReading('v_h', values, columns),
    vectorReading('head_out', mixed),
  ]
  const bottom = top + rows * step
  return svg`
    <text x=${label} y="13" class="math attn">weight</text>
    <text x=${valueX} y="13" class="math value">v</text>
    ${Array.from(weights, (weight, row) => {
      const y = top + row * step
      return svg`<text x=${label - 8} y=${y + (step - 3) / 2 + 4} class="mono end key ${row === best ? 'bold' : ''}">${visible(letters[row]!)}</text>
        <rect x=${barX} y=${y + 3} width=${weight * bar} height=${step - 9} fill=${fillOf(weight, weightReading)}></rect>`
    })}
    <path d="M${barX + bar} ${top}v${rows * step - 3}" stroke="var(--rule)"></path>
    <text x=${barX + bar + 3} y=${top + 8} class="small muted">1</text>
    ${mark({ op: 'attention.softmax', ...common, x: label, y: top, grid: pillar, reading: weightReading, hue: 'attn', ...printedMark('weights', weightReading, pillar, true, { print: probability }) })}
    ${mark({ op: 'attention.value_head', ...common, x: valueX, y: top, grid: stack, reading: valueReading, hue: 'value', ...printedMark('values', valueReading, stack, isPrinted) })}
    <path d="M${label} ${bottom + 2}H${valueX + gridWidth(one)}" stroke="var(--ink)"></path>
    <text x=${valueX - 8} y=${bottom + 8 + (step - 3) / 2 + 4} class="math end value">the mixture</text>
    ${mark({ op: 'attention.mix', ...common, x: valueX, y: bottom + 8, grid: one, reading: mixReading, hue: 'value', ...printedMark('the mixture', mixReading, one, isPrinted, { look: 'bold' }) })}`
}
