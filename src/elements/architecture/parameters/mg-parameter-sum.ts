/** How the parameters add up, to scale, for the model at hand; and the same sum for another width, as an exercise. */
import { html, LitElement, nothing } from 'lit'
import { live } from 'lit/directives/live.js'
import type { Config } from '../../../engine/config.ts'
import { exerciseOf, namesInWords, sumInWords, termsOf, verdict, type Term } from '../../../lens/notes/counting.ts'
import { roleOfParameter } from '../../../lens/reading.ts'
import { buttonStyles } from '../../marks/button.styles.ts'
import { noteStyles } from '../../marks/note.styles.ts'
import { thousands } from '../../marks/numbers.ts'
import { sumStyles } from './sum.styles.ts'

export class MgParameterSum extends LitElement {
  static override properties = { config: { attribute: false }, vocab: { type: Number }, typed: { state: true } }
  declare config: Config
  declare vocab: number
  /** The answer that was given last, and the config that it was given for. */
  declare private typed: { readonly config: Config; readonly text: string } | null

  static override styles = [buttonStyles, noteStyles, sumStyles]

  constructor() {
    super()
    this.vocab = 0
    this.typed = null
  }

  override render() {
    const { config, vocab } = this
    const terms = termsOf(config, vocab)
    const { total, before } = terms.at(-1)!
    const all = total + before
    return html`<section aria-label="the count">
      <h2>${thousands(all)} parameters</h2>
      <p class="sum"><code>${sumInWords(terms)} = ${thousands(all)}</code></p>
      <table>
        <thead>
          <tr>
            <th scope="col">entry</th>
            <th scope="col" class="formula">rows × columns</th>
            <th scope="col">each</th>
            <th scope="col">in all</th>
            <td class="bar"></td>
          </tr>
        </thead>
        <tbody>
          ${terms.map(term => this.row(term, all))}
        </tbody>
      </table>
      ${this.exercise()}
    </section>`
  }

  private row({ names, matrices, formula, each, total, before }: Term, all: number) {
    const [{ rows, columns }] = matrices as [Term['matrices'][0]]
    const share = (count: number): number => (100 * count) / all
    const role = /attn/.test(names[0]!) ? 'attn' : roleOfParameter(names[0]!)
    const layers = matrices.length / names.length
    return html`<tr>
      <th scope="row">
        <code data-role=${role}>${namesInWords(names)}</code>${
          layers > 1 ? html`<small> in ${layers} layers</small>` : nothing
        }
      </th>
      <td class="formula">${formula}<small> = ${thousands(rows)} × ${thousands(columns)}</small></td>
      <td>${matrices.length > 1 ? `${matrices.length} × ` : ''}${thousands(each)}</td>
      <td><b>${thousands(total)}</b></td>
      <td class="bar">
        <svg viewBox="0 0 100 14" preserveAspectRatio="none" aria-hidden="true">
          <line x1="0" x2="100" y1="13.5" y2="13.5" stroke="var(--rule)"></line>
          <rect
            x=${share(before)}
            y="2"
            width=${share(total)}
            height="11"
            fill="none"
            stroke="var(--${role})"
            stroke-width="1.25"
          ></rect>
        </svg>
      </td>
    </tr>`
  }

  private exercise() {
    const { config, vocab, typed } = this
    const exercise = exerciseOf(config, vocab)
    const answered = typed?.config === config ? typed.text : null
    const said = answered === null ? null : verdict(exercise, answered)
    return html`<form
        @submit=${(event: SubmitEvent) => {
          event.preventDefault()
          const { value } = (event.currentTarget as HTMLFormElement).querySelector('input')!
          this.typed = { config, text: value }
        }}
      >
        <label for="answer"
          >And with <code>n_embd = ${exercise.config.n_embd}</code>, all else as it is? How many parameters:</label
        >
        <input id="answer" inputmode="numeric" autocomplete="off" size="9" .value=${live(answered ?? '')} />
        <button>check</button>
        <p role="status">${said?.words}</p>
      </form>
      ${
        said?.isRight
          ? html`<p class="sum">
              <code>${sumInWords(termsOf(exercise.config, vocab))} = ${thousands(exercise.answer)}</code>
            </p>`
          : nothing
      }`
  }
}

customElements.define('mg-parameter-sum', MgParameterSum)

declare global {
  interface HTMLElementTagNameMap {
    'mg-parameter-sum': MgParameterSum
  }
}
