/** The numbers of the model, a section for each entry of state_dict: what it is for, its shape, every value of it. */
import { html, nothing } from 'lit'
import { matrixNotes } from '../../../lens/notes/matrices.ts'
import { readerOf } from '../../../lens/notes/op-note.ts'
import type { Reading, TraceReader } from '../../../lens/reading.ts'
import type { RunState, Session } from '../../../lens/session.ts'
import { buttonStyles } from '../../marks/button.styles.ts'
import { markStyles } from '../../marks/mark.styles.ts'
import { noteStyles } from '../../marks/note.styles.ts'
import { decimal, thousands } from '../../marks/numbers.ts'
import { Width } from '../../marks/width.ts'
import { SignalElement } from '../../signal-element.ts'
import './mg-helper-cards.ts'
import { heatmapOf, sectionRows, type SectionRow } from './matrix-picture.ts'
import './mg-parameter-sum.ts'
import { parametersStyles } from './parameters.styles.ts'

export class MgParameters extends SignalElement {
  static override properties = {
    session: { attribute: false },
    layer: { state: true },
    start: { state: true },
    isAtStart: { state: true },
    open: { state: true },
  }
  declare session: Session
  declare private layer: number
  declare private isAtStart: boolean
  /** The matrix whose table is open. */
  declare private open: string | null
  /** The parameters before the first step, of the run that they are of. */
  declare private start: { readonly run: RunState['plan']; readonly values: Float64Array } | null

  static override styles = [buttonStyles, markStyles, noteStyles, parametersStyles]

  private readonly width: Width = new Width(this)

  constructor() {
    super()
    this.layer = 0
    this.start = null
    this.isAtStart = false
    this.open = null
  }

  override render() {
    const { session, width } = this
    const [view, run] = [session.view.value, session.run.value]
    if (!view || !run || width.value === 0) return nothing
    const { reader, step } = view
    const { n_layer } = run.config
    const layer = Math.min(n_layer - 1, this.layer)
    return html`<mg-parameter-sum .config=${run.config} .vocab=${run.plan.vocab_size}></mg-parameter-sum>
      <section aria-label="state_dict">
        <header>
          <h2>The ${reader.matrices.length} entries of <code>state_dict</code></h2>
          <div class="choice" role="group" aria-label="which values">
            ${this.choice('before the first step', true)} ${this.choice(`before step ${thousands(step + 1)}`, false)}
          </div>
          ${
            n_layer > 1
              ? html`<div class="choice" role="group" aria-label="layer">
                  <span>layer</span>
                  ${Array.from(
                    { length: n_layer },
                    (_, i) =>
                      html`<button aria-label="layer ${i}" aria-pressed=${i === layer} @click=${() => (this.layer = i)}>
                        ${i}
                      </button>`,
                  )}
                </div>`
              : nothing
          }
        </header>
        <p class="note">
          Every number is drawn from a normal distribution with standard deviation ${run.config.std}; training changes
          all of them. Point at a cell to read it.
        </p>
        ${sectionRows(reader.matrices, layer, width.value - 2 * edge(width.value)).map(
          ({ matrices, cell, stride }) =>
            html`<div class="row">${matrices.map(({ name }) => this.entry(reader, run, name, { cell, stride }))}</div>`,
        )}
      </section>
      <mg-helper-cards .session=${session}></mg-helper-cards>`
  }

  private choice(words: string, isAtStart: boolean) {
    return html`<button aria-pressed=${this.isAtStart === isAtStart} @click=${() => void this.choose(isAtStart)}>
      ${words}
    </button>`
  }

  private async choose(isAtStart: boolean): Promise<void> {
    const { session } = this
    const run = session.run.peek()
    this.isAtStart = isAtStart
    if (!run || !isAtStart || this.start?.run === run.plan) return
    const values = await session.questions.parametersAt(0)
    if (values) this.start = { run: run.plan, values }
  }

  private entry(reader: TraceReader, run: RunState, name: string, { cell, stride }: Omit<SectionRow, 'matrices'>) {
    const now = reader.matrix(name)
    const matrix = reader.matrices.find(matrix => matrix.name === name)!
    const { rows, columns, start } = matrix
    const isStart = this.isAtStart && this.start?.run === run.plan
    const reading = isStart ? { ...now, values: this.start!.values.subarray(start, start + rows * columns) } : now
    const op = readerOf(name)
    const [line] = this.session.program.value.linesOf(op)
    const { role, says } = matrixNotes[name.replace(/^layer\d+\./, '')]!
    const layer = /^layer(\d+)/.exec(name)?.[1]
    return html`<article>
      <h3>
        <code data-role=${now.role}>${name}</code>
        <span>${thousands(rows)} × ${thousands(columns)}</span>
        <b>${thousands(rows * columns)}</b>
      </h3>
      ${heatmapOf({ matrix, reading, op, layer: layer === undefined ? null : Number(layer), cell, stride, letters: run.tokenizer })}
      <p class="role">
        ${role}
        ${
          line
            ? html`<button class="line" data-op=${op} data-layer=${layer ?? nothing}>line ${line[0]}</button>`
            : nothing
        }
      </p>
      <p class="note">${says}</p>
      ${this.table(name, reading)}
    </article>`
  }

  private table(name: string, { values, rows, columns }: Reading) {
    const isOpen = this.open === name
    const shown = Math.max(1, Math.min(rows, Math.floor(mostInTable / columns)))
    return html`<details
      ?open=${isOpen}
      @toggle=${(event: Event) => {
        if ((event.currentTarget as HTMLDetailsElement).open) this.open = name
        else if (this.open === name) this.open = null
      }}
    >
      <summary>as a table</summary>
      ${
        isOpen
          ? html`<div class="scroller" tabindex="0" role="region" aria-label="values of ${name}">
              <table>
                ${
                  shown < rows
                    ? html`<caption>
                        the first ${shown} of ${rows} rows
                      </caption>`
                    : nothing
                }
                <tbody>
                  ${Array.from(
                    { length: shown },
                    (_, row) =>
                      html`<tr>
                        <th scope="row">${row}</th>
                        ${Array.from(values.subarray(row * columns, (row + 1) * columns), value => html`<td>${decimal(value)}</td>`)}
                      </tr>`,
                  )}
                </tbody>
              </table>
            </div>`
          : nothing
      }
    </details>`
  }

  override updated(): void {
    this.style.setProperty('--edge', `${edge(this.width.value)}px`)
  }
}

/** Cells of a table; of a larger matrix it has the first rows. */
const mostInTable = 4096

const edge = (width: number): number => (width < 500 ? 16 : 24)

customElements.define('mg-parameters', MgParameters)

declare global {
  interface HTMLElementTagNameMap {
    'mg-parameters': MgParameters
  }
}
