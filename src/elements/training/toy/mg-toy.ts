/** The toy, trained live: its words, one example at a time, all of its 72 numbers, and what it says comes next. */
import { html, nothing } from 'lit'
import { runsOf } from '../../../lens/runs.ts'
import { isToy, toyDataset } from '../../../lens/toy.ts'
import {
  firstMatrix,
  openToyOn,
  orderOf,
  readWords,
  shownParameters,
  toyQueriesOf,
  toyTokens,
  wordsOf,
} from '../../../lens/toy-training.ts'
import type { RunState } from '../../../lens/session.ts'
import { labStyles } from '../../marks/lab.styles.ts'
import { walkMarks } from '../../marks/walk-marks.ts'
import { buttonStyles } from '../../marks/button.styles.ts'
import { markStyles } from '../../marks/mark.styles.ts'
import type { NumberChosen } from '../../marks/mg-slider.ts'
import '../../marks/mg-slider.ts'
import { decimal, thousands } from '../../marks/numbers.ts'
import { Width } from '../../marks/width.ts'
import { PacedElement } from '../paced-element.ts'
import './mg-toy-parameters.ts'
import './mg-toy-queries.ts'
import { networkDrawing, restingNetwork } from './network-drawing.ts'
import { layoutNetwork, leastWidth } from './network-layout.ts'
import { toyStyles } from './toy.styles.ts'

const logLines = 8

export class MgToy extends PacedElement {
  static override properties = { ...PacedElement.properties, problem: { state: true } }
  /** What is wrong with the words. */
  declare private problem: string | null

  static override styles = [markStyles, buttonStyles, labStyles, toyStyles]

  private readonly width: Width = new Width(this)
  private stopFollowing: (() => void) | null = null

  constructor() {
    super()
    this.problem = null
  }

  override connectedCallback(): void {
    super.connectedCallback()
    if (this.session) this.follow()
  }

  override firstUpdated(): void {
    if (this.isConnected) this.follow()
  }

  private follow(): void {
    this.stopFollowing ??= toyQueriesOf(this.session).follow()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.stopFollowing?.()
    this.stopFollowing = null
  }

  override render() {
    const { session } = this
    const [run, view] = [session.run.value, session.view.value]
    if (!run || !view || this.width.value === 0) return nothing
    return html`<div class="page">
      <h2>The smallest GPT, trained before your eyes</h2>
      <p class="note">
        BOS and three letters, two numbers wide, one head: 72 parameters, each a line in the picture and a cell below
        it. The gradients are the engine’s own, as for the large model.
      </p>
      ${isToy(run) ? this.toy(run) : this.invitation()}
    </div>`
  }

  /** The width between the margins. */
  private get inner(): number {
    return this.width.value - (this.width.value < 500 ? 32 : 48)
  }

  // ── before it is there ──

  private invitation() {
    const { session } = this
    const network = layoutNetwork(Math.max(leastWidth, this.inner))
    const isKept = runsOf(session).same.value !== null || session.training.losses.value.length === 0
    return html`${this.words(toyDataset.text.split('\n').join(' '), 'Train the toy on these words')}
      <p class="aside">
        The run at hand gives way to it.
        ${
          isKept
            ? nothing
            : html`<button class="word-button" @click=${() => runsOf(session).keep()}>Keep that run</button> to come
                back to it.`
        }
      </p>
      <div class="scroller" tabindex="0" role="region" aria-label="the toy as a network">
        <svg
          width=${network.width}
          height=${network.height}
          role="img"
          aria-label="72 parameters as lines, before training"
        >
          ${restingNetwork(network, toyTokens, firstMatrix)}
        </svg>
      </div>
      <p class="note">
        It begins with the numbers of the published walkthrough. Ask it what comes after a letter, let it take a step,
        or a hundred, and ask again.
      </p>`
  }

  private words(text: string, verb: string) {
    return html`<form class="words" @submit=${this.useWords}>
        <label for="words">words</label>
        <input
          id="words"
          .value=${text}
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          aria-describedby="words-problem"
          aria-invalid=${this.problem !== null}
        />
        <button class="framed">${verb}</button>
      </form>
      <p id="words-problem" class="problem" role="status">${this.problem ?? nothing}</p>`
  }

  private readonly useWords = (event: SubmitEvent): void => {
    event.preventDefault()
    const read = readWords(this.renderRoot.querySelector<HTMLInputElement>('#words')!.value)
    this.problem = 'problem' in read ? read.problem : null
    const run = this.session.run.peek()
    if ('words' in read)
      void openToyOn(this.session, read.words, run && isToy(run) ? run.config.learning_rate : undefined)
  }

  // ── the toy ──

  private toy(run: RunState) {
    const { session } = this
    const { training } = session
    const [losses, isRunning] = [training.losses.value, training.running.value]
    const { num_steps, learning_rate } = run.config
    const isOver = losses.length >= num_steps
    const left = num_steps - losses.length
    return html`${this.words(wordsOf(run), 'Begin again with these words')}
      <div class="controls" @number-chosen=${this.setRate}>
        <div class="buttons" role="group" aria-label="train the toy">
          ${this.button('Step ▸ one example', isRunning || isOver, () => training.stepOnce())}
          ${this.button(`Train ${Math.min(100, left) || 100}`, isRunning || isOver, () => training.go(100))}
          ${isRunning ? this.button('Pause', false, () => training.pause()) : this.button('Begin again', false, () => session.reset())}
        </div>
        <mg-slider
          name="learning_rate"
          label="learning rate"
          .least=${0.005}
          .most=${0.2}
          .step=${0.005}
          .digits=${3}
          .value=${learning_rate}
        ></mg-slider>
        <p class="done"><b>${thousands(losses.length)}</b> of ${thousands(num_steps)} steps</p>
      </div>
      <section>${this.network()}</section>
      <section class="two">
        ${this.log(run, losses)}
        <mg-toy-queries .session=${session}></mg-toy-queries>
      </section>
      <section><mg-toy-parameters .session=${session}></mg-toy-parameters></section>`
  }

  /** A button that can do nothing now stays where the keyboard is. */
  private button(name: string, isIdle: boolean, act: () => Promise<unknown>) {
    return html`<button
      class=${name.startsWith('Step') ? 'solid' : 'framed'}
      aria-disabled=${isIdle}
      @click=${() => {
        if (!isIdle) void act()
      }}
    >
      ${name}
    </button>`
  }

  private readonly setRate = (event: NumberChosen): void => {
    void this.session.reset({ learning_rate: event.value })
  }

  private network() {
    const { session } = this
    const view = session.view.value!
    const { kind, step } = shownParameters(session)
    const network = layoutNetwork(Math.max(leastWidth, this.inner))
    const position = session.position.value
    const letters = toyTokens
    const token = letters[view.reader.tokens[position]!]!
    return html`<div class="head">
        <h2>After ${step} steps, reading <code>${view.document}</code></h2>
        <div class="choice" role="group" aria-label="position">
          <span>at</span>
          ${Array.from(
            { length: view.reader.positions },
            (_, at) =>
              html`<button
                class="letter"
                aria-label="position ${at}, ${letters[view.reader.tokens[at]!]}"
                aria-pressed=${at === position}
                @click=${() => session.lookAtPosition(at)}
              >
                ${letters[view.reader.tokens[at]!]}
              </button>`,
          )}
        </div>
      </div>
      <p class="note">
        A line is a parameter: the wider the larger, orange above zero, blue below. Dots are what the model computes
        from ${token} at ${position}; plum is the letter that comes.
      </p>
      <div class="scroller" tabindex="0" role="region" aria-label="the toy as a network" @keydown=${walkMarks}>
        <svg width=${network.width} height=${network.height} role="group" aria-label="72 parameters as lines">
          ${networkDrawing(network, { session, reader: view.reader, position, letters, kind })}
        </svg>
      </div>`
  }

  private log(run: RunState, losses: readonly number[]) {
    const order = orderOf(run)
    const from = Math.max(0, losses.length - logLines)
    return html`<div class="log">
      <h2>Log</h2>
      <div role="log" aria-label="steps of training">
        <ol>
          ${losses.slice(from).map(
            (loss, i) =>
              html`<li>
                <span>step ${String(from + i + 1).padStart(4, '\u2007')}</span>
                <span>${order[(from + i) % order.length]}</span>
                <b>${decimal(loss, 4)}</b>
              </li>`,
          )}
          ${losses.length === 0 ? html`<li class="empty">no step done yet</li>` : nothing}
        </ol>
      </div>
    </div>`
  }

  override updated(): void {
    const marks = [...this.renderRoot.querySelectorAll<SVGElement>('.scroller .mark')]
    const present = marks.find(mark => mark.matches('.now')) ?? marks[0]
    for (const mark of marks) mark.setAttribute('tabindex', mark === present ? '0' : '-1')
  }
}

customElements.define('mg-toy', MgToy)

declare global {
  interface HTMLElementTagNameMap {
    'mg-toy': MgToy
  }
}
