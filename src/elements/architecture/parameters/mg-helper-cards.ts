/** linear, softmax, rmsnorm and gpt, each on numbers that the model has just computed. */
import { html, nothing, svg } from 'lit'
import { dotOf, layernormSteps, rmsnormSteps } from '../../../lens/notes/helpers-shown.ts'
import type { Reading, TraceReader } from '../../../lens/reading.ts'
import type { Session } from '../../../lens/session.ts'
import { buttonStyles } from '../../marks/button.styles.ts'
import { heatCells, heatFrame, gridWidth, type Grid } from '../../marks/heat.ts'
import { markStyles } from '../../marks/mark.styles.ts'
import { noteStyles } from '../../marks/note.styles.ts'
import { decimal, probability } from '../../marks/numbers.ts'
import { SignalElement } from '../../signal-element.ts'
import type { OpId } from '../../../engine/operations.ts'
import { helperStyles } from './helper.styles.ts'
import './mg-softmax-card.ts'

const linesWords = ([first, last]: readonly [number, number]): string =>
  first === last ? `line ${first}` : `lines ${first}–${last}`

export class MgHelperCards extends SignalElement {
  static override properties = { session: { attribute: false } }
  declare session: Session

  static override styles = [buttonStyles, markStyles, noteStyles, helperStyles]

  override render() {
    const { session } = this
    const [view, run] = [session.view.value, session.run.value]
    if (!view || !run) return nothing
    const { reader } = view
    const position = session.position.value
    const letter = (token: number | undefined): string => run.tokenizer.letter(token ?? 0)
    const logits = reader.output('output.logits', position)!
    const names = Array.from(logits.values, (_, token) => letter(token))
    return html`<h2>The four functions, at position ${position}, <code>${letter(reader.tokens[position])}</code></h2>
      ${this.card('linear', 'linear(x, w)', this.linear(reader, position))}
      ${this.card(
        'softmax',
        'softmax(logits)',
        html`<mg-softmax-card .logits=${logits.values} .names=${names}></mg-softmax-card>`,
      )}
      ${this.card('rmsnorm', `${run.config.norm}(x)`, this.norm(reader, position))}
      ${this.card('gpt', 'gpt(token_id, pos_id, keys, values)', this.gpt(reader, position, names, logits))}`
  }

  private card(op: OpId, signature: string, body: unknown) {
    const [lines] = this.session.program.value.linesOf(op).toSorted((a, b) => b[1] - b[0] - (a[1] - a[0]))
    return html`<section aria-label=${op}>
      <h3>
        <code>${signature}</code>${
          lines ? html`<button class="line" data-op=${op}>${linesWords(lines)}</button>` : nothing
        }
      </h3>
      ${body}
    </section>`
  }

  private linear(reader: TraceReader, position: number) {
    const dot = dotOf(reader, position, 0, 0)
    const x = reader.output('attention.norm', position, 0)
    const q = reader.output('attention.query', position, 0)
    if (!dot || !x || !q) return nothing
    const w = reader.matrix('layer0.attn_wq')
    return html`<p class="note">One dot product for each row of w: multiply pair by pair, then add up.</p>
      <dl>
        ${strip('row 0 of wq', { ...w, values: dot.row })} ${strip('x', x)}
        ${strip('row × x', { ...q, values: dot.products, scale: x.scale * w.scale })}
        <dt>sum</dt>
        <dd>
          <code><b>${decimal(dot.sum, 4)}</b></code> = <code>q[0]</code>, and so for the ${q.columns - 1} other rows
        </dd>
      </dl>`
  }

  private norm(reader: TraceReader, position: number) {
    const x = reader.output('embedding.add', position)
    const after = reader.output('embedding.norm', position)
    if (!x || !after) return nothing
    if (reader.plan.config.norm === 'layernorm') return layernorm(x, after)
    const { ms, scale } = rmsnormSteps(x.values)
    return html`<p class="note">
        The direction stays, only the length changes: afterwards the mean of the squares is 1 (all but the 1e-5),
        whatever came in.
      </p>
      <dl>
        ${strip('x', x)}
        <dt>ms</dt>
        <dd><code>${decimal(ms, 4)}</code>, the mean of the squares</dd>
        <dt>scale</dt>
        <dd>
          <code>(${decimal(ms, 4)} + 1e-5) ** -0.5 = <b>${decimal(scale, 3)}</b></code>
        </dd>
        ${strip('x · scale', after)}
      </dl>`
  }

  private gpt(reader: TraceReader, position: number, names: readonly string[], logits: Reading) {
    const token = reader.tokens[position]!
    const best = logits.values.indexOf(Math.max(...logits.values))
    const probs = reader.output('loss.softmax', position)
    const past = Array.from(reader.tokens.slice(0, position), token => names[token]).join(' ')
    return html`<p class="note">
        One token at one position in, a score for every possible next token out. What came before is in the caches.
      </p>
      <dl>
        <dt>in</dt>
        <dd>
          <code>token_id = ${token}</code> (${names[token]}), <code>pos_id = ${position}</code>, caches of
          ${position}${past ? html` (<code>${past}</code>)` : nothing}
        </dd>
        ${strip('logits', logits)}
        <dt>highest</dt>
        <dd>
          <code>${names[best]} ${decimal(logits.values[best]!)}</code>${
            probs ? html`, probability <code>${probability(probs.values[best]!)}</code>` : nothing
          }
        </dd>
      </dl>`
  }
}

/** A vector with its name and its first numbers. */
function strip(name: string, reading: Pick<Reading, 'values' | 'ramp' | 'scale' | 'role'>) {
  const { values, role } = reading
  const columns = values.length
  const cell = columns > 40 ? 3 : columns > 20 ? 5 : 8
  const grid: Grid = { rows: 1, columns, cellWidth: cell, cellHeight: 10 }
  const first = Array.from(values.slice(0, 4), value => decimal(value)).join('  ')
  return html`<dt>${name}</dt>
    <dd class="strip">
      <svg width=${gridWidth(grid)} height="10" aria-hidden="true">
        ${svg`${heatCells(reading, grid)}${heatFrame(grid, `var(--${role})`)}`}
      </svg>
      <code>[${first}${columns > 4 ? ' …' : ''}]</code>
    </dd>`
}

function layernorm(x: Reading, after: Reading) {
  const { mean, ms, scale } = layernormSteps(x.values)
  return html`<p class="note">
      The mean is taken off, then the length set: afterwards the mean is 0 and the mean of the squares 1 (all but the
      1e-5).
    </p>
    <dl>
      ${strip('x', x)}
      <dt>mean</dt>
      <dd><code>${decimal(mean, 4)}</code></dd>
      <dt>scale</dt>
      <dd>
        <code>(${decimal(ms, 4)} + 1e-5) ** -0.5 = <b>${decimal(scale, 3)}</b></code
        >, from the mean square of x − mean
      </dd>
      ${strip('times scale', after)}
    </dl>`
}

customElements.define('mg-helper-cards', MgHelperCards)

declare global {
  interface HTMLElementTagNameMap {
    'mg-helper-cards': MgHelperCards
  }
}
