/** Keys and query in two of their numbers; dragging moves the query. */
import { html, LitElement, nothing, svg, type TemplateResult } from 'lit'
import { plotReach } from '../../../lens/query-playground.ts'
import { markStyles } from '../../marks/mark.styles.ts'
import { labStyles } from '../../marks/lab.styles.ts'
import { keyPlot, plotValue, plotWords } from './key-plot.ts'
import { plotStyles } from './plot.styles.ts'

/** The query was dragged to other numbers. */
export class QueryChosen extends Event {
  constructor(readonly query: Float64Array) {
    super('query-chosen')
  }
}

const size = 190

export class MgKeyPlot extends LitElement {
  static override properties = {
    query: { attribute: false },
    own: { attribute: false },
    keys: { attribute: false },
    weights: { attribute: false },
    letters: { attribute: false },
    dims: { state: true },
  }
  declare query: Float64Array
  declare own: Float64Array
  declare keys: ArrayLike<number>
  declare weights: ArrayLike<number>
  declare letters: readonly string[]
  /** The two numbers that are drawn: to the right, and up. */
  declare private dims: readonly [number, number]

  static override styles = [markStyles, labStyles, plotStyles]

  constructor() {
    super()
    this.dims = [0, 1]
  }

  override render() {
    const { query, own, keys, weights, letters } = this
    const dims = this.shownDims()
    const isOwn = query.every((value, d) => value === own[d])
    const reach = plotReach(query, own, keys, dims)
    const plot = { query, keys, own: isOwn ? null : own, weights, letters, dims, reach, size }
    return html`<svg
        width=${size}
        height=${size}
        role="img"
        aria-label=${plotWords(plot)}
        @pointerdown=${(event: PointerEvent) => this.drag(event, true)}
        @pointermove=${(event: PointerEvent) => this.drag(event, false)}
      >
        ${svg`<rect width=${size} height=${size} fill="transparent"></rect>`}${keyPlot(plot)}
      </svg>
      ${own.length > 2 ? html`<p>${this.choice(0, 'right: q of')} ${this.choice(1, 'up: q of')}</p>` : nothing}`
  }

  private shownDims(): readonly [number, number] {
    const last = this.own.length - 1
    return [Math.min(this.dims[0], last), Math.min(this.dims[1], last)]
  }

  private choice(which: 0 | 1, label: string): TemplateResult {
    const dims = this.shownDims()
    const choose = (dim: number): void => {
      this.dims = which === 0 ? [dim, dims[1]] : [dims[0], dim]
    }
    return html`<label
      >${label}
      <select @change=${(event: Event) => choose(Number((event.target as HTMLSelectElement).value))}>
        ${Array.from(this.own, (_, dim) => html`<option value=${dim} ?selected=${dim === dims[which]}>${dim}</option>`)}
      </select></label
    >`
  }

  /** The end of the query goes to the pointer, in the two numbers that are drawn. */
  private drag(event: PointerEvent, isStart: boolean): void {
    const area = event.currentTarget as SVGSVGElement
    if (event.button > 0 || (!isStart && !area.hasPointerCapture(event.pointerId))) return
    if (isStart) area.setPointerCapture(event.pointerId)
    const box = area.getBoundingClientRect()
    const [across, up] = this.shownDims()
    const next = Float64Array.from(this.query)
    const scale = { size: box.width, reach: plotReach(next, this.own, this.keys, [across, up]) }
    next[across] = round(plotValue(event.clientX - box.left, scale))
    next[up] = round(-plotValue(event.clientY - box.top, scale))
    this.dispatchEvent(new QueryChosen(next))
  }
}

const round = (value: number): number => Math.round(value * 100) / 100

customElements.define('mg-key-plot', MgKeyPlot)

declare global {
  interface HTMLElementTagNameMap {
    'mg-key-plot': MgKeyPlot
  }
}
