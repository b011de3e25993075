/** The class Value, grown in four stages that really run, and its six operations on numbers of one's own. */
import { html, nothing, type TemplateResult } from 'lit'
import { presetOf } from '../../../lens/autograd/descent.ts'
import { runStage, stages, type Stage, type StageRun } from '../../../lens/autograd/stages.ts'
import { walkOf, type Walk } from '../../../lens/autograd/walk.ts'
import type { ValueOp } from '../../../lens/autograd/presets.ts'
import { sixOperations } from '../../../lens/autograd/six.ts'
import type { FocusLine, Session } from '../../../lens/session.ts'
import type { MgSlider } from '../../marks/mg-slider.ts'
import { Width } from '../../marks/width.ts'
import { SignalElement } from '../../signal-element.ts'
import { choice, leafSliders, typedField } from '../controls.ts'
import { layoutOf } from '../layout.ts'
import { lessonStyles } from '../lesson.styles.ts'
import { short } from '../words.ts'
import { memoryPicture } from './memory-picture.ts'
import { valueStyles } from './value.styles.ts'

const first = presetOf('a = -6; b = 7; c = 10; d = a*b + c')

export class MgValueClass extends SignalElement {
  static override properties = {
    session: { attribute: false },
    stage: { state: true },
    op: { state: true },
    numbers: { state: true },
  }
  declare session: Session
  declare private stage: Stage
  /** The operation that was chosen in the table, in place of the stage. */
  declare private op: ValueOp | null
  declare private numbers: { readonly a: number; readonly b: number; readonly n: number }

  static override styles = [...lessonStyles, valueStyles]

  private readonly width: Width = new Width(this)

  constructor() {
    super()
    this.stage = stages[0]!
    this.op = null
    this.numbers = { a: 2, b: -1.5, n: 3 }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    if (this.session) this.session.focusLines.value = null
  }

  override render() {
    if (!this.session) return nothing
    const { stage, walk } = this
    const [preset, values] = [walk.preset.value, walk.values.value]
    const ran = runStage(stage, preset, values)
    const expression = walk.walkthrough.value
    const layout = layoutOf(expression, this.width.value || 736)
    return html`<div class="page">
      <div class="top">
        <fieldset class="presets">
          <legend class="unseen">stage</legend>
          ${stages.map(each => choice('stage', each.title, each === stage, () => this.choose(each)))}
        </fieldset>
      </div>
      <section>
        <p class="note">${stage.note}</p>
        <div class="stage">
          <div class="scroller" tabindex="0" role="region" aria-label="the class at this stage">
            <pre class="python">
${stage.python.map(([line, isNew]) => html`<span class=${isNew ? 'new' : ''}>${line}</span>`)}</pre>
          </div>
          <div>
            <h2>What does it remember now?</h2>
            ${this.printed(ran)} ${this.remembered(ran)}
          </div>
        </div>
        ${typedField(walk)} ${leafSliders(walk)}
        <div class="scroller" tabindex="0" role="region" aria-label="the objects">
          <svg width=${layout.width} height=${layout.height} role="img" aria-label=${this.label(ran)}>
            ${memoryPicture(expression, ran, layout)}
          </svg>
        </div>
      </section>
      ${this.six()}
    </div>`
  }

  /** Where somebody is stays for as long as the page does, and is in the link. */
  private get walk(): Walk {
    return walkOf(this.session, 'value', first)
  }

  private choose(stage: Stage): void {
    this.stage = stage
    this.op = null
  }

  private label({ objects }: StageRun): string {
    const kept = objects.filter(({ isKept }) => isKept)
    return `${kept.length} objects are kept: ${kept.map(({ name }) => name).join(', ')}`
  }

  /** What the last line of the program would print. */
  private printed({ objects, problem }: StageRun): TemplateResult {
    const { text, lines } = this.walk.preset.value
    const last = objects.find(({ name }) => name === lines.at(-1)!.name)
    const data = last?.fields.find(([field]) => field === 'data')?.[1]
    return html`<p class="printed" role="status">
      &gt;&gt;&gt; ${text}<br />
      ${
        problem === null
          ? html`${last!.name}.data is <b>${short(Number(data))}</b>`
          : html`<span class="stop">${problem}</span>`
      }
    </p>`
  }

  /** The fields as they are on the objects, which are asked for them. */
  private remembered({ objects }: StageRun): TemplateResult {
    const fields = [...new Set(objects.flatMap(({ fields }) => fields.map(([field]) => field)))]
    const worded = (value: number | readonly (number | string)[] | undefined): string => {
      if (value === undefined) return ''
      if (typeof value === 'number') return short(value)
      return value.length === 0
        ? '()'
        : `(${value.map(each => (typeof each === 'number' ? short(each) : each)).join(', ')})`
    }
    return html`<div class="scroller" tabindex="0" role="region" aria-label="fields of the objects">
      <table class="figures">
        <caption class="unseen">
          what each object holds
        </caption>
        <thead>
          <tr>
            <td></td>
            ${fields.map(field => html`<th scope="col"><code>${field}</code></th>`)}
          </tr>
        </thead>
        <tbody>
          ${objects
            .filter(({ isKept }) => isKept)
            .map(
              ({ name, fields: own }) =>
                html`<tr>
                  <th scope="row">${name}</th>
                  ${fields.map(field => {
                    const value = own.find(([each]) => each === field)?.[1]
                    return html`<td class=${field === 'grad' ? 'grad' : ''}>${worded(value)}</td>`
                  })}
                </tr>`,
            )}
        </tbody>
      </table>
    </div>`
  }

  private six(): TemplateResult {
    const { a, b, n } = this.numbers
    const knob = (name: 'a' | 'b' | 'n', least: number, most: number, step: number): TemplateResult =>
      html`<mg-slider
        .label=${name}
        .least=${least}
        .most=${most}
        .step=${step}
        .digits=${step === 1 ? 0 : 2}
        .value=${this.numbers[name]}
        @input=${(event: Event) =>
          (this.numbers = { ...this.numbers, [name]: (event.currentTarget as MgSlider).value })}
      ></mg-slider>`
    return html`<section>
      <h2>Six operations know their own derivative</h2>
      <p class="note">
        Each returns a Value with its local gradients. Minus, division and the reversed forms are made of these six. A
        product of matrices does as a · b does: each gets the other one back, transposed.
      </p>
      <div class="knobs">${knob('a', -3, 3, 0.1)} ${knob('b', -3, 3, 0.1)} ${knob('n', -3, 3, 1)}</div>
      <div class="scroller" tabindex="0" role="region" aria-label="six operations">
        <table class="figures six">
          <thead>
            <tr>
              <th scope="col">forward</th>
              <th scope="col">here</th>
              <th scope="col">local gradients</th>
              <th scope="col">here</th>
            </tr>
          </thead>
          <tbody>
            ${sixOperations(a, b, n).map(
              ({ op, forward, data, locals, local_grads }) =>
                html`<tr class=${op === this.op ? 'chosen' : ''}>
                  <td>
                    <button
                      data-op=${op}
                      aria-pressed=${op === this.op}
                      @click=${() => (this.op = this.op === op ? null : op)}
                    >
                      ${forward}
                    </button>
                  </td>
                  <td>${short(data)}</td>
                  <td class="math">${locals.join(', ')}</td>
                  <td>(${local_grads.map(short).join(', ')})</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </section>`
  }

  override updated(): void {
    if (!this.session || !this.isConnected) return
    const lines = this.lines()
    if (JSON.stringify(lines) !== JSON.stringify(this.session.focusLines.peek())) this.session.focusLines.value = lines
  }

  /** The lines of the whole class that the stage is about, or those of the operation that was chosen. */
  private lines(): FocusLine[] {
    const { a, b, n } = this.numbers
    const chosen = sixOperations(a, b, n).find(({ op }) => op === this.op)
    if (chosen)
      return [{ op: chosen.op, note: `${short(chosen.data)}, local (${chosen.local_grads.map(short).join(', ')})` }]
    return this.stage.ops.map(op => ({ op, note: '' }))
  }
}

customElements.define('mg-value-class', MgValueClass)

declare global {
  interface HTMLElementTagNameMap {
    'mg-value-class': MgValueClass
  }
}
