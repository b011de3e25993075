/** Gradients by hand: a question, a field for the answer, a verdict, and only then the walk back. */
import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import {
  answerIn,
  drawnCount,
  exercisesOf,
  isRight,
  tolerance,
  truthOf,
  type Exercise,
} from '../../../lens/autograd/exercises.ts'
import { builtAt } from '../../../lens/autograd/steps.ts'
import { printed, torchLines, valueLines } from '../../../lens/autograd/torch.ts'
import { Walk } from '../../../lens/autograd/walk.ts'
import type { FocusLine, Session } from '../../../lens/session.ts'
import { numbersTable } from '../../marks/mg-numbers-table.ts'
import { Width } from '../../marks/width.ts'
import { SignalElement } from '../../signal-element.ts'
import { walkControls } from '../controls.ts'
import { graphStyles } from '../graph.styles.ts'
import { graphView } from '../graph-view.ts'
import { layoutOf } from '../layout.ts'
import { lessonStyles } from '../lesson.styles.ts'
import { focusLines, madeOf, short } from '../words.ts'
import { exercisesStyles } from './exercises.styles.ts'
import { askedFor, verdictOn } from './verdict.ts'

const firstSeed = 42
/** Answers are kept while the page is open, each under the seed and number of its exercise. */
const solved = new Set<string>()

export class MgExercises extends SignalElement {
  static override properties = {
    session: { attribute: false },
    seed: { state: true },
    index: { state: true },
    answers: { state: true },
    checked: { state: true },
  }
  declare session: Session
  declare private seed: number
  declare private index: number
  /** What was typed, field by field. */
  declare private answers: readonly string[]
  /** What was typed when it was last checked; null before that. */
  declare private checked: readonly string[] | null

  static override styles = [...lessonStyles, graphStyles, exercisesStyles]

  private readonly width: Width = new Width(this)
  private exercises: readonly Exercise[] = exercisesOf(firstSeed)
  private walk = new Walk()

  constructor() {
    super()
    this.seed = firstSeed
    this.index = 0
    this.answers = []
    this.checked = null
    this.open(0)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.walk.stop()
    if (this.session) this.session.focusLines.value = null
  }

  private get exercise(): Exercise {
    return this.exercises[this.index]!
  }

  private open(index: number): void {
    this.walk.stop()
    this.index = index
    this.answers = this.exercise.asks.map(() => '')
    this.checked = null
    const walk = new Walk(this.exercise.preset)
    // The forward values are there, unless one of them is what is asked.
    const isForward = this.exercise.asks.some(({ kind }) => kind !== 'grad')
    walk.goTo(isForward ? this.exercise.preset.leaves.length : builtAt(walk.walkthrough.peek()))
    this.walk = walk
  }

  private draw(): void {
    this.seed++
    this.exercises = exercisesOf(this.seed)
    this.open(this.index)
  }

  private key(index: number): string {
    return `${index < this.exercises.length - drawnCount ? '' : this.seed}|${index}`
  }

  override render() {
    if (!this.session) return nothing
    const { exercise } = this
    return html`<div class="page">
      <section>
        ${this.rail()}
        <p class="question">${exercise.question}</p>
        <p class="formula">${exercise.preset.formula}</p>
        ${this.graph()} ${this.fields()}
        <p class="verdict" role="status">${this.checked ? this.verdict(this.checked) : nothing}</p>
        ${
          this.checked
            ? html`<div class="top">
                <p>${this.walk.state.value.isBack ? '' : 'Now watch it walked:'}</p>
                ${walkControls(this.walk)}
              </div>`
            : nothing
        }
        ${this.table()}
      </section>
      ${this.torch()}
    </div>`
  }

  private rail(): TemplateResult {
    return html`<nav class="rail" aria-label="exercises">
      ${this.exercises.map((_, i) => {
        const [isNow, isSolved] = [i === this.index, solved.has(this.key(i))]
        return html`<button
          class=${isSolved ? 'solid' : isNow ? 'half' : ''}
          aria-current=${isNow ? 'step' : nothing}
          aria-label="exercise ${i + 1}${isSolved ? ', solved' : ''}"
          @click=${() => this.open(i)}
        >
          <span class="square"></span>${i + 1}
        </button>`
      })}
      <button class="word-button" @click=${() => this.draw()}>other numbers</button>
    </nav>`
  }

  private graph(): TemplateResult {
    const [made, state] = [this.walk.walkthrough.value, this.walk.state.value]
    const layout = layoutOf(made, this.width.value || 736)
    return html`<div class="graph" tabindex="0" role="region" aria-label="the graph of the exercise">
      <svg width=${layout.width} height=${layout.height} role="group" aria-label="graph of ${made.preset.formula}">
        ${graphView({
          walk: made,
          // Before the answer nothing is in hand.
          state: this.checked ? state : { ...state, step: { kind: 'empty' } },
          layout,
          focused: made.nodes[0]!,
          isFaded: () => false,
          onEdge: () => {},
          onNode: () => {},
        })}
      </svg>
    </div>`
  }

  private fields(): TemplateResult {
    const { asks } = this.exercise
    return html`<form
      class="answers"
      @submit=${(event: Event) => {
        event.preventDefault()
        this.check()
      }}
    >
      ${asks.map(
        (ask, i) =>
          html`<label
            >${askedFor(ask)}${ask.kind === 'turn' ? '' : ' ='}
            <input
              inputmode="text"
              autocomplete="off"
              aria-label=${askedFor(ask)}
              .value=${live(this.answers[i] ?? '')}
              @input=${(event: Event) => this.answer(i, (event.target as HTMLInputElement).value)}
          /></label>`,
      )}
      <button class="action">Check</button>
      <span class="note"
        >Within ${tolerance}, or ${tolerance * 100} % of a number above 1, counts; 3/2 is a number too.</span
      >
    </form>`
  }

  private answer(index: number, text: string): void {
    this.answers = this.answers.map((answer, i) => (i === index ? text : answer))
  }

  private check(): void {
    const { exercise } = this
    const isSolved = exercise.asks.every((ask, i) => {
      const answer = answerIn(this.answers[i]!)
      return answer !== null && isRight(answer, truthOf(exercise, ask))
    })
    if (isSolved) solved.add(this.key(this.index))
    this.checked = this.answers
    if (exercise.asks.some(({ kind }) => kind !== 'grad')) this.walk.goTo(builtAt(this.walk.walkthrough.peek()))
    this.requestUpdate()
  }

  private verdict(answers: readonly string[]): TemplateResult[] {
    const { exercise } = this
    return exercise.asks.map((ask, i) => verdictOn(exercise, ask, answerIn(answers[i]!), this.walk.walkthrough.value))
  }

  private table(): TemplateResult {
    return numbersTable(() => {
      const { made, grads } = this.walk.state.value
      return {
        caption: 'The graph of the exercise',
        heads: ['number', 'made of', 'data', 'grad'],
        rows: this.walk.walkthrough.value.nodes.map((node): [string, ...string[]] => {
          const grad = grads.get(node)
          return [
            node.name,
            madeOf(node),
            made.has(node) ? short(node.value.data) : 'not made yet',
            grad === undefined ? 'not reached yet' : short(grad),
          ]
        }),
      }
    })
  }

  private torch(): TemplateResult {
    const code = (name: string, lines: readonly string[], prints: string): TemplateResult =>
      html`<div>
        <h3>${name}</h3>
        <div class="scroller" tabindex="0" role="region" aria-label=${name}>
          <pre class="python">${lines.map(line => html`<span>${line}</span>`)}<span class="new">${prints}</span></pre>
        </div>
      </div>`
    return html`<section>
      <h2>The same in PyTorch</h2>
      <p class="note">
        torch.tensor does for whole arrays what Value does for one number, and names it alike. Only the lines for Value
        run on this page; run the others yourself, and they print the same two numbers.
      </p>
      <div class="columns">
        ${code('PyTorch', torchLines, `→ ${printed()}`)} ${code('microgpt.py', valueLines, `→ ${printed()}`)}
      </div>
    </section>`
  }

  /** The lines that the question is about; nothing beside them says the answer. */
  private asked(): FocusLine[] {
    const { asks, preset } = this.exercise
    const ops = new Set<FocusLine['op']>(preset.lines.map(({ op }) => op))
    const isBack = asks.some(({ kind }) => kind === 'grad')
    return [...(isBack ? (['value.backward'] as const) : []), ...ops].map(op => ({ op, note: '' }))
  }

  override updated(): void {
    if (!this.session || !this.isConnected) return
    const lines = this.checked ? focusLines(this.walk.walkthrough.peek(), this.walk.state.peek()) : this.asked()
    if (JSON.stringify(lines) !== JSON.stringify(this.session.focusLines.peek())) this.session.focusLines.value = lines
  }
}

customElements.define('mg-exercises', MgExercises)

declare global {
  interface HTMLElementTagNameMap {
    'mg-exercises': MgExercises
  }
}
