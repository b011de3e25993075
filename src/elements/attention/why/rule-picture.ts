/** The scores of one row, and the weights that four rules make of them: one column a key. */
import { svg, type SVGTemplateResult } from 'lit'
import type { HeadPlace } from '../../../lens/query-playground.ts'
import type { Rule, Weighing } from '../../../lens/softmax-alternatives.ts'
import { gridWidth, type Grid } from '../../marks/heat.ts'
import { mark } from '../../marks/mark.ts'
import { decimal, probability } from '../../marks/numbers.ts'
import { scoresReading, weightsReading } from '../lab/readings.ts'
import { brief, visible } from '../letters.ts'
import { printedMark, term } from '../terms.ts'
import { ruleWords, slopeWords } from './rule-words.ts'

export interface RulePicture {
  readonly place: HeadPlace
  readonly letters: readonly string[]
  readonly scores: Float64Array
  readonly weighings: readonly ({ readonly rule: Rule } & Weighing)[]
  readonly width: number
}

const label = 82
const top = 18
const step = 25
export const ruleHeight = top + 5 * step + 4

export function rulePicture({ place, letters, scores, weighings, width }: RulePicture): SVGTemplateResult {
  const aside = width < 500 ? 60 : 150
  const cellWidth = Math.max(3, Math.min(54, Math.floor((width - label - aside) / scores.length)))
  const isPrinted = cellWidth >= 36
  const grid: Grid = { rows: 1, columns: scores.length, cellWidth, cellHeight: step - 5 }
  const right = label + gridWidth(grid) + 16
  const scoreReading = scoresReading(scores)
  const common = { ...place, x: label, grid, status: 'done', hue: 'attn', focusable: true } as const
  const isProbability = (rule: Rule): boolean => rule === 'softmax' || rule === 'max'
  return svg`
    ${
      cellWidth >= 9
        ? Array.from(
            scores,
            (_, key) =>
              svg`<text x=${label + (key + 0.5) * cellWidth} y=${top - 5} class="mono middle key">${brief(visible(letters[key]!))}</text>`,
          )
        : ''
    }
    <text x=${right} y=${top - 5} class="small muted">sum${aside > 60 ? svg`<tspan x=${right + 66}>mean |∂w/∂s|</tspan>` : ''}</text>
    <text x=${label - 12} y=${top + 15} class="math end attn">scores</text>
    ${mark({ op: 'attention.scores', ...common, y: top, reading: scoreReading, ...printedMark('scores', scoreReading, grid, isPrinted) })}
    ${weighings.map(({ rule, weights, sum, slope }, i) => {
      const y = top + (i + 1) * step + 4
      const reading = isProbability(rule) ? weightsReading(weights) : scoresReading(weights)
      const print = isProbability(rule) ? probability : term
      return svg`<text x=${label - 12} y=${y + 14} class="end">${ruleWords[rule]}</text>
        ${mark({ op: 'attention.softmax', ...common, y, reading, ...printedMark(`weights, ${ruleWords[rule]}`, reading, grid, isPrinted, { print }) })}
        <text x=${right} y=${y + 14} class="mono">${decimal(sum)}${
          aside > 60 ? svg`<tspan x=${right + 66}>${slopeWords(slope)}</tspan>` : ''
        }</text>`
    })}`
}
