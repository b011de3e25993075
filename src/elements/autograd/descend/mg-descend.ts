/** Gradient descent: a neuron that is to say 10, and a point on a curve, step by step. */
import { html, nothing, type TemplateResult } from 'lit'
import { curves, neuron, reluNeuron } from '../../../lens/autograd/descent.ts'
import { startValues } from '../../../lens/autograd/expression.ts'
import type { Session } from '../../../lens/session.ts'
import { numbersTable } from '../../marks/mg-numbers-table.ts'
import type { MgSlider } from '../../marks/mg-slider.ts'
import '../../marks/mg-slider.ts'
import { decimal } from '../../marks/numbers.ts'
import { Width } from '../../marks/width.ts'
import { SignalElement } from '../../signal-element.ts'
import { choice } from '../controls.ts'
import { lessonStyles } from '../lesson.styles.ts'
import { short, worked } from '../words.ts'
import { curveHeight, curvePicture } from './curve-picture.ts'
import { descendStyles } from './descend.styles.ts'
import { Descending } from './descending.ts'
import { chartHeight, stepChart } from './step-chart.ts'
import { stepButtons } from './stepper.ts'

const parameters = ['w', 'b'] as const

export class MgDescend extends SignalElement {
  static override properties = { session: { attribute: false }, hasRelu: { state: true }, curve: { state: true } }
  declare session: Session
  declare private hasRelu: boolean
  declare private curve: (typeof curves)[number]

  static override styles = [...lessonStyles, descendStyles]

  private readonly width: Width = new Width(this)
  private readonly fit: Descending = new Descending(this, neuron, parameters, 0.02)
  private readonly slide: Descending = new Descending(this, curves[0]!.preset, ['p'], 0.1)

  constructor() {
    super()
    this.hasRelu = false
    this.curve = curves[0]!
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.light()
  }

  override firstUpdated(): void {
    this.light()
  }

  /** The gradients are those of the line that adds them up. */
  private light(): void {
    if (this.session) this.session.focusLines.value = [{ op: 'value.backward', note: 'at every step anew' }]
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    if (this.session) this.session.focusLines.value = null
  }

  override render() {
    if (!this.session) return nothing
    const width = this.width.value || 736
    return html`<div class="page">${this.neuron(width)} ${this.onCurve(width)}</div>`
  }

  private rate(descent: Descending, least: number, most: number): TemplateResult {
    return html`<mg-slider
      label="learning rate"
      .least=${least}
      .most=${most}
      .step=${least}
      .digits=${3}
      .value=${descent.rate}
      @input=${(event: Event) => {
        descent.rate = (event.currentTarget as MgSlider).value
        this.requestUpdate()
      }}
    ></mg-slider>`
  }

  private buttons(descent: Descending): TemplateResult {
    return stepButtons({
      steps: descent.steps.length - 1,
      isPlaying: descent.isPlaying,
      isAtEnd: descent.isAtEnd,
      onStep: () => descent.step(),
      onPlay: () => descent.toggle(),
      onStart: () => descent.startOver(),
    })
  }

  // ── the neuron ──

  private neuron(width: number): TemplateResult {
    const { fit } = this
    const { values, data, grads, loss } = fit.now
    const target = values['y']!
    const each = width < 560 ? width : (width - 28) / 2
    const chart = (title: string, of: readonly number[], hue: string, isTarget: boolean): TemplateResult =>
      html`<svg width=${each} height=${chartHeight} role="img" aria-label="${title}, over ${of.length - 1} steps">
        ${stepChart({ title, values: of, hue, reference: isTarget ? { at: target, word: `y = ${target}` } : null, width: each })}
      </svg>`
    const move = (name: string): string => {
      const [value, grad] = [values[name]!, grads[name]!]
      return `${name} ← ${worked(value)} − ${decimal(fit.rate, 3)} × ${grad < 0 ? `(${short(grad)})` : short(grad)} = ${worked(value - fit.rate * grad)}`
    }
    return html`<section>
      <h2>A neuron that is to say ${target}</h2>
      <p class="note">
        The input x = ${values['x']} and the target y = ${target} stay. Every step runs the expression, walks it back,
        and moves w and b a little against their gradients, which are other ones after that.
      </p>
      <fieldset class="presets">
        <legend class="unseen">neuron</legend>
        ${choice('relu', 'ŷ = w·x + b', !this.hasRelu, () => this.choose(false))}
        ${choice('relu', 'ŷ = relu( w·x + b )', this.hasRelu, () => this.choose(true))}
      </fieldset>
      <div class="knobs">${this.rate(fit, 0.005, 0.15)}</div>
      ${this.buttons(fit)}
      <div class="charts">
        ${chart(
          'ŷ',
          fit.steps.map(step => step.data['ŷ']!),
          'ink',
          true,
        )}
        ${chart(
          'loss = (ŷ − y)²',
          fit.steps.map(step => step.loss),
          'logit',
          false,
        )}
      </div>
      <p class="worked">
        <span>ŷ = ${short(data['ŷ']!)}, loss = ${short(loss)}</span>
        <span>
          ∂loss/∂w = <b class="grad">${short(grads['w']!)}</b>, ∂loss/∂b = <b class="grad">${short(grads['b']!)}</b>
        </span>
        <span>${move('w')}</span>
        <span>${move('b')}</span>
      </p>
      <p class="verdict" role="status">${this.fitVerdict()}</p>
      ${numbersTable(() => ({
        caption: 'The descent so far',
        heads: ['step', 'w', 'b', 'ŷ', 'loss', '∂w', '∂b'],
        rows: fit.steps.map(({ values, data, grads, loss }, i): [string, ...string[]] => [
          String(i),
          ...[values['w']!, values['b']!, data['ŷ']!, loss, grads['w']!, grads['b']!].map(worked),
        ]),
      }))}
    </section>`
  }

  private fitVerdict(): string {
    const { fit } = this
    const { data, values, grads, loss } = fit.now
    if (fit.hasDiverged)
      return `The loss is ${short(loss)}: each step overshoots by more than it gained. A smaller learning rate does not.`
    if (this.hasRelu && grads['w'] === 0 && loss > 0)
      return 'The relu lets nothing through, so no gradient comes back: the neuron is dead and stays so.'
    const [first, second] = [fit.steps.at(-2)?.data['ŷ'], data['ŷ']!]
    const away = Math.abs(second - values['y']!)
    if (first === undefined) return `ŷ is ${worked(second)}, ${worked(away)} away from the target.`
    return `ŷ went from ${worked(first)} to ${worked(second)}; ${worked(away)} are left.`
  }

  private choose(hasRelu: boolean): void {
    this.hasRelu = hasRelu
    this.fit.startAt(hasRelu ? reluNeuron : neuron)
  }

  // ── the curve ──

  private onCurve(width: number): TemplateResult {
    const { slide, curve } = this
    const { values, grads, loss } = slide.now
    const [p, grad] = [values['p']!, grads['p']!]
    const [least, most] = curve.range
    return html`<section>
      <h2>One parameter on its curve</h2>
      <p class="note">
        The slope at p is p.grad; the arrow is the step, −learning rate × p.grad. Left of a minimum the slope is
        negative and the arrow points right, right of it the other way.
      </p>
      <fieldset class="presets">
        <legend class="unseen">curve</legend>
        ${curves.map(each =>
          choice('curve', each.title, each === curve, () => {
            this.curve = each
            slide.startAt(each.preset)
          }),
        )}
      </fieldset>
      <p class="formula">${curve.preset.formula}</p>
      <div class="knobs">
        ${this.rate(slide, 0.01, 1.2)}
        <mg-slider
          label="start at p"
          .least=${least}
          .most=${most}
          .step=${0.1}
          .value=${slide.steps[0]!.values['p']!}
          @input=${(event: Event) =>
            slide.startAt(curve.preset, { ...startValues(curve.preset), p: (event.currentTarget as MgSlider).value })}
        ></mg-slider>
      </div>
      ${this.buttons(slide)}
      <svg
        width=${width}
        height=${curveHeight}
        role="img"
        aria-label="the loss over p, p at ${short(p)}, slope ${short(grad)}"
      >
        ${curvePicture({ preset: curve.preset, range: curve.range, steps: slide.steps, rate: slide.rate, width })}
      </svg>
      <p class="worked">
        <span>p = ${worked(p)}, L = ${worked(loss)}, p.grad = <b class="grad">${worked(grad)}</b></span>
        <span
          >p ← ${worked(p)} − ${decimal(slide.rate, 3)} × ${grad < 0 ? `(${worked(grad)})` : worked(grad)} =
          ${worked(p - slide.rate * grad)}</span
        >
      </p>
      <p class="verdict" role="status">
        ${
          slide.hasDiverged
            ? `p has run away after ${slide.steps.length - 1} steps: this learning rate is too large for this curve.`
            : slide.isStill
              ? `The slope at p = ${worked(p)} is ${worked(grad)}: p rests.`
              : slide.isAtEnd
                ? `p still moves after ${slide.steps.length - 1} steps: it swings from one side to the other.`
                : ''
        }
      </p>
      ${numbersTable(() => ({
        caption: 'The steps on the curve so far',
        heads: ['step', 'p', 'L', 'p.grad', 'p moves by'],
        rows: slide.steps.map(({ values, grads, loss }, i): [string, ...string[]] => [
          String(i),
          ...[values['p']!, loss, grads['p']!, -slide.rate * grads['p']!].map(worked),
        ]),
      }))}
    </section>`
  }
}

customElements.define('mg-descend', MgDescend)

declare global {
  interface HTMLElementTagNameMap {
    'mg-descend': MgDescend
  }
}
