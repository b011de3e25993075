/** The toy of the walkthrough, number by number: from a token to its loss, each result beside what it was made from. */
import { html, nothing, type TemplateResult } from 'lit'
import type { OpId } from '../../../engine/operations.ts'
import type { TraceReader } from '../../../lens/reading.ts'
import type { Session } from '../../../lens/session.ts'
import { tourSections, type Table, type TourSection, type TourStep } from '../../../lens/tour-steps.ts'
import { tourModes, tourOf, type TourMode } from '../../../lens/tour.ts'
import { isToy, toyDocument, toyPosition } from '../../../lens/toy.ts'
import { numbersTable } from '../../marks/mg-numbers-table.ts'
import { buttonStyles } from '../../marks/button.styles.ts'
import { markStyles } from '../../marks/mark.styles.ts'
import type { MgSlider } from '../../marks/mg-slider.ts'
import '../../marks/mg-slider.ts'
import { decimal, probability } from '../../marks/numbers.ts'
import { SignalElement } from '../../signal-element.ts'
import { numberMark } from './number-marks.ts'
import { offer, offerStyles } from './offer.ts'
import { tourStyles } from './tour.styles.ts'

const modeWords: Readonly<Record<TourMode, string>> = {
  paper: 'as the walkthrough prints them',
  cache: 'in full, its cache',
  model: 'in full, the model’s own cache',
}

const modeNotes: Readonly<Record<TourMode, string>> = {
  paper:
    'The walkthrough rounds each result to two decimals before it goes on, and puts a k and v of its own choice into the cache for BOS and a. Both are held here, so that every digit agrees.',
  cache: 'Nothing is rounded on the way. The cache is still the walkthrough’s, which its weights would not make.',
  model: 'Nothing is held: the cache is what these weights make of the tokens before, as in gpt().',
}

export class MgTour extends SignalElement {
  static override properties = { session: { attribute: false } }
  declare session: Session

  static override styles = [buttonStyles, markStyles, tourStyles, offerStyles]

  override render() {
    const { session } = this
    const [run, view] = [session.run.value, session.view.value]
    if (!run || !view) return nothing
    if (!isToy(run)) return offer(() => void this.openToy())
    const { reader } = view
    const position = session.position.value
    const { vector } = tourOf(session).wish()
    const token = vector ? this.tokenOf(reader, vector) : reader.tokens[position]!
    const sections = tourSections(reader, run.tokenizer, position, decimal, token)
    return html`<div class="page" @keydown=${(event: KeyboardEvent) => this.walk(event)}>
      ${this.choices(reader, position, token)}${sections.map(section => this.section(section, position))}
      ${numbersTable(() => ({
        caption: `Every number from the token at position ${position} to its loss`,
        heads: ['line', 'result', 'how each number came about'],
        rows: sections.flatMap(({ steps }) =>
          steps.map(({ code, reading, worked }): [string, ...string[]] => [
            code,
            Array.from(reading.values, value => decimal(value, 4)).join(' '),
            worked.join('; '),
          ]),
        ),
      }))}
    </div>`
  }

  private async openToy(): Promise<void> {
    try {
      const { openModel } = await import('../../../lens/models.ts')
      await openModel(this.session, 'toy')
    } catch (error) {
      this.session.say(String(error))
    }
  }

  private choices(reader: TraceReader, position: number, token: number | null): TemplateResult {
    const { session } = this
    const tour = tourOf(session)
    const { mode, vector } = tour.wish()
    const { tokenizer } = session.run.value!
    const read = reader.tokens[position]!
    const shown = reader.output('embedding.token', position)!.values
    const order = [tokenizer.BOS, ...tokenizer.uchars.keys()]
    return html`<div class="choices">
        <div class="choice" role="group" aria-label="token at position ${position}">
          <span>token at position ${position}</span>
          ${order.map(
            id =>
              html`<button class="letter" aria-pressed=${id === token} @click=${() => void tour.pick(id)}>
                ${tokenizer.letter(id)}
              </button>`,
          )}
        </div>
        <div class="sliders">
          ${Array.from(
            shown,
            (value, column) =>
              html`<mg-slider
                label="tok_emb[${column}]"
                .least=${-1}
                .most=${1}
                .step=${0.01}
                .value=${value}
                @input=${(event: Event) => void tour.setNumber(column, (event.currentTarget as MgSlider).value)}
              ></mg-slider>`,
          )}
          <button class="word-button" ?disabled=${vector === null} @click=${() => void tour.setVector(null)}>
            back to ${tokenizer.letter(read)}
          </button>
        </div>
        <div class="choice" role="group" aria-label="digits">
          <span>numbers</span>
          ${tourModes.map(
            each =>
              html`<button aria-pressed=${each === mode} @click=${() => void tour.setMode(each)}>
                ${modeWords[each]}
              </button>`,
          )}
        </div>
      </div>
      <p class="note" role="status">
        ${modeNotes[mode]}
        ${mode === 'cache' && this.isWalk(position) ? 'So k prints −0.38 in place of −0.37, and the loss 1.80 in place of 1.77.' : nothing}
        ${token === null ? 'The vector is no token’s: drag on, and see what the model makes of it.' : nothing}
        ${vector && token !== null ? `No word has ${tokenizer.letter(token)} here: its row of wte is held.` : nothing}
      </p>`
  }

  /** What the walkthrough reads, with its weights. */
  private isWalk(position: number): boolean {
    const { view, training } = this.session
    const isUntrained = training.losses.value.length === 0 && view.value!.step === 0
    return (
      isUntrained &&
      position === toyPosition &&
      view.value!.document === toyDocument &&
      !tourOf(this.session).wish().vector
    )
  }

  /** The token whose row of wte a vector is; null where it is none's. */
  private tokenOf(reader: TraceReader, vector: readonly number[]): number | null {
    const { values, rows, columns } = reader.matrix('wte')
    for (let row = 0; row < rows; row++) if (vector.every((value, i) => value === values[row * columns + i])) return row
    return null
  }

  private section({ title, note, steps }: TourSection, position: number): TemplateResult {
    return html`<section aria-label=${title}>
      <h2>${title}</h2>
      <p class="note">${note}</p>
      ${steps.map(step => this.step(step, position))}
    </section>`
  }

  private step(step: TourStep, position: number): TemplateResult {
    const { op, layer, head, code, reading, table, worked } = step
    const status = this.session.status({ op, layer, head }, position)
    const isWide = (table?.reading.columns ?? 0) > 4
    return html`<div class="step ${status} ${isWide ? 'wide' : ''} ${reading.role}">
      <h3 data-op=${op} data-layer=${layer ?? nothing} data-head=${head ?? nothing} data-position=${position}>
        ${code}
      </h3>
      <div class="table">${table ? this.table(table, step, position) : nothing}</div>
      <ol class="worked ${worked.length > reading.columns ? 'more' : ''}">
        ${status === 'todo' ? nothing : worked.map((line, i) => html`<li>${i < reading.columns ? upTo(line) : line}</li>`)}
      </ol>
      <div class="result">
        ${numberMark({ op, layer, head, position, reading, status, label: `${code}: ${this.spoken(step)}` }, true)}
      </div>
    </div>`
  }

  /** A matrix is there before anything is computed; the cache fills as everything else does. */
  private table({ reading, parameter, op, letters, row }: Table, step: TourStep, position: number) {
    const cacheOp: OpId = op ?? step.op
    const status = op ? this.session.status({ op, layer: step.layer, head: null }, position) : 'done'
    return numberMark(
      {
        op: cacheOp,
        layer: step.layer,
        head: op ? null : step.head,
        position,
        reading,
        status: status === 'now' && !op ? 'done' : status,
        label: `${reading.name}, ${reading.rows} rows of ${reading.columns}`,
        parameter,
        names: letters,
        row,
      },
      false,
    )
  }

  private spoken({ reading }: TourStep): string {
    const print = reading.ramp === 'probability' ? probability : decimal
    return Array.from(reading.values, value => print(value)).join(', ')
  }

  /** One stop of the tab key in the picture; up and down go from mark to mark. */
  private walk(event: KeyboardEvent): void {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    const here = event
      .composedPath()
      .find((node): node is SVGElement => node instanceof SVGElement && node.matches('.mark'))
    if (!by || !here) return
    event.preventDefault()
    const marks = this.marks()
    marks[marks.indexOf(here) + by]?.focus()
  }

  private marks(): SVGElement[] {
    return [...this.renderRoot.querySelectorAll<SVGElement>('.mark')]
  }

  override updated(): void {
    const marks = this.marks()
    const present = marks.find(mark => mark.matches('.result .now')) ?? marks[0]
    for (const mark of marks) mark.setAttribute('tabindex', mark === present ? '0' : '-1')
  }
}

/** The result stands in its cell, at the end of the line. */
const upTo = (line: string): string => line.replace(/ \S+$/, '')

customElements.define('mg-tour', MgTour)

declare global {
  interface HTMLElementTagNameMap {
    'mg-tour': MgTour
  }
}
