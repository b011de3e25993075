/** All 72 parameters of the toy, printed: their values, their gradients, and how far training has moved them. */
import { html, nothing } from 'lit'
import { lifeStoryOf } from '../../../lens/life.ts'
import { shownParameters, toyTokens } from '../../../lens/toy-training.ts'
import { labStyles } from '../../marks/lab.styles.ts'
import { numbersTable } from '../../marks/mg-numbers-table.ts'
import { buttonStyles } from '../../marks/button.styles.ts'
import { markStyles } from '../../marks/mark.styles.ts'
import { decimal } from '../../marks/numbers.ts'
import { PacedElement } from '../paced-element.ts'
import { toyMatrices } from './toy-matrices.ts'
import type { Shown } from './toy-shown.ts'
import { toyStyles } from './toy.styles.ts'

const kinds = { values: 'values', gradients: 'gradients', change: 'change since the start' } as const
type Kind = keyof typeof kinds

export class MgToyParameters extends PacedElement {
  static override properties = { ...PacedElement.properties, kind: { state: true } }
  declare private kind: Kind

  static override styles = [markStyles, buttonStyles, labStyles, toyStyles]

  constructor() {
    super()
    this.kind = 'values'
  }

  override render() {
    const { session, kind } = this
    const [run, view] = [session.run.value, session.view.value]
    if (!run?.start || !view) return nothing
    const { kind: base, step } = shownParameters(session)
    const shown: Shown =
      kind === 'change' ? { kind: 'change', base } : { kind: kind === 'gradients' ? 'gradients' : base }
    const moment = session.moment.value
    const first = run.start.state.parameters
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
          letters: toyTokens,
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
    const marks = [...this.renderRoot.querySelectorAll<SVGElement>('.mark')]
    const at = marks.findIndex(mark => mark === event.composedPath()[0])
    if (!by || at < 0) return
    event.preventDefault()
    marks[at + by]?.focus()
  }
}

customElements.define('mg-toy-parameters', MgToyParameters)

declare global {
  interface HTMLElementTagNameMap {
    'mg-toy-parameters': MgToyParameters
  }
}
