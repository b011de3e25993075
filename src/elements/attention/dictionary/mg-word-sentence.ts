/** A sentence whose words ask each other: an illustration on vectors set by hand, and it says so. */
import { html, LitElement, svg, type TemplateResult } from 'lit'
import { dot } from '../../../lens/attend.ts'
import { farness, sentence, wordWeights } from '../../../lens/soft-lookup.ts'
import { buttonStyles } from '../../marks/button.styles.ts'
import { fillOf } from '../../marks/color.ts'
import { markStyles } from '../../marks/mark.styles.ts'
import { decimal, probability } from '../../marks/numbers.ts'
import { labStyles } from '../../marks/lab.styles.ts'
import { sentenceStyles } from './sentence.styles.ts'

const ramp = { ramp: 'probability', scale: 0.6 } as const
const barWidth = 120

export class MgWordSentence extends LitElement {
  static override properties = { asking: { state: true }, onlyEarlier: { state: true } }
  declare private asking: number
  declare private onlyEarlier: boolean

  static override styles = [markStyles, buttonStyles, labStyles, sentenceStyles]

  constructor() {
    super()
    this.asking = 3
    this.onlyEarlier = false
  }

  override render() {
    const { asking, onlyEarlier } = this
    const weights = wordWeights(sentence, asking, onlyEarlier)
    const { text, asks } = sentence[asking]!
    return html`<section>
      <h2>A sentence, for illustration: its vectors are set by hand, not the model’s</h2>
      <p class="note">
        Each word has two vectors of our own, [thing, quality]: what it asks for and what it is. A weight is the softmax
        of asks · is, less ${farness} for every word that they stand apart. Click a word to let it ask.
      </p>
      <div class="words" role="group" aria-label="the word that asks">
        ${sentence.map(
          (word, i) =>
            html`<button aria-pressed=${i === asking} @click=${() => (this.asking = i)}>
              <svg width="100%" height="26" viewBox="0 0 10 26" preserveAspectRatio="none" aria-hidden="true">
                ${svg`<rect y=${26 * (1 - weights[i]!)} width="10" height=${26 * weights[i]!} fill=${fillOf(weights[i]!, ramp)}></rect>`}
              </svg>
              ${word.text}
            </button>`,
        )}
      </div>
      <button role="switch" aria-checked=${onlyEarlier} @click=${() => (this.onlyEarlier = !onlyEarlier)}>
        look back only, as microgpt does
      </button>
      <table>
        <caption>
          <b>${text}</b>
          asks for [${asks.map(value => decimal(value, 1)).join(', ')}]
        </caption>
        <thead>
          <tr>
            <th scope="col">word</th>
            <th scope="col">is</th>
            <th scope="col">asks · is</th>
            <th scope="col">weight</th>
            <th scope="col"><span class="hidden">as a bar</span></th>
          </tr>
        </thead>
        <tbody>
          ${sentence.map((_, i) => this.row(i, weights[i]!))}
        </tbody>
      </table>
    </section>`
  }

  private row(at: number, weight: number): TemplateResult {
    const { text, is } = sentence[at]!
    const isBlocked = this.onlyEarlier && at > this.asking
    return html`<tr>
      <th scope="row" class=${at === this.asking ? 'asking' : ''}>${text}</th>
      <td>[${is.map(value => decimal(value, 1)).join(', ')}]</td>
      <td>${isBlocked ? '−∞' : decimal(dot(sentence[this.asking]!.asks, is), 2)}</td>
      <td>${probability(weight)}</td>
      <td>
        <svg width=${barWidth} height="9" aria-hidden="true">
          ${svg`<rect width=${barWidth * weight} height="9" fill=${fillOf(weight, ramp)}></rect>`}
        </svg>
      </td>
    </tr>`
  }
}

customElements.define('mg-word-sentence', MgWordSentence)

declare global {
  interface HTMLElementTagNameMap {
    'mg-word-sentence': MgWordSentence
  }
}
