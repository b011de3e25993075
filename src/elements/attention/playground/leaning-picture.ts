/** What the next letter would be: by the shortcut, and in the whole model. One column a letter. */
import { svg, type SVGTemplateResult } from 'lit'
import type { Grid } from '../../marks/heat.ts'
import { mark } from '../../marks/mark.ts'
import { probability } from '../../marks/numbers.ts'
import { probsReading } from '../lab/readings.ts'
import { brief, visible } from '../letters.ts'
import { printedMark } from '../terms.ts'

export interface LeaningPicture {
  /** What every column stands for. */
  readonly letters: readonly string[]
  readonly rows: readonly { readonly words: string; readonly probs: ArrayLike<number> }[]
  /** The letter that comes next in the document. */
  readonly target: number
  readonly position: number
  readonly width: number
}

const label = 92
const rowStep = 25
const top = 16

export const leaningHeight = (rows: number): number => top + rows * rowStep + 2

/** The columns that there is room for: the likeliest letters of all rows, in the order of the vocabulary. */
function shownOf({ rows, width }: LeaningPicture): number[] {
  const count = rows[0]?.probs.length ?? 0
  const room = Math.max(8, Math.floor((width - label) / 18))
  const most = (token: number): number => Math.max(...rows.map(({ probs }) => probs[token]!))
  const all = Array.from({ length: count }, (_, token) => token)
  if (count <= room) return all
  return [...all]
    .sort((a, b) => most(b) - most(a))
    .slice(0, room)
    .sort((a, b) => a - b)
}

export function leaningPicture(picture: LeaningPicture): SVGTemplateResult {
  const { letters, rows, target, position, width } = picture
  const shown = shownOf(picture)
  const cellWidth = Math.min(40, Math.floor((width - label) / shown.length))
  const grid: Grid = { rows: 1, columns: shown.length, cellWidth, cellHeight: rowStep - 4 }
  return svg`
    ${shown.map(
      (token, i) =>
        svg`<text x=${label + (i + 0.5) * cellWidth} y=${top - 5} class="mono middle ${token === target ? 'logit bold' : 'muted'}"
          >${visible(brief(letters[token]!))}</text>`,
    )}
    ${rows.map(({ words, probs }, row) => {
      const reading = probsReading(shown.map(token => probs[token]!))
      const print = (value: number): string =>
        value >= 0.095 || cellWidth >= 26 ? probability(value, cellWidth >= 26 ? 2 : 1) : ''
      const y = top + row * rowStep
      return svg`<text x=${label - 10} y=${y + 14} class="end">${words}</text>
        ${mark({
          op: 'loss.softmax',
          position,
          x: label,
          y,
          grid,
          reading,
          status: 'done',
          hue: 'attn',
          focusable: true,
          note: (_, column) => `for ${letters[shown[column]!]!}`,
          ...printedMark(`${words}: next letter`, reading, grid, true, { print }),
        })}`
    })}
    ${
      shown.includes(target)
        ? svg`<path d="M${label + shown.indexOf(target) * cellWidth} ${leaningHeight(rows.length)}h${cellWidth}" stroke="var(--logit)" stroke-width="2"></path>`
        : svg``
    }`
}
