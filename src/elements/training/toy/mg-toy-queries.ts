/** Asks the toy what comes next, before it has learned and after: every answer stays. */
import { html, nothing, svg } from 'lit'
import { readQuery, toyQueriesOf, type Answer, type Query } from '../../../lens/toy-training.ts'
import { probsReading } from '../../attention/lab/readings.ts'
import { labStyles } from '../../marks/lab.styles.ts'
import { buttonStyles } from '../../marks/button.styles.ts'
import { heatCells, heatFrame, type Grid } from '../../marks/heat.ts'
import { inkOn } from '../../marks/color.ts'
import { markStyles } from '../../marks/mark.styles.ts'
import { probability, thousands } from '../../marks/numbers.ts'
import { PacedElement } from '../paced-element.ts'
import { queriesStyles } from './toy.styles.ts'

const grid: Grid = { rows: 1, columns: 4, cellWidth: 42, cellHeight: 20 }

export class MgToyQueries extends PacedElement {
  static override properties = { ...PacedElement.properties, problem: { state: true } }
  declare private problem: string | null

  static override styles = [markStyles, buttonStyles, labStyles, queriesStyles]

  constructor() {
    super()
    this.problem = null
  }

  override render() {
    const { session } = this
    const run = session.run.value
    if (!run) return nothing
    const list = toyQueriesOf(session).list.value
    const letters = Array.from({ length: run.tokenizer.vocab_size }, (_, id) => run.tokenizer.letter(id))
    return html`<h2>What comes after …</h2>
      <form @submit=${this.ask}>
        <input
          aria-label="what comes after: BOS, a, b or c, up to three letters"
          placeholder="BOS"
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          aria-invalid=${this.problem !== null}
          aria-describedby="query-problem"
        />
        <button class="framed">Ask</button>
        ${['BOS', 'a', 'b', 'c'].map(
          word =>
            html`<button
              type="button"
              class="letter"
              aria-label="ask what comes after ${word}"
              @click=${() => this.send(word)}
            >
              ${word}
            </button>`,
        )}
      </form>
      <p id="query-problem" class="problem" role="status">${this.problem ?? nothing}</p>
      ${
        list.length === 0
          ? html`<p class="note">Ask before it learns, then train and see the answer change.</p>`
          : html`<div class="scroller" tabindex="0" role="region" aria-label="answers">
              <table>
                <caption class="heard">
                  what the toy says comes next, each time it was asked and now
                </caption>
                <thead>
                  <tr>
                    <th scope="col">after</th>
                    <th scope="col">step</th>
                    <td>
                      <svg width="172" height="14" aria-hidden="true">
                        ${letters.map((letter, i) => svg`<text x=${i * 42 + 21} y="11" class="mono middle muted">${letter}</text>`)}
                      </svg>
                    </td>
                  </tr>
                </thead>
                ${list.map(
                  query =>
                    html`<tbody>
                      ${this.rows(query, letters)}
                    </tbody>`,
                )}
              </table>
            </div>`
      }`
  }

  private rows({ prefix, asked, now }: Query, letters: readonly string[]) {
    const last = asked.at(-1)!
    const answers = now.step === last.step ? asked : [...asked, now]
    return answers.map(
      (answer, i) =>
        html`<tr class=${i === answers.length - 1 ? 'now' : ''}>
          ${i === 0 ? html`<th scope="rowgroup" rowspan=${answers.length}>${prefix || 'BOS'}</th>` : nothing}
          <td class="step">${thousands(answer.step)}</td>
          <td>${this.strip(answer, letters)}</td>
        </tr>`,
    )
  }

  private strip({ probs }: Answer, letters: readonly string[]) {
    const reading = probsReading(probs)
    const words = letters.map((letter, i) => `${letter} ${probability(probs[i]!)}`).join(', ')
    return html`<svg width="172" height="22" role="img" aria-label=${words}>
      <g transform="translate(1 1)">
        ${heatCells(reading, grid)} ${heatFrame(grid, 'var(--attn)')}
        ${Array.from(
          probs,
          (p, i) =>
            svg`<text x=${i * 42 + 21} y="14" class="mono middle" fill=${inkOn(p, reading)}>${probability(p)}</text>`,
        )}
      </g>
    </svg>`
  }

  private readonly ask = (event: SubmitEvent): void => {
    event.preventDefault()
    this.send(this.renderRoot.querySelector('input')!.value)
  }

  private send(text: string): void {
    const read = readQuery(text)
    this.problem = 'problem' in read ? read.problem : null
    if ('prefix' in read) void toyQueriesOf(this.session).ask(read.prefix)
  }
}

customElements.define('mg-toy-queries', MgToyQueries)

declare global {
  interface HTMLElementTagNameMap {
    'mg-toy-queries': MgToyQueries
  }
}
