/** softmax on real logits, with the maximum taken off and without: what happens when the logits are large. */
import { html, LitElement, nothing } from 'lit'
import { softmaxSteps, type Softmax } from '../../../lens/notes/helpers-shown.ts'
import { fillOf, inkOn } from '../../marks/color.ts'
import { buttonStyles } from '../../marks/button.styles.ts'
import type { NumberChosen } from '../../marks/mg-slider.ts'
import { noteStyles } from '../../marks/note.styles.ts'
import { decimal, probability } from '../../marks/numbers.ts'
import { helperStyles } from './helper.styles.ts'

const shown = 5
const ramp = { ramp: 'probability', scale: 0.5 } as const
const example = [2.1, 0.8, -0.3]

export class MgSoftmaxCard extends LitElement {
  static override properties = {
    logits: { attribute: false },
    names: { attribute: false },
    added: { state: true },
  }
  declare logits: ArrayLike<number>
  /** Of the tokens. */
  declare names: readonly string[]
  /** To every logit. */
  declare private added: number

  static override styles = [buttonStyles, noteStyles, helperStyles]

  constructor() {
    super()
    this.logits = []
    this.names = []
    this.added = 0
  }

  override render() {
    const { added } = this
    const logits = Array.from(this.logits, logit => logit + added)
    const order = logits.map((_, i) => i).sort((a, b) => this.logits[b]! - this.logits[a]!)
    const most = order.slice(0, shown)
    const [safe, bare] = [softmaxSteps(logits, true), softmaxSteps(logits, false)]
    const isBroken = bare.terms.some(({ probability }) => !Number.isFinite(probability))
    const small = softmaxSteps(example, true).terms.map(({ probability: p }) => probability(p))
    return html`<p class="note">
        Any scores become positive numbers that sum to 1, and their order stays: softmax of
        ${example.map(x => decimal(x, 1)).join(', ')} is ${small.join(', ')}.
      </p>
      <div class="add">
        <mg-slider
          label="added to every logit"
          name="added"
          .value=${added}
          .least=${0}
          .most=${1000}
          .step=${10}
          .digits=${0}
          @input=${this.onSlide}
          @number-chosen=${(event: NumberChosen) => (this.added = event.value)}
        ></mg-slider>
        <button @click=${() => (this.added = added === 1000 ? 0 : 1000)}>
          ${added === 1000 ? 'add 0' : 'add 1,000'}
        </button>
      </div>
      <div class="scroller" tabindex="0" role="region" aria-label="softmax with and without the maximum taken off">
        <table>
          <thead>
            <tr>
              <th scope="col">token</th>
              ${most.map(token => html`<th scope="col">${this.names[token]}</th>`)}
              <th scope="col">all ${logits.length}</th>
            </tr>
          </thead>
          <tbody>
            ${this.row('logit', most, token => decimal(logits[token]!), '')}
            ${this.row('− max', most, token => decimal(safe.terms[token]!.shifted), '')}
            ${this.row('exp', most, token => figure(safe.terms[token]!.exp), figure(safe.total))}
            ${this.probabilities('÷ total', most, safe)}
            ${this.row('exp, max left on', most, token => figure(bare.terms[token]!.exp), figure(bare.total), true)}
            ${this.probabilities('÷ total', most, bare)}
          </tbody>
        </table>
      </div>
      <p role="status">
        ${
          isBroken
            ? 'Without the maximum taken off, exp is beyond the largest float64 and inf / inf is no number; Python stops with an OverflowError. With it, nothing has changed.'
            : 'Both ways give the same probabilities: a number added to all logits cancels out.'
        }
      </p>`
  }

  private row(name: string, tokens: readonly number[], text: (token: number) => string, total: string, rule = false) {
    return html`<tr class=${rule ? 'rule' : nothing}>
      <th scope="row">${name}</th>
      ${tokens.map(token => html`<td>${text(token)}</td>`)}
      <td>${total}</td>
    </tr>`
  }

  private probabilities(name: string, tokens: readonly number[], { terms }: Softmax) {
    const sum = terms.reduce((sum, { probability }) => sum + probability, 0)
    return html`<tr>
      <th scope="row">${name}</th>
      ${tokens.map(token => {
        const { probability: p } = terms[token]!
        return Number.isFinite(p)
          ? html`<td class="filled">
              <svg width="52" height="18" role="img" aria-label=${probability(p, 3)}>
                <rect width="52" height="18" fill=${fillOf(p, ramp)}></rect>
                <text x="48" y="13" text-anchor="end" fill=${inkOn(p, ramp)}>${probability(p, 3)}</text>
              </svg>
            </td>`
          : html`<td class="broken">${figure(p)}</td>`
      })}
      <td>${Number.isFinite(sum) ? probability(sum, 3) : html`<b>${figure(sum)}</b>`}</td>
    </tr>`
  }

  /** While it is dragged: nothing but this table depends on it. */
  private readonly onSlide = (event: Event): void => {
    const [input] = event.composedPath()
    if (input instanceof HTMLInputElement) this.added = Number(input.value)
  }
}

/** Short, whatever its size. */
function figure(value: number): string {
  if (!Number.isFinite(value)) return decimal(value)
  const size = Math.abs(value)
  return size !== 0 && (size >= 1e4 || size < 1e-3) ? value.toExponential(1).replace('e+', 'e') : decimal(value, 3)
}

customElements.define('mg-softmax-card', MgSoftmaxCard)

declare global {
  interface HTMLElementTagNameMap {
    'mg-softmax-card': MgSoftmaxCard
  }
}
