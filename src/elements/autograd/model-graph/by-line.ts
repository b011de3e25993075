/** The nodes by the line that makes them: an empty bar for each count, divided by position where there is room. */
import { html, nothing, svg, type TemplateResult } from 'lit'
import { operations } from '../../../engine/operations.ts'
import type { GraphLine, GraphOverview } from '../../../lens/model-graph-overview.ts'
import { lineName } from '../../../lens/model-graph-words.ts'
import type { RowPlace } from '../../../lens/model-graph-row.ts'
import { thousands } from '../../marks/numbers.ts'

export interface ByLine {
  readonly overview: GraphOverview
  readonly place: RowPlace
  /** Of those that repeat, the ones of this layer are listed. */
  readonly layer: number
  readonly width: number
  readonly columns: 1 | 2
  readonly untouched: number
  /** Why they are. */
  readonly reason: string
  readonly lineOf: (op: GraphLine['op']) => number | null
  /** The app moves the cursor; where it is there already, the line opens all the same. */
  readonly open: (line: GraphLine) => void
}

/** Left of the bars and right of them, but for the count there. */
const besides = 128
/** One digit of the count. */
const digit = 6.7
/** Left and right of a bar that stands under its words, in a narrow column. */
const around = 44
/** Between columns. */
const gap = 24
/** A column has room for a bar beside the words from here on. */
const roomy = 220
const barHeight = 13
/** A narrower bar is not divided, and none into narrower parts. */
const [divided, narrowest] = [20, 3]

export function byLine({
  overview,
  place,
  layer,
  width,
  columns,
  untouched,
  reason,
  lineOf,
  open,
}: ByLine): TemplateResult {
  const shown = overview.lines.filter(line => line.layer === null || line.layer === layer)
  const elsewhere = overview.lines.reduce((sum, line) => sum + (shown.includes(line) ? 0 : line.nodes), 0)
  const most = Math.max(...shown.map(({ nodes }) => nodes))
  const column = (width - (columns - 1) * gap) / columns
  const isNarrow = column < roomy
  const across = column - (isNarrow ? around : besides + digit * thousands(most).length)
  return html`<ol class="lines ${columns === 2 ? 'two' : ''} ${isNarrow ? 'narrow' : ''}">
      ${shown.map(line => {
        const isOpen = line.op === place.op && line.layer === place.layer
        return html`<li>
          <button
            class=${isOpen ? 'open' : nothing}
            aria-current=${isOpen ? 'true' : nothing}
            data-op=${line.op}
            data-layer=${line.layer ?? nothing}
            data-role=${operations[line.op].role}
            @click=${() => open(line)}
          >
            <small>${lineOf(line.op) ?? ''}</small>
            <b>${lineName(line.op)}</b>
            ${bar(line, (line.nodes / most) * across, isOpen ? place.position : null)}
            <span>${thousands(line.nodes)}<i> nodes</i></span>
          </button>
        </li>`
      })}
    </ol>
    <dl class="rest">
      ${elsewhere > 0 ? rest('', 'in the other layers', elsewhere) : nothing}
      ${rest(String(lineOf('parameters') ?? ''), 'parameters reached', overview.reached)}
      <div class="sum">
        <dt><small></small>${untouched > 0 ? `${thousands(untouched)} untouched: ${reason}` : 'none untouched'}</dt>
        <dd>${thousands(overview.nodes)}</dd>
      </div>
    </dl>`
}

const rest = (line: string, words: string, count: number): TemplateResult =>
  html`<div>
    <dt><small>${line}</small>${words}</dt>
    <dd>${thousands(count)}</dd>
  </div>`

function bar({ op, nodes, byPosition }: GraphLine, width: number, open: number | null): TemplateResult {
  const hue = `var(--${operations[op].role})`
  const box = (x: number, width: number, isOpen: boolean): TemplateResult =>
    svg`<rect x=${x + 0.5} y=${isOpen ? 1 : 1.5} width=${Math.max(0.5, width - 1)} height=${barHeight - (isOpen ? 0 : 1)}
      fill="none" stroke=${isOpen ? 'var(--ink)' : hue} stroke-width=${isOpen ? 2 : 1}></rect>`
  const parts = width > Math.max(divided, narrowest * byPosition.length) ? byPosition : [nodes]
  const widths = parts.map(part => (part / nodes) * Math.max(2, width))
  const starts = widths.map((_, at) => widths.slice(0, at).reduce((sum, width) => sum + width, 0))
  const isDivided = parts.length > 1
  return html`<svg width=${Math.ceil(width) + 2} height=${barHeight + 3} aria-hidden="true">
    ${starts.map((x, at) => box(x, widths[at]!, false))}
    ${isDivided && open !== null && open < starts.length ? box(starts[open]!, widths[open]!, true) : nothing}
  </svg>`
}
