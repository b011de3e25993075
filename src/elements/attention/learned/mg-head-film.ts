/** What a head learns: its weights at steps of training, and what it looks at, averaged over names. */
import { html, nothing, type TemplateResult } from 'lit'
import { lettersOf } from '../../../lens/attention-compare.ts'
import { headFilmOf, type Habits } from '../../../lens/head-film.ts'
import { habitWords, lessonOf } from '../../../lens/head-statistics.ts'
import type { HeadPlace } from '../../../lens/head-surgery.ts'
import { scrubberOf } from '../../../lens/scrubbing.ts'
import type { Session } from '../../../lens/session.ts'
import { buttonStyles } from '../../marks/button.styles.ts'
import { Following } from '../../marks/following.ts'
import { markStyles } from '../../marks/mark.styles.ts'
import type { MgSlider } from '../../marks/mg-slider.ts'
import { decimal, probability, thousands } from '../../marks/numbers.ts'
import { Width } from '../../marks/width.ts'
import { SignalElement } from '../../signal-element.ts'
import { chosenHead } from '../chosen-head.ts'
import { compareStyles } from '../compare/compare.styles.ts'
import { triangle, triangleHeight } from '../compare/triangle.ts'
import { edge, rowLabel } from '../layout.ts'
import { walkMarks } from '../../marks/walk-marks.ts'
import { headChoice } from '../surgery/head-choice.ts'
import { surgeryStyles } from '../surgery/surgery.styles.ts'
import { chart, chartHeight } from './chart.ts'
import { learnedStyles } from './learned.styles.ts'
import { overview, steps } from './habit-tables.ts'
import { strip } from './strip.ts'
import '../../marks/mg-slider.ts'

/** Width of the picture of the step that is looked at, beside the chart. */
const nowWidth = (inner: number): number => (inner < 600 ? 156 : 210)
const between = 28
/** A narrower chart goes under the picture. */
const least = 330

export class MgHeadFilm extends SignalElement {
  static override properties = { session: { attribute: false }, isTableOpen: { state: true } }
  declare session: Session
  declare private isTableOpen: boolean

  static override styles = [markStyles, buttonStyles, compareStyles, surgeryStyles, learnedStyles]

  private readonly width: Width = new Width(this)
  readonly following: Following = new Following(this, () => (this.session ? headFilmOf(this.session).follow() : null))

  constructor() {
    super()
    this.isTableOpen = false
  }

  override updated(): void {
    this.style.setProperty('--now', `${nowWidth(this.width.value - 2 * edge(this.width.value))}px`)
  }

  override render() {
    const { session } = this
    const [view, run, width] = [session.view.value, session.run.value, this.width.value]
    if (!view || !run || width === 0) return nothing
    const { n_layer, n_head } = run.config
    const place = this.chosen(n_layer, n_head)
    const { film, habits } = headFilmOf(session)
    const inner = width - 2 * edge(width)
    const shown = film.value
    const isOfThis = shown?.document === view.document && shown.frames[0]?.weights.length === n_layer
    const choose = (place: HeadPlace): void => void (chosenHead(session).value = place)
    return html`<div class="page">
      <div class="above">${headChoice({ ...place, n_layer, n_head, choose })} ${this.slider()}</div>
      <section>
        <h2>
          ${n_layer > 1 ? `Layer ${place.layer}, head` : 'Head'} ${place.head} on
          <code>${view.document || 'the empty name'}</code>
          <span class="muted">at ten steps of training, with the loss of each</span>
        </h2>
        ${
          isOfThis ? strip({ ...place, film: shown, inner, now: view.step, go: step => this.go(step) }) : this.waiting()
        }
      </section>
      <section class="both">${this.now(place, inner)} ${this.habits(habits.value, place, inner)}</section>
      ${habits.value && this.fits(habits.value) ? this.tables(habits.value, place, choose) : nothing}
    </div>`
  }

  /** The head that was chosen, else the one under the cursor, else the one with most to tell. */
  private chosen(n_layer: number, n_head: number): HeadPlace {
    const { layer, head } = this.session.moment.value ?? {}
    const habits = headFilmOf(this.session).habits.value
    const bold = habits && this.fits(habits) ? habits.boldest : null
    const cursor = layer != null && head != null ? { layer, head } : null
    const place = chosenHead(this.session).value ?? cursor ?? bold ?? { layer: 0, head: 0 }
    return { layer: Math.min(place.layer, n_layer - 1), head: Math.min(place.head, n_head - 1) }
  }

  /** One name through all of training: each step would bring its own otherwise. */
  private go(step: number): void {
    const { session } = this
    const { document } = session.view.peek()!
    const kept = session.document.peek() === null ? session.read(document) : Promise.resolve(true)
    void kept.then(() => scrubberOf(session).to(step))
  }

  private slider(): TemplateResult {
    const { session } = this
    const done = session.training.losses.value.length
    const scrubber = scrubberOf(session)
    const step = scrubber.wanted.value ?? session.view.value!.step + 1
    return html`<mg-slider
      label="training step"
      .value=${step}
      .least=${(session.run.value!.start?.state.step ?? 0) + 1}
      .most=${Math.max(1, done)}
      .step=${1}
      .digits=${0}
      @input=${({ currentTarget }: Event) => this.go((currentTarget as MgSlider).value)}
    ></mg-slider>`
  }

  /** The weights of the step that is looked at, from the trace on the screen. */
  private now({ layer, head }: HeadPlace, inner: number): TemplateResult {
    const { session } = this
    const { reader, step } = session.view.value!
    const letters = lettersOf(reader, session.run.value!.tokenizer)
    const room = inner < 500 ? Math.min(inner, 280) : nowWidth(inner)
    const cell = Math.max(2, Math.min(34, Math.floor((room - rowLabel) / letters.length)))
    const rows = letters.map((_, row) => reader.output('attention.softmax', row, layer, head)!)
    return html`<div class="now">
      <h2>Step ${thousands(step + 1)} <span class="muted">loss</span> <b>${decimal(reader.loss)}</b></h2>
      <svg
        width=${rowLabel + letters.length * cell}
        height=${triangleHeight(letters.length, cell)}
        role="group"
        aria-label="head ${head} at step ${thousands(step + 1)}"
        @keydown=${walkMarks}
      >
        ${triangle({ layer, head, letters, rows, cell, side: `step ${step + 1}` })}
      </svg>
    </div>`
  }

  private isUntrained(): boolean {
    const { training } = this.session
    return training.losses.value.length === 0 && !training.running.value
  }

  private waiting(): TemplateResult {
    return html`<p class="muted wait">
      ${this.isUntrained() ? 'This model has not been trained: train it, and what its heads learn is here.' : '…'}
    </p>`
  }

  /** They are of this model, not of one that was there before. */
  private fits({ heads }: Habits): boolean {
    const { n_layer, n_head } = this.session.run.value!.config
    return heads.length === n_layer && heads[0]!.length === n_head
  }

  private habits(habits: Habits | null, { layer, head }: HeadPlace, inner: number) {
    if (!habits || !this.fits(habits)) return this.isUntrained() ? nothing : this.waiting()
    const { session } = this
    const moments = habits.heads[layer]![head]!
    const lesson = lessonOf(moments)
    const beside = inner - nowWidth(inner) - between
    const width = beside < least ? inner : beside
    const last = Math.max(habits.steps.at(-1)!, session.training.losses.value.length - 1)
    const words = lesson
      ? html`By step ${thousands(moments.at(-1)!.step + 1)} this head gives
          <b>${habitWords[lesson.habit]}</b> ${probability(lesson.mean)} of its weight, where a plain average would give
          ${probability(lesson.even)}; untrained it gave ${probability(lesson.atFirst)}. It is more than halfway there
          since about step ${thousands(lesson.since + 1)}.`
      : html`None of these is .05 away from a plain average: what this head looks at, they do not say.`
    return html`<div class="habits">
      <h2>
        What it looks at
        <span class="muted">mean over ${habits.names.length} names, from the second letter on</span>
      </h2>
      <svg
        width=${width}
        height=${chartHeight}
        role="img"
        aria-label="weights of head ${head} over training; the table below has the numbers"
      >
        ${chart({ width, moments, last, now: session.view.value!.step, lit: lesson?.habit ?? null })}
      </svg>
      <p class="lesson" role="status">${words}</p>
      <p class="note names">Names: ${habits.names.join(', ')}.</p>
    </div>`
  }

  private tables(habits: Habits, place: HeadPlace, choose: (place: HeadPlace) => void): TemplateResult {
    return html`<section class="all">
        <h2>
          ${habits.heads.length > 1 ? `Heads of layer ${place.layer}` : 'All heads'}
          <span class="muted">untrained → now</span>
        </h2>
        <div class="scroller" tabindex="0" role="region" aria-label="what each head looks at">
          ${overview(habits, { ...place, choose })}
        </div>
      </section>
      <details @toggle=${(event: Event) => (this.isTableOpen = (event.target as HTMLDetailsElement).open)}>
        <summary>Head ${place.head} as a table</summary>
        ${
          this.isTableOpen
            ? html`<div class="scroller" tabindex="0" role="region" aria-label="habits of head ${place.head}">
                ${steps(habits.heads[place.layer]![place.head]!)}
              </div>`
            : nothing
        }
      </details>`
  }
}

customElements.define('mg-head-film', MgHeadFilm)

declare global {
  interface HTMLElementTagNameMap {
    'mg-head-film': MgHeadFilm
  }
}
