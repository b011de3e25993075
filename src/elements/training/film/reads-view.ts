/** The name at hand, read by A and by B: both losses, and the operations whose outputs are furthest apart. */
import { html, nothing } from 'lit'
import { operations } from '../../../engine/operations.ts'
import { comparisonOf, type OpDifference } from '../../../lens/comparison.ts'
import type { Session } from '../../../lens/session.ts'
import { decimal } from '../../marks/numbers.ts'

const mostShown = 5

export function readsView(session: Session) {
  const comparison = comparisonOf(session)
  const [reads, ops] = [comparison.reads.value, comparison.ops.value]
  if (!reads)
    return html`<section class="reads">
      <h2>One name, read by both</h2>
      <p class="muted">…</p>
    </section>`
  const [a, b] = [reads.a.reader.loss, reads.b.reader.loss]
  const isSame = ops.every(({ share }) => share === 0)
  return html`<section class="reads">
    <div class="parameters-head">
      <h2>One name, read by both</h2>
      <span class="document">${reads.document}</span>
      <span class="muted"
        >loss <i class="a">A</i> <b>${decimal(a, 4)}</b> <i class="b">B</i>
        <b>${decimal(b, 4)}</b> ${b <= a ? `${decimal(a - b, 4)} less` : `${decimal(b - a, 4)} more`}</span
      >
    </div>
    ${isSame ? html`<p class="muted">Both read it the same way.</p>` : table(session, ops.slice(0, mostShown))}
  </section>`
}

function table(session: Session, ops: readonly OpDifference[]) {
  const isDeep = session.run.value!.config.n_layer > 1
  return html`<table class="ops">
    <thead>
      <tr>
        <th scope="col">where they differ most</th>
        <th scope="col" class="words">at</th>
        <th scope="col">A</th>
        <th scope="col">B</th>
        <th scope="col"><abbr title="the difference as a share of the largest number of either">share</abbr></th>
      </tr>
    </thead>
    <tbody>
      ${ops.map(each => row(session, each, isDeep))}
    </tbody>
  </table>`
}

function row(
  session: Session,
  { op, name, layer, head, position, row, column, a, b, share }: OpDifference,
  isDeep: boolean,
) {
  const line = session.program.value.linesOf(op).at(-1)?.[0]
  const index = row > 0 ? `[${row}][${column}]` : `[${column}]`
  const where = `${isDeep && layer !== null ? `layer ${layer}, ` : ''}${head === null ? '' : `head ${head}, `}position ${position}`
  return html`<tr>
    <th scope="row">
      <button data-op=${op} data-layer=${layer ?? nothing} data-head=${head ?? nothing} data-position=${position}>
        <code class=${operations[op].role}>${name}${index}</code> ${operations[op].title}
      </button>
    </th>
    <td class="words">${where}${line === undefined ? nothing : html`<span class="line">, line ${line}</span>`}</td>
    <td>${decimal(a, 4)}</td>
    <td>${decimal(b, 4)}</td>
    <td>
      <svg width="40" height="8" aria-hidden="true">
        <rect width=${Math.min(40, 20 * share)} height="8" fill="var(--ink-2)"></rect>
      </svg>
      ${Math.round(100 * share)}%
    </td>
  </tr>`
}
