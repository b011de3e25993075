/** Phases 3 and 5: a row for each position so far. Keys meet the query, values meet the weights; products keep their columns. */
import { nothing, svg, type SVGTemplateResult } from 'lit'
import type { AttentionArithmetic } from '../../../lens/attention-arithmetic.ts'
import type { Reading } from '../../../lens/reading.ts'
import { mark } from '../../marks/mark.ts'
import { decimal, probability } from '../../marks/numbers.ts'
import { brief, visible } from '../letters.ts'
import { printedMark, term } from '../terms.ts'
import type { StepsScene } from './scene.ts'

const label = 60
const top = 16
const leastPrinted = 36

export interface StackLayout {
  readonly cellWidth: number
  readonly cellHeight: number
  readonly isPrinted: boolean
  /** Left edge of the stack, of its products, and of what stands behind them. */
  readonly stack: number
  readonly products: number
  readonly aside: number
  readonly width: number
}

/** Two stacks of one head and two numbers a row. */
export function stackLayout(inner: number, head_dim: number, positions: number): StackLayout {
  const beside = 122
  const gap = 22
  const cellWidth = Math.max(3, Math.min(44, Math.floor((inner - label - beside - gap) / (2 * head_dim))))
  const isPrinted = cellWidth >= leastPrinted
  const products = label + head_dim * cellWidth + gap
  const aside = products + head_dim * cellWidth + 10
  const cellHeight = isPrinted || positions <= 12 ? 18 : 12
  return {
    cellWidth,
    cellHeight,
    isPrinted,
    stack: label,
    products,
    aside,
    width: Math.max(inner, aside + beside - 10),
  }
}

/** A head line, the rows of all positions, and a line above or under them. */
export const stackHeight = ({ cellHeight }: StackLayout, positions: number): number =>
  top + 30 + positions * (cellHeight + 2)

const rowsGrid = ({ cellWidth, cellHeight }: StackLayout, rows: number, columns: number) => ({
  rows,
  columns,
  cellWidth,
  cellHeight,
  rowGap: 2,
})

export function scores(
  { place, letters, status, reader }: StepsScene,
  arithmetic: AttentionArithmetic,
  layout: StackLayout,
): SVGTemplateResult {
  const { layer, head, position } = place
  const { head_dim, root } = reader.plan
  const { cellHeight, isPrinted, stack, products, aside } = layout
  const rows = position + 1
  const [q, k, s] = [status('attention.query_head'), status('attention.key_head'), status('attention.scores')] as const
  const { query } = arithmetic
  const keys = reader.output('attention.key_head', position, layer, head)!
  const multiplied: Reading = {
    ...keys,
    name: 'a * b',
    role: 'attn',
    values: Float64Array.from(keys.values, (value, i) => value * query.values[i % head_dim]!),
  }
  const first = top + 26
  const at = { layer, head, position }
  const [queryGrid, grid] = [rowsGrid(layout, 1, head_dim), rowsGrid(layout, rows, head_dim)]
  const scoreGrid = { rows, columns: 1, cellWidth: 48, cellHeight, rowGap: 2 }
  const column: Reading = { ...arithmetic.scores, rows, columns: 1 }
  return svg`
    <text x=${stack - 8} y=${top + cellHeight / 2 + 4} class="mono end query">q_h</text>
    ${mark({ ...at, op: 'attention.query_head', x: stack, y: top, grid: queryGrid, reading: query, status: q, hue: 'query', focusable: true, ...printedMark('query of this head', query, queryGrid, isPrinted && q !== 'todo') })}
    <text x=${products} y=${top + 12} class="small muted">× each k_t</text>
    <text x=${aside + 4} y=${top + 12} class="small muted">sum</text>
    <text x=${aside + 62} y=${top + 12} class="small attn">÷ √${root}</text>
    ${rowNames(letters, rows, first, layout, position)}
    ${mark({ ...at, op: 'attention.key_head', x: stack, y: first, grid, reading: keys, status: k, hue: 'key', ...printedMark('keys of every position so far', keys, grid, isPrinted && k !== 'todo') })}
    ${mark({ ...at, op: 'attention.scores', x: products, y: first, grid, reading: multiplied, status: s === 'now' ? 'done' : s, hue: 'attn', ...printedMark('products of query and keys', multiplied, grid, isPrinted && s !== 'todo') })}
    ${
      s === 'todo'
        ? nothing
        : Array.from({ length: rows }, (_, t) =>
            cellHeight < 11
              ? nothing
              : svg`<text x=${aside + 46} y=${first + t * (cellHeight + 2) + cellHeight / 2 + 4} class="mono end">${decimal(arithmetic.scores.values[t]! * Math.sqrt(root))}</text>`,
          )
    }
    ${mark({
      ...at,
      op: 'attention.scores',
      x: aside + 62,
      y: first,
      grid: scoreGrid,
      reading: column,
      status: s,
      hue: 'attn',
      ...printedMark('scores', column, scoreGrid, s !== 'todo' && cellHeight >= 11),
    })}`
}

export function weighted(
  { place, letters, status, reader }: StepsScene,
  { weights, values, mixed }: AttentionArithmetic,
  layout: StackLayout,
): SVGTemplateResult {
  const { layer, head, position } = place
  const { head_dim } = reader.plan
  const { cellHeight, isPrinted, stack, products, cellWidth, aside } = layout
  const rows = position + 1
  const [w, v, m] = [status('attention.softmax'), status('attention.value_head'), status('attention.mix')] as const
  const multiplied: Reading = {
    ...values,
    name: 'w * v_t[j]',
    role: 'attn',
    values: Float64Array.from(values.values, (value, i) => value * weights.values[Math.floor(i / head_dim)]!),
  }
  const at = { layer, head, position }
  const [grid, sumGrid] = [rowsGrid(layout, rows, head_dim), rowsGrid(layout, 1, head_dim)]
  const sumY = top + rows * (cellHeight + 2) + 8
  return svg`
    <text x=${stack} y=${top - 5} class="small muted">weight × v_t</text>
    <text x=${products} y=${top - 5} class="small muted">products</text>
    ${rowNames(letters, rows, top, layout, position)}
    ${
      w === 'todo' || cellHeight < 11
        ? nothing
        : Array.from(
            { length: rows },
            (_, t) =>
              svg`<text x=${stack - 8} y=${top + t * (cellHeight + 2) + cellHeight / 2 + 4} class="mono end attn">${probability(weights.values[t]!)}</text>`,
          )
    }
    ${mark({ ...at, op: 'attention.value_head', x: stack, y: top, grid, reading: values, status: v, hue: 'value', focusable: true, ...printedMark('values of every position so far', values, grid, isPrinted && v !== 'todo') })}
    ${mark({ ...at, op: 'attention.mix', x: products, y: top, grid, reading: multiplied, status: m === 'now' ? 'done' : m, hue: 'attn', ...printedMark('weights times values', multiplied, grid, isPrinted && m !== 'todo') })}
    <path d=${`M${products - 6} ${sumY - 5}H${products + head_dim * cellWidth}`} stroke="var(--ink)"></path>
    <text x=${products - 10} y=${sumY + cellHeight / 2 + 4} class="mono end value">head_out</text>
    ${mark({ ...at, op: 'attention.mix', x: products, y: sumY, grid: sumGrid, reading: mixed, status: m, hue: 'value', ...printedMark('what this head puts out', mixed, sumGrid, isPrinted && m !== 'todo', { look: 'bold' }) })}
    ${
      m === 'todo'
        ? nothing
        : svg`<text x=${aside} y=${sumY + cellHeight / 2 + 4} class="small muted">${isPrinted ? `goes into x_attn[${head * head_dim}…${(head + 1) * head_dim - 1}]` : Array.from(mixed.values.slice(0, 2), term).join(' ') + ' …'}</text>`
    }`
}

function rowNames(
  letters: readonly string[],
  rows: number,
  y: number,
  { cellHeight }: StackLayout,
  position: number,
): SVGTemplateResult {
  return svg`<g aria-hidden="true">${Array.from(
    { length: rows },
    (_, t) =>
      svg`<text x="10" y=${y + t * (cellHeight + 2) + cellHeight / 2 + 4} class="mono small middle letter key ${t === position ? 'open' : ''}">${visible(brief(letters[t]!))}</text>`,
  )}</g>`
}
