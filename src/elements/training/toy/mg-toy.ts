/** The toy, trained live: its words, one example at a time, all of its 72 numbers, and what it says comes next. */
import { html, nothing } from 'lit'
import { runsOf } from '../../../lens/runs.ts'
import { lifeStoryOf } from '../../../lens/life.ts'
import { isToy, toyDataset } from '../../../lens/toy.ts'
import { openToyOn, orderOf, readWords, shownParameters, toyQueriesOf, wordsOf } from '../../../lens/toy-training.ts'
import type { RunState } from '../../../lens/session.ts'
import { labStyles } from '../../attention/lab/lab.styles.ts'
import { numbersTable } from '../../attention/lab/mg-numbers-table.ts'
import { walkMarks } from '../../attention/picking.ts'
import { buttonStyles } from '../../marks/button.styles.ts'
import { markStyles } from '../../marks/mark.styles.ts'
import type { NumberChosen } from '../../marks/mg-slider.ts'
import '../../marks/mg-slider.ts'
import { decimal, thousands } from '../../marks/numbers.ts'
import { Width } from '../../marks/width.ts'
import { PacedElement } from '../paced-element.ts'
import './mg-toy-queries.ts'
import { networkDrawing } from './network-drawing.ts'
import { layoutNetwork, leastWidth } from './network-layout.ts'
import { toyMatrices } from './toy-matrices.ts'
import type { Shown } from './toy-shown.ts'
import { toyStyles } from './toy.styles.ts'

const kinds = { values: 'values', gradients: 'gradients', change: 'change since the start' } as const
type Kind = keyof typeof kinds

const logLines = 8

export class MgToy extends PacedElement {
  static override properties = { ...PacedElement.properties, kind: { state: true }, problem: { state: true } }
  declare private kind: Kind
  /** What is wrong with the words. */
  declare private problem: string | null

  static override styles = [markStyles, buttonStyles, labStyles, toyStyles]

  private readonly width: Width = new Width(this)
  private stopFollowing: (() => void) | null = null

  constructor() {
    super()
    this.kind = 'values'
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

  // ── before it is there ──

  private invitation() {
    const { session } = this
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
      <section>${this.network(run)}</section>
      <section class="two">
        ${this.log(run, losses)}
        <mg-toy-queries .session=${session}></mg-toy-queries>
      </section>
      <section>${this.matrices(run)}</section>`
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

  private letters(run: RunState): string[] {
    return Array.from({ length: run.tokenizer.vocab_size }, (_, id) => run.tokenizer.letter(id))
  }

  private network(run: RunState) {
    const { session } = this
    const view = session.view.value!
    const { kind, step } = shownParameters(session)
    const inner = this.width.value - (this.width.value < 500 ? 32 : 48)
    const network = layoutNetwork(Math.max(leastWidth, inner))
    const position = session.position.value
    const letters = this.letters(run)
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

  private matrices(run: RunState) {
    const { session, kind } = this
    const view = session.view.value!
    const { kind: base, step } = shownParameters(session)
    const shown: Shown =
      kind === 'change' ? { kind: 'change', base } : { kind: kind === 'gradients' ? 'gradients' : base }
    const moment = session.moment.value
    const first = run.start!.state.parameters
    const words = kind === 'gradients' ? `of step ${view.step + 1}, on ${view.document}` : `after ${step} steps`
    return html`<div class="head">
        <h2>All 72 parameters, ${words}</h2>
        <div class="choice" role="group" aria-label="what is shown of each parameter">
          ${(Object.keys(kinds) as Kind[]).map(
            each =>
              html`<button aria-pressed=${each === kind} @click=${() => (this.kind = each)}>${kinds[each]}</button>`,
          )}
        </div>
      </div>
      <div class="matrices" @keydown=${this.walk}>
        ${toyMatrices({
          reader: view.reader,
          shown,
          first,
          letters: this.letters(run),
          followed: lifeStoryOf(session).index.value,
          now: moment?.op === 'adam' ? moment.parameter : null,
        })}
      </div>
      <p class="aside">
        <button class="word-button" @click=${() => session.turnTo('Training')}>The life of the framed one</button>, its
        loss curve and the knobs are in the run.
      </p>
      ${numbersTable(() => ({
        caption: 'every parameter of the toy',
        heads: ['matrix', 'row', 'numbers'],
        rows: view.reader.matrices.flatMap(({ name, rows, columns }) => {
          const { values } = view.reader.matrix(name, base)
          return Array.from({ length: rows }, (_, row): [string, ...string[]] => [
            name,
            String(row),
            Array.from(values.slice(row * columns, (row + 1) * columns), value => decimal(value, 4)).join('  '),
          ])
        }),
      }))}`
  }

  /** From one matrix to the next by up and down; left and right stay for the cells in it. */
  private readonly walk = (event: KeyboardEvent): void => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    const marks = [...this.renderRoot.querySelectorAll<SVGElement>('.matrices .mark')]
    const at = marks.findIndex(mark => mark === event.composedPath()[0])
    if (!by || at < 0) return
    event.preventDefault()
    marks[at + by]?.focus()
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
