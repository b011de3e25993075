/** One score, worked out: query times key, added up, divided by √d. */
import { nothing, svg, type SVGTemplateResult } from 'lit'
import type { OpId } from '../../engine/operations.ts'
import type { Reading } from '../../lens/reading.ts'
import { mark } from '../marks/mark.ts'
import { decimal } from '../marks/numbers.ts'
import { visible } from './letters.ts'
import type { TermLayout } from './layout.ts'
import type { Scene } from './scene.ts'
import { printedMark, variable } from './terms.ts'

const rowStep = 37
const [queryY, keyY, productY] = [4, 4 + rowStep, 4 + 2 * rowStep + 6]
/** Room for the sum beside the products; else it stands below them. */
const sumRoom = 200
const noteRoom = 170

export const scoreHeight = (layout: TermLayout): number => productY + 31 + (layout.room < sumRoom ? 24 : 0)

export function scoreSum({ letters, open, arithmetic, status }: Scene, layout: TermLayout): SVGTemplateResult {
  const { x, grid, isPrinted, aside, room } = layout
  const { query, key, products, sum, root, score } = arithmetic
  const { layer, head, row, column } = open
  const { columns, cellWidth, gap = 0 } = grid
  const states = {
    query: status('attention.query_head'),
    key: status('attention.key_head'),
    scores: status('attention.scores'),
  }
  const strip = (op: OpId, name: string, y: number, reading: Reading, hue: string, focusable = false) =>
    mark({
      op,
      layer,
      head,
      position: row,
      x,
      y,
      grid,
      reading,
      status: status(op),
      hue,
      focusable,
      ...printedMark(name, reading, grid, isPrinted && status(op) !== 'todo'),
    })
  const right = x + columns * (cellWidth + gap) - gap
  const isBelow = room < sumRoom
  // What is being computed has the leader line at its right: the words beside it make room.
  const beside = (y: number, state: string): number => y + (state === 'now' ? 7 : 17)
  return svg`
    ${variable(x - 14, queryY + 17, 'q', visible(letters[row]!), 'query')}
    ${strip('attention.query_head', 'query', queryY, query, 'query', true)}
    ${variable(x - 14, keyY + 17, 'k', visible(letters[column]!), 'key')}
    ${strip('attention.key_head', 'key', keyY, key, 'key')}
    <path d="M${x - 44} ${productY - 8}H${right}" stroke="var(--ink)"></path>
    ${variable(x - 14, productY + 17, 'q k', null, 'attn')}
    ${strip('attention.scores', 'products of query and key', productY, products, 'attn')}
    ${isPrinted ? signs(layout) : nothing}
    ${
      room >= noteRoom
        ? svg`<text x=${aside} y=${beside(queryY, states.query)} class="muted">query: what this token looks for</text>
            <text x=${aside} y=${beside(keyY, states.key)} class="muted">key: what that token offers</text>`
        : nothing
    }
    ${
      states.scores === 'todo'
        ? nothing
        : svg`<text x=${isBelow ? x : aside} y=${isBelow ? productY + 44 : beside(productY, states.scores)} class="mono sum">= ${decimal(sum, 3)}<tspan
            class="muted" dx="9">÷ √${root}</tspan><tspan class="attn bold" dx="9">= ${decimal(score, 3)}</tspan></text>`
    }`
}

/** × between query and key, + between the products. */
function signs({ x, grid }: TermLayout): SVGTemplateResult {
  const { columns, cellWidth, gap = 0 } = grid
  return svg`<g aria-hidden="true">${Array.from({ length: columns }, (_, d) => {
    const left = x + d * (cellWidth + gap)
    return svg`<text x=${left + cellWidth / 2} y=${(queryY + 24 + keyY) / 2 + 4} class="middle small muted">×</text>${
      d < columns - 1 && gap >= 10
        ? svg`<text x=${left + cellWidth + gap / 2} y=${productY + 16} class="middle muted">+</text>`
        : nothing
    }`
  })}</g>`
}
