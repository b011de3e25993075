/** Why softmax, and why √d: what breaks without them, on the real scores, on random vectors, and in the real model. */
import { html, nothing, type TemplateResult } from 'lit'
import { lettersOf } from '../../../lens/attention-compare.ts'
import type { Session } from '../../../lens/session.ts'
import type { TraceReader } from '../../../lens/reading.ts'
import type { HeadPlace } from '../../../lens/query-playground.ts'
import { changed, rules, weigh, type Rule } from '../../../lens/softmax-alternatives.ts'
import { weighted } from '../../../lens/attend.ts'
import { buttonStyles } from '../../marks/button.styles.ts'
import { markStyles } from '../../marks/mark.styles.ts'
import type { MgSlider } from '../../marks/mg-slider.ts'
import '../../marks/mg-slider.ts'
import { decimal } from '../../marks/numbers.ts'
import { Width } from '../../marks/width.ts'
import { SignalElement } from '../../signal-element.ts'
import { placeChoice, placeOf } from '../lab/head-choice.ts'
import { labStyles } from '../../marks/lab.styles.ts'
import { numbersTable } from '../../marks/mg-numbers-table.ts'
import { visible } from '../letters.ts'
import { walkMarks } from '../../marks/walk-marks.ts'
import './mg-random-vectors.ts'
import './mg-scale-switch.ts'
import { ruleHeight, rulePicture } from './rule-picture.ts'
import { ruleWords, verdict } from './rule-words.ts'
import { whyStyles } from './why.styles.ts'

export class MgWhy extends SignalElement {
  static override properties = {
    session: { attribute: false },
    added: { state: true },
    stretched: { state: true },
    rule: { state: true },
  }
  declare session: Session
  /** What is added to every score, and what that is multiplied with. */
  declare private added: number
  declare private stretched: number
  /** The rule whose words are shown. */
  declare private rule: Rule

  static override styles = [markStyles, buttonStyles, labStyles, whyStyles]

  private readonly width: Width = new Width(this)

  constructor() {
    super()
    this.added = 0
    this.stretched = 1
    this.rule = 'sum'
  }

  override render() {
    const { session } = this
    const [view, run] = [session.view.value, session.run.value]
    if (!view || !run || this.width.value === 0) return nothing
    const { reader } = view
    const letters = lettersOf(reader, run.tokenizer)
    const place = placeOf(session, reader)
    const inner = this.width.value - (this.width.value < 500 ? 32 : 48)
    return html`<div class="page">
      ${placeChoice(session, reader, letters)}
      <h2>Why softmax: other ways to make weights of the same scores</h2>
      <p class="note">
        Weights should be positive, add up to 1, and pass a gradient to every score. Move all scores, or stretch them,
        and see which rule keeps that.
      </p>
      ${this.rules(reader, letters, place, inner)}
      <mg-random-vectors></mg-random-vectors>
      <mg-scale-switch .session=${session}></mg-scale-switch>
    </div>`
  }

  private rules(reader: TraceReader, letters: readonly string[], place: HeadPlace, inner: number): TemplateResult {
    const { layer, head, position } = place
    const real = reader.output('attention.scores', position, layer, head)!
    const values = reader.output('attention.value_head', position, layer, head)!
    const scores = changed(real.values, this.added, this.stretched)
    const weighings = rules.map(rule => ({ rule, ...weigh(rule, scores) }))
    const shown = weighings.find(({ rule }) => rule === this.rule)!
    const isChanged = this.added !== 0 || this.stretched !== 1
    return html`<div class="knobs">
        ${this.knob('added to every score', 'added', -3, 3)} ${this.knob('then stretched ×', 'stretched', 0, 8)}
        <button
          class="word-button"
          ?disabled=${!isChanged}
          @click=${() => {
            this.added = 0
            this.stretched = 1
          }}
        >
          back to the model’s scores
        </button>
      </div>
      <div class="scroller" @keydown=${walkMarks}>
        <svg width=${inner} height=${ruleHeight} role="group" aria-label="the same scores as weights, by four rules">
          ${rulePicture({ place, letters, scores, weighings, width: inner })}
        </svg>
      </div>
      <div class="choice" role="group" aria-label="rule">
        ${rules.map(
          rule =>
            html`<button aria-pressed=${rule === this.rule} @click=${() => (this.rule = rule)}>
              ${ruleWords[rule]}
            </button>`,
        )}
      </div>
      <p class="verdict" aria-live="polite">
        ${verdict(this.rule, shown)} head_out would be
        <code
          >[${Array.from(weighted(shown.weights, values.values, values.columns).slice(0, 4), value => decimal(value)).join(' ')}${values.columns > 4 ? ' …' : ''}]</code
        >.
      </p>
      ${numbersTable(() => ({
        caption: `What ${visible(letters[position]!)} at ${position} would read in head ${head}, by each rule`,
        heads: [
          'rule',
          ...scores.reduce<string[]>((heads, _, key) => [...heads, `${visible(letters[key]!)} ${key}`], []),
          'sum',
          'mean |∂w/∂s|',
        ],
        rows: [
          ['scores', ...Array.from(scores, score => decimal(score, 3)), '', ''],
          ...weighings.map(({ rule, weights, sum, slope }): [string, ...string[]] => [
            ruleWords[rule],
            ...Array.from(weights, weight => decimal(weight, 3)),
            decimal(sum, 3),
            decimal(slope, 4),
          ]),
        ],
      }))}`
  }

  private knob(label: string, name: 'added' | 'stretched', least: number, most: number): TemplateResult {
    return html`<mg-slider
      label=${label}
      .least=${least}
      .most=${most}
      .step=${0.05}
      .value=${this[name]}
      @input=${(event: Event) => (this[name] = (event.currentTarget as MgSlider).value)}
    ></mg-slider>`
  }
}

customElements.define('mg-why', MgWhy)

declare global {
  interface HTMLElementTagNameMap {
    'mg-why': MgWhy
  }
}
