/**
 * Every number of the model as it stands at the step that is looked at. Drawn into the element around it, without a
 * shadow root of its own: the line from the glowing mark to the code is measured there.
 */
import { html, nothing, svg } from 'lit'
import type { MatrixKind, TraceReader } from '../../lens/reading.ts'
import { lifeStoryOf } from '../../lens/life.ts'
import { decimal, thousands } from '../marks/numbers.ts'
import { Width } from '../marks/width.ts'
import { Turns } from './film/turns.ts'
import { KeptLayout, strideOf, type MatricesLayout } from './matrices-layout.ts'
import { PacedElement } from './paced-element.ts'
import { parameterMark } from './parameter-mark.ts'

type Kind = Exclude<MatrixKind, 'updated'>

const kinds: readonly { readonly kind: Kind; readonly label: string }[] = [
  { kind: 'values', label: 'values' },
  { kind: 'gradients', label: 'gradients' },
  { kind: 'm', label: 'Adam m' },
  { kind: 'v', label: 'Adam v' },
]

export class MgAllParameters extends PacedElement {
  static override properties = { ...PacedElement.properties, kind: { state: true }, entrance: { state: true } }
  declare kind: Kind
  /** The matrix at which the tab key enters; up and down go to the others. */
  declare entrance: string | null

  private readonly width: Width = new Width(this)
  private readonly layout = new KeptLayout()
  private readonly turns = new Turns<unknown>()

  constructor() {
    super()
    this.kind = 'values'
    this.entrance = null
  }

  protected override createRenderRoot(): HTMLElement {
    return this
  }

  override render() {
    const [run, view] = [this.session.run.value, this.session.view.value]
    if (!run || !view || this.width.value === 0) return nothing
    const { reader, provisional } = view
    const isKnown = !provisional || this.kind === 'values' || this.kind === 'gradients'
    const layout = this.layout.of(reader.matrices, this.width.value)
    const stride = strideOf(layout)
    return html`<div class="parameters-head">
        <h2>All ${thousands(run.plan.parameters)} parameters</h2>
        ${this.choice()} ${this.scale(reader)}
      </div>
      ${stride > 1 ? html`<p class="note">1 of ${stride ** 2} cells drawn; pointed at, each can be read</p>` : nothing}
      ${isKnown ? this.drawing(reader, layout, stride) : html`<p class="note">Adam’s moments are known once this run has been trained here.</p>`}`
  }

  protected override updated(): void {
    if (this.turns.isBehind) this.drawOn()
  }

  private choice() {
    return html`<div class="kinds" role="radiogroup" aria-label="what is shown of each parameter">
      ${kinds.map(
        ({ kind, label }) =>
          html`<label class=${kind === this.kind ? 'chosen' : ''}
            ><input
              type="radio"
              name="kind"
              .checked=${kind === this.kind}
              @change=${() => (this.kind = kind)}
            />${label}</label
          >`,
      )}
    </div>`
  }

  /** The ramp with its ends; a mean of squares has no negative half. */
  private scale(reader: TraceReader) {
    const { scale } = reader.matrix('wte', this.kind)
    const digits = scale < 0.1 ? 2 : scale < 0.4 ? 1 : 2
    const steps = Array.from({ length: this.kind === 'v' ? 9 : 17 }, (_, i) => (this.kind === 'v' ? i : i - 8))
    const token = (level: number): string => (level === 0 ? 'd-0' : level < 0 ? `d-n${-level}` : `d-p${level}`)
    return html`<span class="scale"
      >${this.kind === 'v' ? '0' : decimal(-scale, digits)}
      <svg width=${steps.length * 5} height="8" aria-hidden="true" shape-rendering="crispEdges">
        ${steps.map((level, i) => svg`<rect x=${i * 5} width="5" height="8" fill="var(--${token(level)})"></rect>`)}
      </svg>
      +${decimal(scale, digits)}</span
    >`
  }

  private drawing(reader: TraceReader, layout: MatricesLayout, stride: number) {
    const { session, kind } = this
    const moment = session.moment.value
    const followed = lifeStoryOf(session).chosen.value
    const now = moment?.op === 'adam' ? moment.parameter : null
    const entrance = layout.places.some(({ matrix }) => matrix.name === this.entrance)
      ? this.entrance
      : (now ?? layout.places[0]!.matrix.name)
    const parts = layout.places.map(place => {
      const { name } = place.matrix
      const shown = kind === 'values' && session.isUpdated(name) ? 'updated' : kind
      const look = {
        place,
        stride,
        isNow: name === now,
        isFocusable: name === entrance,
        chosen: followed?.matrix.name === name ? followed.index : null,
      }
      const make = () => parameterMark({ ...look, reading: reader.matrix(name, shown) })
      return { name, of: [reader, shown, ...Object.values(look)], make }
    })
    return html`<svg
      class="matrices"
      width=${this.width.value}
      height=${layout.height}
      role="group"
      aria-label="all parameters"
      @keydown=${this.keys}
    >
      ${layout.layers.map(({ layer, y }) => svg`<text x="0" y=${y + 9} class="small muted">layer ${layer}</text>`)}
      ${this.turns.take(parts, this.timeToDraw)}
    </svg>`
  }

  private readonly keys = (event: KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const marks = [...this.querySelectorAll<SVGGElement>('.mark')]
    const at = marks.findIndex(mark => mark === event.target)
    const next = by === undefined || at < 0 ? undefined : marks[at + by]
    if (by !== undefined && at >= 0) event.preventDefault()
    if (!next) return
    this.entrance = next.dataset['parameter'] ?? null
    next.focus()
  }
}

customElements.define('mg-all-parameters', MgAllParameters)

declare global {
  interface HTMLElementTagNameMap {
    'mg-all-parameters': MgAllParameters
  }
}
