/** From this model to the large ones: what their numbers are, and squares with a parameter for each unit of area. */
import { html, LitElement, nothing, type TemplateResult } from 'lit'
import {
  countOf,
  gpt2,
  gpt3,
  growth,
  headDimOf,
  isSameSize,
  microgpt,
  sizeOf,
  toy,
  type ModelSize,
  type NamedSize,
} from '../../../lens/notes/sizes.ts'
import type { Session } from '../../../lens/session.ts'
import { buttonStyles } from '../../marks/button.styles.ts'
import { markStyles } from '../../marks/mark.styles.ts'
import { noteStyles } from '../../marks/note.styles.ts'
import { thousands } from '../../marks/numbers.ts'
import '../../marks/mg-slider.ts'
import { Width } from '../../marks/width.ts'
import { SignalElement } from '../../signal-element.ts'
import { scaleStyles } from './scale.styles.ts'
import { squares } from './squares.ts'
import { metresInPixel, sideOf, zoomFor, zoomRange } from './zoom.ts'

export class MgScale extends SignalElement {
  static override properties = { session: { attribute: false }, zoom: { state: true } }
  declare session: Session
  /** log₁₀ of the parameters that would fill the picture. */
  declare private zoom: number

  static override styles = [buttonStyles, markStyles, noteStyles, scaleStyles]

  private readonly width: Width = new Width(this)
  private frame = 0

  constructor() {
    super()
    this.zoom = zoomFor(countOf(microgpt))
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    cancelAnimationFrame(this.frame)
  }

  override render() {
    const { session, width, zoom } = this
    const run = session.run.value
    if (!run || width.value === 0) return nothing
    const here: NamedSize = { name: 'this model', ...sizeOf(run.config, run.plan.vocab_size) }
    const known = [toy, microgpt, gpt2, gpt3]
    const models = known.some(model => isSameSize(model, here))
      ? known.map(model => (isSameSize(model, here) ? { ...model, name: `${model.name} (this model)` } : model))
      : [toy, microgpt, here, gpt2, gpt3]
    const side = Math.min(width.value - 32, 380)
    return html`<div class="page">
      <h2>From this to GPT-2, and on</h2>
      <p class="note">
        The lines that run are the same; their numbers are not. One parameter is the same area in every square.
      </p>
      <div class="both">
        <figure @wheel=${this.onWheel}>
          ${squares(models, zoom, side)}
          <figcaption>
            <mg-slider
              label="parameters that fill the frame: 10 to the power of"
              name="zoom"
              .value=${zoom}
              .least=${zoomRange[0]}
              .most=${zoomRange[1]}
              .step=${0.05}
              .digits=${1}
              @input=${this.onSlide}
            ></mg-slider>
            ${beyond(models, zoom, side)}
            <div class="to" role="group" aria-label="zoom to">
              ${models.map(
                model => html`<button @click=${() => this.zoomTo(zoomFor(countOf(model)))}>${model.name}</button>`,
              )}
            </div>
          </figcaption>
        </figure>
        ${this.growth()}
      </div>
      ${this.table(models)}
    </div>`
  }

  private growth(): TemplateResult {
    let before = countOf(microgpt)
    return html`<section aria-label="one number at a time">
      <h3>microgpt to GPT-2 small, one number at a time</h3>
      <ol>
        <li>
          <button @click=${() => this.zoomTo(zoomFor(countOf(microgpt)))}>microgpt</button><b>${thousands(before)}</b
          ><span></span>
        </li>
        ${growth(microgpt, gpt2).map(({ words, count }) => {
          const times = count / before
          const change = count - before
          before = count
          return html`<li>
            <button @click=${() => this.zoomTo(zoomFor(count))}>${words}</button><b>${thousands(count)}</b
            ><span>${changeInWords(change, times)}</span>
          </li>`
        })}
      </ol>
      <p class="note">
        Heads cost nothing: they only cut the same width into more bands. Width costs most, as both sides of a layer’s
        matrices grow with it.
      </p>
    </section>`
  }

  private table(models: readonly NamedSize[]): TemplateResult {
    const row = (words: string, text: (size: ModelSize) => string): TemplateResult =>
      html`<tr>
        <th scope="row">${words}</th>
        ${models.map(model => html`<td>${text(model)}</td>`)}
      </tr>`
    const yes = (is: boolean): string => (is ? 'yes' : 'no')
    return html`<div class="scroller" tabindex="0" role="region" aria-label="sizes of models">
      <table>
        <thead>
          <tr>
            <th scope="col">in numbers</th>
            ${models.map(({ name }) => html`<th scope="col">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${row('vocab_size', size => thousands(size.vocab_size))} ${row('n_embd', size => thousands(size.n_embd))}
          ${row('n_head', size => thousands(size.n_head))} ${row('head_dim', size => thousands(headDimOf(size)))}
          ${row('block_size', size => thousands(size.block_size))} ${row('n_layer', size => thousands(size.n_layer))}
          ${row('width of the MLP', size => thousands(size.mlp_width))}
          ${row('biases, gains', size => yes(size.biases))} ${row('head is wte', size => yes(size.tied_head))}
          <tr class="count">
            <th scope="row">parameters</th>
            ${models.map(model => html`<td><b>${thousands(countOf(model))}</b></td>`)}
          </tr>
          ${row('of microgpt', size => times(countOf(size) / countOf(microgpt)))}
        </tbody>
      </table>
    </div>`
  }

  private readonly onSlide = (event: Event): void => {
    const [input] = event.composedPath()
    if (input instanceof HTMLInputElement) this.show(Number(input.value))
  }

  private show(zoom: number): void {
    cancelAnimationFrame(this.frame)
    this.zoom = clamp(zoom)
  }

  /** At either end the page scrolls on. */
  private readonly onWheel = (event: WheelEvent): void => {
    if (event.target instanceof LitElement) return
    const next = clamp(this.zoom + event.deltaY / 400)
    if (next === this.zoom) return
    event.preventDefault()
    this.show(next)
  }

  private zoomTo(zoom: number): void {
    cancelAnimationFrame(this.frame)
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return this.show(zoom)
    const [from, began] = [this.zoom, performance.now()]
    const length = 300 + 160 * Math.abs(zoom - from)
    const move = (now: number): void => {
      const t = Math.min(1, Math.max(0, (now - began) / length))
      this.zoom = from + (zoom - from) * t * t * (3 - 2 * t)
      if (t < 1) this.frame = requestAnimationFrame(move)
    }
    this.frame = requestAnimationFrame(move)
  }
}

/** How wide the squares would be that go beyond the frame. */
function beyond(models: readonly NamedSize[], zoom: number, frame: number): TemplateResult {
  const wide = models.flatMap(model => {
    const side = sideOf(countOf(model), zoom, frame)
    if (side <= frame) return []
    const metres = side * metresInPixel
    const words = metres < 1 ? `${Math.round(100 * metres)} cm` : `${thousands(Number(metres.toPrecision(2)))} m`
    return [`${model.name} ${words}`]
  })
  return html`<p class="beyond">
    ${wide.length > 0 ? `At this scale, beyond the frame: ${wide.join(', ')} wide.` : 'All of them are in the frame.'}
  </p>`
}

function changeInWords(change: number, times: number): string {
  if (change === 0) return 'the same'
  if (times >= 1.1) return `× ${times < 10 ? times.toFixed(1) : thousands(Math.round(times))}`
  const size = Math.abs(change)
  return `${change > 0 ? '+' : '−'} ${size < 1e6 ? thousands(size) : `${(size / 1e6).toFixed(1)} M`}`
}

const clamp = (zoom: number): number => Math.min(zoomRange[1], Math.max(zoomRange[0], zoom))

const times = (share: number): string =>
  share >= 10 ? `× ${thousands(Math.round(share))}` : share === 1 ? '1' : `× ${share.toFixed(share < 0.1 ? 3 : 2)}`

customElements.define('mg-scale', MgScale)

declare global {
  interface HTMLElementTagNameMap {
    'mg-scale': MgScale
  }
}
