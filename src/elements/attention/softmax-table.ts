/** Scores become weights: q·k / √d, its exponential and its share of all of them, a column for each key so far. */
import { nothing, svg, type SVGTemplateResult } from 'lit'
import { mark } from '../marks/mark.ts'
import { decimal, probability } from '../marks/numbers.ts'
import type { PairLayout } from './layout.ts'
import { brief, visible } from './letters.ts'
import type { Scene } from './scene.ts'
import { printedMark } from './terms.ts'

const top = 15
export const softmaxHeight = top + 84

export const softmaxWidth = ({ label, keyStep, keyCell }: PairLayout, keys: number): number =>
  label + (keys - 1) * keyStep + keyCell

export function softmaxTable(
  { letters, open, arithmetic, status }: Scene,
  { label, keyStep, keyCell }: PairLayout,
): SVGTemplateResult {
  const { scores, weights, exps } = arithmetic
  const { layer, head, row, column } = open
  const [scored, weighed] = [status('attention.scores'), status('attention.softmax')]
  const shape = { rows: 1, columns: row + 1, cellWidth: keyCell, group: 1, gap: keyStep - keyCell }
  const place = { layer, head, position: row, x: label }
  const [scoreGrid, weightGrid] = [
    { ...shape, cellHeight: 20 },
    { ...shape, cellHeight: 24 },
  ]
  const around = Math.min(3.5, shape.gap / 2)
  const x = (key: number): number => label + key * keyStep + keyCell / 2
  return svg`
    ${['q·k / √d', 'exp', 'weight'].map((word, i) => svg`<text x=${label - 12} y=${top + [16, 40, 68][i]!} class="math end term">${word}</text>`)}
    ${Array.from({ length: row + 1 }, (_, key) => {
      const letter = visible(letters[key]!)
      return svg`<text x=${x(key)} y=${top - 5} class="mono middle small letter key ${key === column ? 'open' : ''}">${keyCell < 30 ? brief(letter) : letter}</text>
        ${weighed === 'todo' ? nothing : svg`<text x=${x(key)} y=${top + 40} class="mono middle exp">${decimal(exps[key]!)}</text>`}`
    })}
    ${mark({
      op: 'attention.scores',
      ...place,
      y: top + 2,
      grid: scoreGrid,
      reading: scores,
      // While the score is made, its products glow: one thing at a time.
      status: scored === 'now' ? 'done' : scored,
      hue: 'paper',
      focusable: true,
      ...printedMark('scores, one for each key so far', scores, scoreGrid, scored !== 'todo'),
    })}
    ${mark({
      op: 'attention.softmax',
      ...place,
      y: top + 52,
      grid: weightGrid,
      reading: weights,
      status: weighed,
      hue: weighed === 'now' ? 'attn' : 'paper',
      ...printedMark('weights, one for each key so far', weights, weightGrid, weighed !== 'todo', {
        print: probability,
      }),
    })}
    <rect x=${label + column * keyStep - around} y=${top - 1.5} width=${keyCell + 2 * around} height="81" fill="none" stroke="var(--attn)"
      stroke-width="1.75" pointer-events="none"></rect>`
}
