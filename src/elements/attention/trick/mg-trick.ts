/** The trick of attention in four stages: an average, a matrix, a softmax, and then scores that are learned. */
import { html, nothing, type TemplateResult } from 'lit'
import { lettersOf } from '../../../lens/attention-compare.ts'
import { farthest } from '../../../lens/attend.ts'
import { stageNames, stagesOf, type Stage, type StageName } from '../../../lens/attention-trick.ts'
import type { HeadPlace } from '../../../lens/query-playground.ts'
import type { TraceReader } from '../../../lens/reading.ts'
import type { Session } from '../../../lens/session.ts'
import { buttonStyles } from '../../marks/button.styles.ts'
import { markStyles } from '../../marks/mark.styles.ts'
import { decimal, probability } from '../../marks/numbers.ts'
import { Width } from '../../marks/width.ts'
import { SignalElement } from '../../signal-element.ts'
import { placeChoice, placeOf } from '../lab/head-choice.ts'
import { labStyles } from '../../marks/lab.styles.ts'
import { numbersTable } from '../../marks/mg-numbers-table.ts'
import { visible } from '../letters.ts'
import { trickProduct } from './product.ts'
import { stageWords } from './stages.ts'
import { trickStyles } from './trick.styles.ts'

export class MgTrick extends SignalElement {
  static override properties = { session: { attribute: false }, stage: { state: true } }
  declare session: Session
  declare private stage: StageName

  static override styles = [markStyles, buttonStyles, labStyles, trickStyles]

  private readonly width: Width = new Width(this)
  private known: {
    readonly reader: TraceReader
    readonly head: string
    readonly stages: ReturnType<typeof stagesOf>
  } | null = null

  constructor() {
    super()
    this.stage = 'average'
  }

  override render() {
    const { session, stage } = this
    const [view, run] = [session.view.value, session.run.value]
    if (!view || !run || this.width.value === 0) return nothing
    const { reader } = view
    const letters = lettersOf(reader, run.tokenizer)
    const place = placeOf(session, reader)
    const stages = this.stages(reader, place)
    const inner = this.width.value - (this.width.value < 500 ? 32 : 48)
    const { title, says, code } = stageWords[stage]
    const at = stageNames.indexOf(stage)
    return html`<div class="page">
      ${placeChoice(session, reader, letters)}
      <nav aria-label="stages">
        <ol>
          ${stageNames.map(
            (name, i) =>
              html`<li>
                <button aria-current=${name === stage ? 'step' : nothing} @click=${() => (this.stage = name)}>
                  ${i + 1} ${name}
                </button>
              </li>`,
          )}
        </ol>
        <button class="go" ?disabled=${at === 0} @click=${() => this.turn(-1)}>Back</button>
        <button class="go" ?disabled=${at === stageNames.length - 1} @click=${() => this.turn(1)}>Next</button>
      </nav>
      <div aria-live="polite">
        <h2>${at + 1}. ${title[0]!.toUpperCase() + title.slice(1)}</h2>
        <p class="note">${says}</p>
      </div>
      <div class="pair">
        <div class="code"><pre tabindex="0" aria-label="the stage in Python">${code}</pre></div>
        ${this.agreement(stages)}
      </div>
      <section>${trickProduct({ stage, numbers: stages[stage], reader, letters, place, width: inner })}</section>
      ${this.table(stages[stage], letters)}
    </div>`
  }

  private stages(reader: TraceReader, { layer, head }: HeadPlace): ReturnType<typeof stagesOf> {
    const name = `${layer} ${head}`
    if (this.known?.reader !== reader || this.known.head !== name)
      this.known = { reader, head: name, stages: stagesOf(reader, layer, head) }
    return this.known.stages
  }

  private turn(by: number): void {
    this.stage = stageNames[stageNames.indexOf(this.stage) + by] ?? this.stage
  }

  /** How far the stages are from the first: the same numbers, until the scores are learned. */
  private agreement(stages: ReturnType<typeof stagesOf>): TemplateResult {
    return html`<div>
      <h3>largest difference of any number in out from stage 1</h3>
      <dl>
        ${stageNames.slice(1).map((name, i) => {
          const difference = farthest(stages.average.out, stages[name].out)
          const words = difference < 1e-9 ? 'the same numbers' : 'other numbers'
          return html`<div class=${name === this.stage ? 'now' : ''}>
            <dt>${i + 2} ${name}</dt>
            <dd>
              <b
                >${difference === 0 ? '0' : difference < 1e-3 ? difference.toExponential(1).replace('-', '−') : decimal(difference, 4)}</b
              >
              ${words}
            </dd>
          </div>`
        })}
      </dl>
      <p class="note">
        Between 1, 2 and 3 only the last bit is rounded otherwise: 1 adds and then divides, the others weigh and then
        add.
      </p>
    </div>`
  }

  private table({ weights, out }: Stage, letters: readonly string[]): TemplateResult {
    const T = letters.length
    const columns = out.length / T
    return numbersTable(() => ({
      caption: `Stage ${stageNames.indexOf(this.stage) + 1}: weights of every row, and what comes out`,
      heads: [
        'row',
        ...(weights ? letters.map((letter, i) => `w ${visible(letter)} ${i}`) : []),
        ...Array.from({ length: columns }, (_, d) => `out[${d}]`),
      ],
      rows: letters.map((letter, t) => [
        `${visible(letter)} ${t}`,
        ...(weights ? letters.map((_, s) => probability(weights[t * T + s]!, 3)) : []),
        ...Array.from({ length: columns }, (_, d) => decimal(out[t * columns + d]!, 4)),
      ]),
    }))
  }
}

customElements.define('mg-trick', MgTrick)

declare global {
  interface HTMLElementTagNameMap {
    'mg-trick': MgTrick
  }
}
