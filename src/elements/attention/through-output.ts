/** What each head writes into the stream: its own columns of wo times what it put out, head under head, and their sum. */
import { html, nothing, svg, type TemplateResult } from 'lit'
import type { OpId } from '../../engine/operations.ts'
import { attentionOutput, shareTerms } from '../../lens/attention-output.ts'
import type { Reading, TraceReader } from '../../lens/reading.ts'
import type { Status } from '../../lens/session.ts'
import { mark } from '../marks/mark.ts'
import { decimal } from '../marks/numbers.ts'
import { numberField } from './number-field.ts'
import { printedMark, term } from './terms.ts'

export interface ThroughOutput {
  readonly reader: TraceReader
  readonly layer: number
  readonly head: number
  readonly position: number
  readonly status: (op: OpId) => Status
  readonly inner: number
  /** The number of the stream that is worked out. */
  readonly number: number
  readonly onNumber: (number: number) => void
}

const x = 76
const printedCellWidth = 36
/** More terms than these are counted, not written. */
const mostTerms = 8

export function throughOutput(picture: ThroughOutput): TemplateResult {
  const { head, reader } = picture
  const { head_dim } = reader.plan
  return html`<section>
    <h2>Then through <code>wo</code> into the stream</h2>
    <p class="note">
      Head ${head} is columns ${head * head_dim} to ${(head + 1) * head_dim - 1} of <code>x_attn</code>, so it meets
      only those columns of <code>wo</code>: what it writes can be told from what the others write.
    </p>
    ${outputBody(picture)}
  </section>`
}

/** The picture alone, and one number worked out. */
export function outputBody(picture: ThroughOutput): TemplateResult {
  const { reader, layer, head, position, status, inner, onNumber } = picture
  const { n_embd, n_head } = reader.plan.config
  const number = Math.min(n_embd - 1, picture.number)
  const { shares, output, before, after } = attentionOutput(reader, layer, position)
  const cellWidth = Math.max(2, Math.min(40, (inner - x) / n_embd))
  const isPrinted = cellWidth >= printedCellWidth
  const height = isPrinted ? 18 : n_head > 8 ? 7 : 11
  const rowGap = n_head > 8 ? 1 : 3
  const grid = { rows: 1, columns: n_embd, cellWidth, cellHeight: isPrinted ? 20 : 14 }
  const shareGrid = { ...grid, rows: n_head, cellHeight: height, rowGap }
  const sharesHeight = n_head * (height + rowGap)
  const isKnown = status('attention.output') !== 'todo'
  const [sumY, beforeY, afterY] = [0, 1, 2].map(i => 8 + sharesHeight + 10 + i * (grid.cellHeight + 6)) as [
    number,
    number,
    number,
  ]
  const total = afterY + grid.cellHeight + 4
  const strip = (op: OpId, name: string, y: number, reading: Reading, look = '') =>
    mark({
      op,
      layer,
      position,
      x,
      y,
      grid,
      reading,
      status: status(op),
      hue: 'resid',
      ...printedMark(name, reading, grid, isPrinted && status(op) !== 'todo', { look }),
    })
  const label = (y: number, words: unknown, look = 'math end term') =>
    svg`<text x=${x - 12} y=${y} class=${look}>${words}</text>`
  const point = (event: PointerEvent): void => {
    const box = (event.currentTarget as Element).getBoundingClientRect()
    const at = Math.floor((event.clientX - box.left - x) / cellWidth)
    if (at >= 0 && at < n_embd && at !== number) onNumber(at)
  }
  return html`<svg
      width=${inner}
      height=${total}
      role="group"
      aria-label="what each head writes into the stream"
      @pointermove=${point}
    >
      ${Array.from({ length: n_head }, (_, h) =>
        n_head > 8 && h !== head
          ? nothing
          : label(
              4 + h * (height + rowGap) + height / 2 + 4,
              `head ${h}`,
              `end small ${h === head ? 'bold' : 'muted'}`,
            ),
      )}
      ${mark({
        op: 'attention.output',
        layer,
        position,
        x,
        y: 4,
        grid: shareGrid,
        reading: isKnown ? shares : null,
        status: isKnown ? 'done' : 'todo',
        hue: 'value',
        focusable: true,
        frame: isKnown ? nothing : undefined,
        ...printedMark('share of each head, a row each', shares, shareGrid, isPrinted && isKnown),
      })}
      <rect
        x=${x - 1.5}
        y=${2.5 + head * (height + rowGap)}
        width=${n_embd * cellWidth + 3}
        height=${height + 3}
        fill="none"
        stroke="var(--value)"
        stroke-width="1.5"
        pointer-events="none"
      ></rect>
      <path d="M${x - 44} ${sumY - 7}H${x + n_embd * cellWidth}" stroke="var(--ink)"></path>
      ${label(sumY + grid.cellHeight / 2 + 4, 'sum')}
      ${strip('attention.output', 'all heads through wo', sumY, output, 'bold')}
      ${label(beforeY + grid.cellHeight / 2 + 4, 'x_residual', 'mono end small')}
      ${strip('attention.residual', 'the stream before', beforeY, before)}
      ${label(afterY + grid.cellHeight / 2 + 4, 'x', 'mono end small')}
      ${strip('attention.add', 'the stream after', afterY, after, 'bold')}
      <rect
        x=${x + number * cellWidth - 0.5}
        y="1"
        width=${cellWidth + 1}
        height=${total - 2}
        fill="none"
        stroke="var(--ink)"
        stroke-width="1.5"
        pointer-events="none"
      ></rect>
    </svg>
    <div class="terms">
      ${numberField('number of the stream', number, n_embd, onNumber)}
      ${isKnown ? sentence(picture, number) : html`<span class="muted">not computed yet</span>`}
    </div>`
}

function sentence({ reader, layer, head, position }: ThroughOutput, number: number): TemplateResult {
  const terms = shareTerms(reader, { layer, position, head, number })
  const shown =
    terms.length <= mostTerms ? terms : [...terms].sort((a, b) => Math.abs(b.product) - Math.abs(a.product)).slice(0, 4)
  const { shares, output, before, after } = attentionOutput(reader, layer, position)
  const { n_embd } = reader.plan.config
  const share = shares.values[head * n_embd + number]!
  const others = output.values[number]! - share
  const rest = terms.length - shown.length
  return html`<p class="mono">
    ${shown.map(
      ({ column, weight, value }, i) =>
        html`${i > 0 ? ' + ' : nothing}<span class="resid">wo[${number}][${column}]</span> ${term(weight)} ×
          <span class="value">${term(value)}</span>`,
    )}
    ${rest > 0 ? `+ ${rest} smaller` : nothing} = <b class="value">${decimal(share, 3)}</b><br />
    with the other heads ${others < 0 ? '−' : '+'} ${decimal(Math.abs(others), 3)} =
    ${decimal(output.values[number]!, 3)}, with the stream ${before.values[number]! < 0 ? '−' : '+'}
    ${decimal(Math.abs(before.values[number]!), 3)} = <b>${decimal(after.values[number]!, 3)}</b>
  </p>`
}
