/** The loss of every step so far; the playhead on it takes every tab to another step. */
import { html, nothing, type PropertyValues } from 'lit'
import { glanceOf } from '../../lens/glance.ts'
import { countAside, heldOutOf, stepsBefore } from '../../lens/held-out.ts'
import { passingWords } from '../../lens/loss-passing.ts'
import { pinsOf } from '../../lens/pins.ts'
import { runsOf } from '../../lens/runs.ts'
import { scrubberOf } from '../../lens/scrubbing.ts'
import { buttonStyles } from '../marks/button.styles.ts'
import { decimal, thousands } from '../marks/numbers.ts'
import { markStyles } from '../marks/mark.styles.ts'
import { underlinedStyles } from '../marks/underlined.styles.ts'
import { Width } from '../marks/width.ts'
import { pinButtons } from './film/pin-buttons.ts'
import { lossChartStyles } from './mg-loss-chart.styles.ts'
import { heldOutDot, lossDrawing, type LossPicture } from './loss-drawing.ts'
import { lossRange, scalesIn, strideFor } from './loss-scale.ts'
import { lossTable } from './loss-table.ts'
import { PacedElement } from './paced-element.ts'
import { extremesOf } from './runs/kept-curves.ts'

const height = 230

export class MgLossChart extends PacedElement {
  static override properties = { ...PacedElement.properties, hovered: { state: true }, isTableOpen: { state: true } }
  /** The step under the pointer, counted from 1. */
  declare hovered: number | null
  declare isTableOpen: boolean

  static override styles = [markStyles, buttonStyles, underlinedStyles, lossChartStyles]

  private readonly width: Width = new Width(this)
  private picture: LossPicture | null = null

  constructor() {
    super()
    this.hovered = null
    this.isTableOpen = false
  }

  override render() {
    const picture = this.lookAtSession()
    if (!picture) return nothing
    const { losses, num_steps, viewed, stride, first } = picture
    const count = losses.length
    // While steps are on their way the thumb is where it was put: else the next key would go on from behind it.
    const shown = Math.min(count, scrubberOf(this.session).wanted.value ?? viewed)
    const every = stride === 1 ? 'one dot a step' : `one dot every ${stride} steps`
    return html`<div class="head">
        <h2>Loss</h2>
        <span class="muted">nats a letter, ${every}</span>
        <span class="readout">${this.readout(picture)}</span>
      </div>
      <div class="plot" @pointermove=${this.hover} @pointerleave=${() => this.lookAway()} @pointerdown=${this.lookHere}>
        <svg width=${this.width.value} height=${height} role="img" aria-label=${this.summary(picture)}>
          ${lossDrawing(picture)}
        </svg>
        <input
          type="range"
          aria-label="training step"
          aria-valuetext=${count === first ? 'no step done yet' : this.words(picture, shown)}
          min=${first + 1}
          max=${Math.max(first + 1, count)}
          step="1"
          .value=${String(Math.max(first + 1, shown))}
          ?disabled=${count - first < 2}
          @pointerdown=${(event: Event) => event.stopPropagation()}
          @input=${(event: Event) => void this.scrub(Number((event.target as HTMLInputElement).value))}
        />
      </div>
      ${pinButtons(this.session)}
      <details @toggle=${(event: Event) => (this.isTableOpen = (event.target as HTMLDetailsElement).open)}>
        <summary class="underlined">as a table</summary>
        ${this.isTableOpen ? lossTable(losses, picture.means, picture.heldOut, Math.max(50, Math.ceil(num_steps / 2000) * 50)) : nothing}
      </details>
      ${this.said(picture)}`
  }

  /** What the chart shows, from the signals of the session. */
  private lookAtSession(): LossPicture | null {
    const { session } = this
    const [run, view, losses] = [session.run.value, session.view.value, session.training.losses.value]
    const width = this.width.value
    if (!run || !view || width === 0) return (this.picture = null)
    const { num_steps } = run.config
    const isNarrow = width < 480
    const box = { left: 28, right: width - (isNarrow ? 84 : 104), top: 22, bottom: height - 34 }
    const kept = runsOf(session).curves.value.filter(({ id }) => id !== runsOf(session).same.value?.id)
    const means = session.training.smoothedLosses.value
    const range = lossRange([...losses, ...extremesOf(kept)], run.baselines, run.plan.vocab_size, means.at(-1))
    return (this.picture = {
      width,
      height,
      box,
      isNarrow,
      ...scalesIn(box, num_steps, range),
      range,
      num_steps,
      losses,
      kept,
      first: run.start?.state.step ?? 0,
      means,
      stride: strideFor(num_steps),
      heldOut: heldOutOf(session).points.value.filter(({ loss }) => loss < 2 * range[1]),
      baselines: run.baselines,
      viewed: Math.min(num_steps, view.step + 1),
      document: view.document,
      loss: view.reader.loss,
      ...this.pins(),
      hovered: this.hovered !== null && this.hovered <= losses.length ? this.hovered : null,
      isReplayed: view.provisional,
    })
  }

  private stopMeasuring: (() => void) | null = null

  override connectedCallback(): void {
    super.connectedCallback()
    this.stopMeasuring ??= heldOutOf(this.session).follow()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.stopMeasuring?.()
    this.stopMeasuring = null
    glanceOf(this.session).at(null)
  }

  /** What can be read off the curve, in words. */
  private said({ means, baselines, heldOut }: LossPicture) {
    const run = this.session.run.value!
    const pairs = baselines.find(({ name }) => name === 'bigram')
    const last = heldOut.at(-1)
    const [aside, until] = [countAside(run), stepsBefore(run)]
    const done = this.session.training.losses.value.length
    return html`<ul class="said">
      ${pairs ? html`<li>${passingWords(means, pairs.loss)}</li>` : nothing}
      ${
        last
          ? html`<li>
              <svg width="8" height="8" aria-hidden="true">${heldOutDot(4, 4)}</svg>
              <b>${decimal(last.loss, 3)}</b> on ${thousands(aside)} names kept aside, after step
              ${thousands(last.step)}${done > until ? html`; since step ${thousands(until)} training reads them too, so they are no test any more` : ', which training has not read'}.
            </li>`
          : nothing
      }
    </ul>`
  }

  private pins(): Pick<LossPicture, 'a' | 'b' | 'sides'> {
    const pins = pinsOf(this.session)
    return { a: pins.reached(pins.a.value), b: pins.reached(pins.b.value), sides: pins.sides.value }
  }

  private scrub(step: number): Promise<void> {
    return scrubberOf(this.session).to(step)
  }

  override updated(changed: PropertyValues<this>): void {
    super.updated(changed)
    const { picture } = this
    if (!picture) return
    // The thumb of the slider stands exactly on the step's place in the chart.
    const plot = this.renderRoot.querySelector<HTMLElement>('.plot')!
    plot.style.setProperty('--from', `${picture.x(picture.first + 1)}px`)
    plot.style.setProperty('--to', `${picture.x(Math.max(picture.first + 1, picture.losses.length))}px`)
  }

  private words({ losses, means }: LossPicture, step: number): string {
    return `step ${thousands(step)}, loss ${decimal(losses[step - 1]!, 4)}, smoothed ${decimal(means[step - 1]!, 4)}`
  }

  private readout({ losses, means, hovered, viewed, isNarrow, first }: LossPicture) {
    const step = hovered ?? Math.min(viewed, losses.length)
    if (step <= first) return nothing
    return html`step <b>${thousands(step)}</b> loss
      <b>${decimal(losses[step - 1]!, 4)}</b>
      ${isNarrow ? nothing : html`smoothed <b>${decimal(means[step - 1]!, 4)}</b>`}`
  }

  private summary({ losses, num_steps, means, first }: LossPicture): string {
    const done = `${thousands(losses.length)} of ${thousands(num_steps)} steps done`
    return `loss of each training step: ${done}${losses.length === first ? '' : `, smoothed loss ${decimal(means.at(-1)!)}`}`
  }

  private stepAt(event: MouseEvent): number | null {
    const { picture } = this
    if (!picture || picture.losses.length === picture.first) return null
    const x = event.clientX - (event.currentTarget as HTMLElement).getBoundingClientRect().left
    const step = Math.round(picture.x.invert(x))
    const { first, losses } = picture
    return step < first || step > losses.length + 4 ? null : Math.min(losses.length, Math.max(first + 1, step))
  }

  private lookAway(): void {
    this.hovered = null
    glanceOf(this.session).at(null)
  }

  private readonly hover = (event: PointerEvent): void => {
    this.hovered = this.stepAt(event)
    // What is pressed goes there; what is only pointed at is glanced at.
    glanceOf(this.session).at(event.buttons === 0 ? this.hovered : null)
    const isDragged = (event.currentTarget as HTMLElement).hasPointerCapture(event.pointerId)
    if (isDragged && this.hovered !== null) void this.scrub(this.hovered)
  }

  /** A press in the picture takes the playhead there, and along while it is held; a finger scrolls the page instead. */
  private readonly lookHere = (event: PointerEvent): void => {
    const step = this.stepAt(event)
    if (step === null || event.button !== 0) return
    if (event.pointerType !== 'touch') (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId)
    void this.scrub(step)
  }
}

customElements.define('mg-loss-chart', MgLossChart)

declare global {
  interface HTMLElementTagNameMap {
    'mg-loss-chart': MgLossChart
  }
}
