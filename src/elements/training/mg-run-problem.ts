/** A run that diverged: where, what its last good step did, what to try. Empty while all is well. */
import { css, html, nothing } from 'lit'
import { divergenceOf, type Divergence } from '../../lens/after-divergence.ts'
import { pendingOf } from '../../lens/pending.ts'
import { buttonStyles } from '../marks/button.styles.ts'
import { thousands } from '../marks/numbers.ts'
import { PacedElement } from './paced-element.ts'

export class MgRunProblem extends PacedElement {
  static override properties = { ...PacedElement.properties, found: { state: true } }
  /** Of this problem, once its trace is there. */
  declare found: { readonly problem: string; readonly divergence: Divergence | null } | null

  static override styles = [
    buttonStyles,
    css`
      :host {
        display: block;
        font-size: var(--t-12);
      }
      :host([hidden]) {
        display: none;
      }
      h2,
      p {
        margin: 0 0 4px;
        font-size: inherit;
      }
      p {
        max-width: 84ch;
        color: var(--ink-2);
      }
      b {
        color: var(--ink);
        font: 12px var(--mono);
      }
      button {
        min-height: 26px;
        padding: 0 var(--s-3);
        border: 1px solid var(--rule-2);
        border-radius: var(--r-1);
      }
      button:hover {
        border-color: var(--ink);
      }
      @media (max-width: 700px) {
        button {
          min-height: 44px;
        }
      }
    `,
  ]

  private asked: string | null = null

  constructor() {
    super()
    this.found = null
  }

  override render() {
    const problem = this.session.training.problem.value
    this.hidden = problem === null
    if (problem === null) {
      this.asked = null
      return nothing
    }
    if (this.asked !== problem) {
      this.asked = problem
      void this.explain(problem)
    }
    const [head, rest] = split(problem)
    return html`<h2>${head}</h2>
      <p role="status">${rest}</p>
      ${this.found?.problem === problem && this.found.divergence ? this.advice(this.found.divergence) : nothing}`
  }

  private advice({ step, rate, update, parameters, change, advice }: Divergence) {
    const of = (value: number): string =>
      value < 1e5 ? String(Number(value.toPrecision(2))) : value.toExponential(1).replace('+', '')
    return html`<p>
        At step ${thousands(step)}, the last with a finite loss, the learning rate was <b>${of(rate)}</b> and moved a
        parameter by <b>${of(update)}</b>; the parameters were <b>${of(parameters)}</b> large (both as root mean
        square). ${advice}
      </p>
      <button @click=${() => this.take(change)}>Start again with ${changeWords(change)}</button>`
  }

  /** What is explained here needs no other place to be said in. */
  override updated(): void {
    const { message, training } = this.session
    if (message.value !== null && message.value === training.problem.value) message.value = null
  }

  private async take(change: Divergence['change']): Promise<void> {
    const pending = pendingOf(this.session)
    pending.choose(change)
    await pending.apply()
  }

  private async explain(problem: string): Promise<void> {
    const { session } = this
    const good = session.training.losses.peek().length
    const [config, view] = [
      session.run.peek()!.config,
      good > 0 ? await session.questions.traceOf(good - 1, null).catch(() => null) : null,
    ]
    if (this.asked === problem) this.found = { problem, divergence: view && divergenceOf(config, view) }
  }
}

/** Where it happened stands above; what happened, below. */
function split(problem: string): [string, string] {
  const at = problem.indexOf(': ')
  return at < 0
    ? ['Training stopped', problem]
    : [problem.slice(0, at), `${problem[at + 2]!.toUpperCase()}${problem.slice(at + 3)}`]
}

const changeWords = (change: Divergence['change']): string =>
  Object.entries(change)
    .map(([name, value]) => `${name.replaceAll('_', ' ')} ${String(value)}`)
    .join(', ')

customElements.define('mg-run-problem', MgRunProblem)

declare global {
  interface HTMLElementTagNameMap {
    'mg-run-problem': MgRunProblem
  }
}
