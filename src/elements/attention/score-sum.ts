/** One score, worked out: query times key, added up, divided by √d. */
import { nothing, svg, type SVGTemplateResult } from 'lit'
import { mark } from '../marks/mark.ts'
import { decimal } from '../marks/numbers.ts'
import { visible } from './letters.ts'
import type { TermLayout } from './layout.ts'
import type { Scene } from './scene.ts'
import { printedNumbers, variable } from './terms.ts'

const rowStep = 37
const [queryY, keyY, productY] = [4, 4 + rowStep, 4 + 2 * rowStep + 6]
/** Room for the sum beside the products; else it stands below them. */
const sumRoom = 200
const noteRoom = 190

export const scoreHeight = (layout: TermLayout): number => productY + 31 + (layout.room < sumRoom ? 24 : 0)

export function scoreSum({ letters, open, arithmetic, status }: Scene, layout: TermLayout): SVGTemplateResult {
  const { x, grid, isPrinted, aside, room } = layout
  const { query, key, products, sum, score } = arithmetic
  const { layer, head, row, column } = open
  const { columns, cellWidth, gap = 0 } = grid
  const place = { layer, head, position: row, x, grid }
  const states = { query: status('attention.query_head'), key: status('attention.key_head'), scores: status('attention.scores') }
  const over = (reading: typeof query, state: string): unknown => (isPrinted && state !== 'todo' ? printedNumbers(reading, grid) : nothing)
  const right = x + columns * (cellWidth + gap) - gap
  const isBelow = room < sumRoom
  return svg`
    ${variable(x - 14, queryY + 17, 'q', visible(letters[row]!), 'query')}
    ${mark({ op: 'attention.query_head', ...place, y: queryY, reading: query, status: states.query, hue: 'query', label: 'query', focusable: true, over: over(query, states.query) })}
    ${variable(x - 14, keyY + 17, 'k', visible(letters[column]!), 'key')}
    ${mark({ op: 'attention.key_head', ...place, y: keyY, reading: key, status: states.key, hue: 'key', label: 'key', over: over(key, states.key) })}
    <path d="M${x - 44} ${productY - 8}H${right}" stroke="var(--ink)"></path>
    ${variable(x - 14, productY + 17, 'q k', null, 'attn')}
    ${mark({ op: 'attention.scores', ...place, y: productY, reading: products, status: states.scores, hue: 'attn', label: 'products of query and key', over: over(products, states.scores) })}
    ${isPrinted ? signs(layout) : nothing}
    ${
      room >= noteRoom
        ? svg`<text x=${aside} y=${queryY + 17} class="muted">${room >= 220 ? 'query: ' : ''}what this token looks for</text>
            <text x=${aside} y=${keyY + 17} class="muted">${room >= 220 ? 'key: ' : ''}what that token offers</text>`
        : nothing
    }
    ${
      states.scores === 'todo'
        ? nothing
        : svg`<text x=${isBelow ? x : aside} y=${productY + (isBelow ? 44 : 17)} class="mono sum">= ${decimal(sum, 3)}<tspan
            class="muted" dx="9">÷ √${columns}</tspan><tspan class="attn bold" dx="9">= ${decimal(score, 3)}</tspan></text>`
    }`
}

/** × between query and key, + between the products. */
function signs({ x, grid }: TermLayout): SVGTemplateResult {
  const { columns, cellWidth, gap = 0 } = grid
  return svg`<g aria-hidden="true">${Array.from({ length: columns }, (_, d) => {
    const left = x + d * (cellWidth + gap)
    return svg`<text x=${left + cellWidth / 2} y=${(queryY + 24 + keyY) / 2 + 4} class="middle small muted">×</text>${
      d < columns - 1 && gap >= 10 ? svg`<text x=${left + cellWidth + gap / 2} y=${productY + 16} class="middle muted">+</text>` : nothing
    }`
  })}</g>`
}
