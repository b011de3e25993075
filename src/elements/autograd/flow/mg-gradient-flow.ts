/** How much gradient passes each block and reaches each matrix, at the step in view and over training; what is exactly 0. */
import { html, nothing, type TemplateResult } from 'lit'
import { operations } from '../../../engine/operations.ts'
import { flowOf, gradientFlowOf, type FlowFilm, type StepFlow } from '../../../lens/gradient-flow.ts'
import { zeroReasons, type ZeroReason } from '../../../lens/gradient-zeros.ts'
import { scrubberOf } from '../../../lens/scrubbing.ts'
import type { Session, View } from '../../../lens/session.ts'
import { walkMarks } from '../../marks/walk-marks.ts'
import { buttonStyles } from '../../marks/button.styles.ts'
import { cellAt } from '../../marks/heat.ts'
import type { MarkElement } from '../../marks/mark.ts'
import { Following } from '../../marks/following.ts'
import { markStyles } from '../../marks/mark.styles.ts'
import type { MgSlider } from '../../marks/mg-slider.ts'
import { noteStyles } from '../../marks/note.styles.ts'
import { thousands } from '../../marks/numbers.ts'
import { tableStyles } from '../../marks/table.styles.ts'
import { Width } from '../../marks/width.ts'
import { SignalElement } from '../../signal-element.ts'
import { modelGraphStyles } from '../model-graph/model-graph.styles.ts'
import { flowStyles } from './flow.styles.ts'
import { axisOf, dots, isWide, pictureHeight, strips, type FlowLook, type FlowRow } from './picture.ts'
import { blockRows, matrixRows } from './rows.ts'
import { flowTable } from './table.ts'
import '../../marks/mg-slider.ts'

export class MgGradientFlow extends SignalElement {
  static override properties = { session: { attribute: false }, layer: { state: true }, isTableOpen: { state: true } }
  declare session: Session
  /** The one that was chosen here; null follows the cursor. */
  declare private layer: number | null
  declare private isTableOpen: boolean

  static override styles = [markStyles, buttonStyles, noteStyles, tableStyles, modelGraphStyles, flowStyles]

  private readonly width: Width = new Width(this)
  readonly following: Following = new Following(this, () =>
    this.session ? gradientFlowOf(this.session).follow() : null,
  )
  private seen: { view: View; flow: StepFlow; zeros: readonly ZeroReason[] } | null = null

  constructor() {
    super()
    this.layer = null
    this.isTableOpen = false
  }

  override render() {
    const { session } = this
    const [view, run, width] = [session?.view.value, session?.run.value, this.width.value]
    if (!view || !run || width === 0) return nothing
    if (this.seen?.view !== view)
      this.seen = { view, flow: flowOf(view.reader, view.step), zeros: zeroReasons(view.reader) }
    const { flow, zeros } = this.seen
    const film = gradientFlowOf(session).film.value
    const shown = film?.document === view.document ? film : null
    return html`<div class="head">
        <h2>Gradient flow</h2>
        <p>step ${thousands(view.step + 1)} on <code>${view.document || 'the empty name'}</code></p>
        ${this.slider()}
      </div>
      <p class="note">
        The loss asks every block how it should change. What is printed is the root mean square of dL/dx over all
        numbers that a block puts out; the walk back goes from the bottom row to the top.
      </p>
      ${this.blocks(flow, shown)} ${this.matrices(flow, shown)} ${this.zeros(zeros)}
      <details @toggle=${(event: Event) => (this.isTableOpen = (event.target as HTMLDetailsElement).open)}>
        <summary>as a table</summary>
        ${this.isTableOpen ? flowTable(flow, shown, run.config) : nothing}
      </details>`
  }

  /** One name through all of training: each step would bring its own otherwise. */
  private go(step: number): void {
    const { session } = this
    const { document } = session.view.peek()!
    const kept = session.document.peek() === null ? session.read(document) : Promise.resolve(true)
    void kept.then(() => scrubberOf(session).to(step))
  }

  private slider() {
    const { session } = this
    const done = session.training.losses.value.length
    if (done < 2) return nothing
    const step = scrubberOf(session).wanted.value ?? session.view.value!.step + 1
    return html`<mg-slider
      label="training step"
      .value=${step}
      .least=${(session.run.value!.start?.state.step ?? 0) + 1}
      .most=${done}
      .step=${1}
      .digits=${0}
      @input=${({ currentTarget }: Event) => this.go((currentTarget as MgSlider).value)}
    ></mg-slider>`
  }

  /** There is something to draw over training. */
  private get isTrained(): boolean {
    return this.session.training.losses.value.length > 1
  }

  private get shownLayer(): number {
    return Math.min(this.layer ?? this.session.moment.value?.layer ?? 0, this.session.run.value!.config.n_layer - 1)
  }

  private blocks(flow: StepFlow, film: FlowFilm | null): TemplateResult {
    const { n_layer } = this.session.run.value!.config
    const { shownLayer } = this
    const rows = blockRows(flow, film, shownLayer, this.session)
    return html`<section class="part" aria-label="by block">
      <div class="top">
        <h3>Through each block</h3>
        ${
          n_layer > 1
            ? html`<div class="layers" role="group" aria-label="layer">
                ${Array.from(
                  { length: n_layer },
                  (_, li) =>
                    html`<button aria-pressed=${li === shownLayer} @click=${() => (this.layer = li)}>
                      layer ${li}
                    </button>`,
                )}
              </div>`
            : nothing
        }
        <small>${n_layer > 1 ? 'hollow: the other layers' : ''}</small>
      </div>
      ${this.picture(rows, film, true)}
      ${this.isTrained ? nothing : html`<p class="note">No step is done yet: as it trains, each row gets its history.</p>`}
    </section>`
  }

  private matrices(flow: StepFlow, film: FlowFilm | null): TemplateResult {
    const rows = matrixRows(flow, film, this.shownLayer, this.session)
    return html`<section class="part" aria-label="by matrix">
      <div class="top">
        <h3>Into each matrix</h3>
        <small>RMS of .grad, zeros counted in</small>
      </div>
      ${this.picture(rows, film, false)}
    </section>`
  }

  private picture(rows: readonly FlowRow[], film: FlowFilm | null, isJoined: boolean): TemplateResult {
    const inner = this.width.value
    const steps = film?.steps.map(({ step }) => step) ?? []
    const look: FlowLook = {
      rows,
      width: inner,
      steps,
      wanted: film?.wanted ?? 0,
      at: steps.indexOf(this.session.view.value!.step),
      scale: axisOf(rows.flatMap(({ now, others }) => [now.rms, ...others])),
      isJoined,
    }
    const besides = this.isTrained && isWide(inner)
    const left = besides ? Math.round((inner - 28) * 0.54) : inner
    const right = besides ? inner - 28 - left : inner
    const height = pictureHeight(rows.length)
    return html`<div class="pictures">
      <svg class="dots" width=${left} height=${height} role="group" aria-label="at this step" @keydown=${walkRows}>
        ${dots(look, left)}
      </svg>
      ${
        steps.length > 1
          ? html`<div>
              <svg
                width=${right}
                height=${height}
                role="group"
                aria-label="over training"
                @click=${(event: MouseEvent) => this.goToStep(event, steps)}
                @keydown=${walkMarks}
              >
                ${strips(look, right, besides ? 0 : 96)}
              </svg>
            </div>`
          : nothing
      }
    </div>`
  }

  /** The app moves the cursor to the block; the step is known here. */
  private goToStep(event: MouseEvent, steps: readonly number[]): void {
    const mark = (event.target as Element).closest<MarkElement>('.mark')
    const box = mark?.querySelector('.hit')?.getBoundingClientRect()
    if (!box || !mark?.grid || event.detail === 0) return
    const step = steps[cellAt(mark.grid, event.clientX - box.left, event.clientY - box.top)?.column ?? -1]
    if (step !== undefined) this.go(step + 1)
  }

  private zeros(zeros: readonly ZeroReason[]): TemplateResult {
    const { n_layer } = this.session.run.value!.config
    const shown = zeros.filter(({ layer }) => layer === null || layer === this.shownLayer)
    return html`<section class="part" aria-label="exactly zero">
      <div class="top">
        <h3>Exactly 0, and why</h3>
        <small>${n_layer > 1 ? `of layer ${this.shownLayer} and of what all layers share` : ''}</small>
      </div>
      ${
        shown.length === 0
          ? html`<p>No gradient of this step is exactly 0 for a reason that is known here.</p>`
          : html`<ul class="zeros">
              ${shown.map(
                ({ op, layer, count, of, what, why }) =>
                  html`<li>
                    <button data-op=${op} data-layer=${layer ?? nothing} data-role=${operations[op].role}>
                      <b>${thousands(count)}</b> of ${thousands(of)}
                    </button>
                    <span>${what}: ${why}.</span>
                  </li>`,
              )}
            </ul>`
      }
    </section>`
  }
}

/** Up and down go from row to row. */
function walkRows(event: KeyboardEvent): void {
  const by = { ArrowUp: -1, ArrowDown: 1 }[event.key]
  const here = (event.target as Element).closest<SVGElement>('.row')
  if (!by || !here) return
  event.preventDefault()
  const rows = [...(here.closest('svg')?.querySelectorAll<SVGElement>('.row') ?? [])]
  rows[rows.indexOf(here) + by]?.focus()
}

customElements.define('mg-gradient-flow', MgGradientFlow)

declare global {
  interface HTMLElementTagNameMap {
    'mg-gradient-flow': MgGradientFlow
  }
}
