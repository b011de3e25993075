/** One weight's life: a curve for each line of the update, and the sum of the step that is looked at. */
import { html, nothing, svg } from 'lit'
import { digits, lifeStoryOf, lineOf, rowsOf, type LifeRow, type WeightLife } from '../../../lens/life.ts'
import { pinsOf, type Side } from '../../../lens/pins.ts'
import { roleOfParameter } from '../../../lens/reading.ts'
import { thousands } from '../../marks/numbers.ts'
import { Width } from '../../marks/width.ts'
import { FilmPart } from './film-part.ts'
import { lifeCurve, reachOf, xOf, yOf, type LifePicture } from './life-drawing.ts'
import { lifeTable } from './life-table.ts'

const [namesWidth, sumsWidth, height] = [88, 284, 44]
/** From here on the sums stand beside the curves. */
const wide = 600

interface DrawnRow {
  readonly row: LifeRow
  readonly reach: number
  readonly hue: string
  readonly curve: unknown
}

export class MgWeightLife extends FilmPart {
  static override properties = { ...FilmPart.properties, isTableOpen: { state: true } }
  declare isTableOpen: boolean

  private readonly width: Width = new Width(this)
  private drawn: { readonly of: WeightLife; readonly width: number; readonly rows: readonly DrawnRow[] } | null = null

  constructor() {
    super()
    this.isTableOpen = false
  }

  protected override follow(): () => void {
    return lifeStoryOf(this.session).follow()
  }

  override render() {
    const { session } = this
    const story = lifeStoryOf(session)
    const [run, chosen, life] = [session.run.value, story.chosen.value, story.life.value]
    if (!run || !chosen || this.width.value === 0) return nothing
    const isThere = life !== null && life.index === story.index.value && life.grad.length > 0
    return html`<div class="parameters-head">
        <h2>One weight’s life</h2>
        <code class=${roleOfParameter(chosen.matrix.name)}>${chosen.name}</code>
        <span class="muted">click a cell above to follow another</span>
        <button class="go underlined" @click=${() => session.turnTo('Training', 'optimisers')}>
          by other optimisers
        </button>
      </div>
      ${isThere ? this.body(life, chosen.matrix.name) : html`<p class="note">${this.wait()}</p>`}`
  }

  private wait(): string {
    const { losses, running } = this.session.training
    if (losses.value.length === 0) return 'It begins with the first step of training.'
    return running.value ? 'It is gone through when training rests.' : 'Its steps are gone through again …'
  }

  private body(life: WeightLife, parameter: string) {
    const { session } = this
    const isWide = this.width.value >= wide
    const picture: LifePicture = {
      width: isWide ? this.width.value - namesWidth - sumsWidth : this.width.value,
      height,
      from: life.from,
      steps: life.isWhole ? Math.max(2, life.grad.length) : life.grad.length,
    }
    const rows = this.rows(life, picture, parameter)
    const step = session.view.value!.step
    const at = step >= life.from && step < life.from + life.grad.length ? step - life.from : null
    const moment = session.moment.value
    const isNow = moment?.op === 'adam' && moment.parameter === parameter
    const last = life.from + life.grad.length
    return html`${life.isWhole ? nothing : html`<p class="note">${partly(life, session.training.losses.value.length)}</p>`}
      <div class="life ${isWide ? 'wide' : ''}">
        ${this.flags(picture)} ${rows.map(drawn => this.row(drawn, picture, at, parameter, isNow))}
        <div class="steps" aria-hidden="true">
          <span>step ${thousands(life.from + 1)}</span><span>${thousands(last)}</span>
        </div>
      </div>
      <details @toggle=${(event: Event) => (this.isTableOpen = (event.target as HTMLDetailsElement).open)}>
        <summary class="underlined">curves as a table</summary>
        ${
          this.isTableOpen
            ? lifeTable(
                life,
                rows.map(({ row }) => row),
              )
            : nothing
        }
      </details>`
  }

  /** The curves are drawn once: only what is read at the step moves with it. */
  private rows(life: WeightLife, picture: LifePicture, parameter: string): readonly DrawnRow[] {
    const { drawn } = this
    if (drawn?.of === life && drawn.width === picture.width) return drawn.rows
    const rows = rowsOf(life, this.session.run.value!.config).map(row => {
      const reach = reachOf(row)
      const hue = row.name === 'p.data' ? roleOfParameter(parameter) : 'grad'
      return { row, reach, hue, curve: lifeCurve(picture, row, reach, hue) }
    })
    this.drawn = { of: life, width: picture.width, rows }
    return rows
  }

  private sides(picture: LifePicture): { readonly side: Side | null; readonly x: number }[] {
    const pins = pinsOf(this.session)
    const sides = pins.sides.value
    const viewed = pins.viewed.value
    const isInside = (step: number): boolean => step - 1 >= picture.from && step - 1 < picture.from + picture.steps
    const found = sides
      ? [
          { side: 'a' as const, step: sides.a },
          { side: 'b' as const, step: sides.b },
        ]
      : []
    const all = [...found, ...(viewed === null || sides?.b === viewed ? [] : [{ side: null, step: viewed }])]
    return all.filter(({ step }) => isInside(step)).map(({ side, step }) => ({ side, x: xOf(picture, step - 1) }))
  }

  private flags(picture: LifePicture) {
    const sides = this.sides(picture).filter(({ side }) => side !== null)
    if (sides.length === 0) return nothing
    return html`<svg class="flags" width=${picture.width} height="14" aria-hidden="true">
      ${sides.map(({ side, x }) => svg`<text x=${x} y="11" class="middle bold small">${side!.toUpperCase()}</text>`)}
    </svg>`
  }

  private row(
    { row, reach, hue, curve }: DrawnRow,
    picture: LifePicture,
    at: number | null,
    parameter: string,
    isNow: boolean,
  ) {
    const line = lineOf(this.session, row.binds)
    const sum = at === null ? null : row.sum(at)
    const isLit = isNow && row.name === 'p.data'
    const isExplained = row.raw !== null && row.isPositive && picture.width > 300
    return html`<button
      class="row ${isLit ? 'lit' : ''}"
      data-op=${row.binds === null ? 'backward' : 'adam'}
      data-parameter=${row.binds === null ? nothing : parameter}
    >
      <span class="name"
        ><code class=${hue}>${row.name}</code
        >${line === null ? nothing : html`<span class="line">line ${line}</span>`}</span
      >
      <svg width=${picture.width} height=${height} aria-hidden="true">
        ${curve}
        ${this.sides(picture).map(
          ({ side, x }) =>
            svg`<path d="M${x} 0V${height}" stroke="var(--ink)" stroke-dasharray=${side === 'a' ? '2 2' : 'none'} opacity=${side === null ? 0.5 : 1}></path>`,
        )}
        ${
          sum === null
            ? nothing
            : svg`<circle cx=${xOf(picture, picture.from + at!)} cy=${yOf(picture, row, reach, sum.value)} r="2.75" fill="var(--${hue})" stroke="var(--paper)"></circle>`
        }
        ${isExplained ? svg`<text x=${0.2 * picture.width} y=${height - 8} class="small cased" fill="var(--ink-2)">dotted: v, before it is made up for its start at 0</text>` : nothing}
      </svg>
      <span class="sum"
        >${sum === null ? '–' : html`<b>${digits(sum.value)}</b> <span>${sum.words}</span>`}${this.more(row, at)}</span
      >
    </button>`
  }

  /** What stands between the lines: the mean made up for its start, and what the root is of. */
  private more({ more }: LifeRow, at: number | null) {
    if (at === null || !more) return nothing
    return more(at).map(({ name, value, words }) => html` <i>${digits(value)}</i> <span>${name} ${words}</span>`)
  }
}

/** Why there is only a part of it. */
function partly({ from, grad, milliseconds }: WeightLife, steps: number): string {
  const seconds = Math.round((steps * milliseconds) / 1000)
  return `Steps ${thousands(from + 1)} to ${thousands(from + grad.length)} only: at this size all ${thousands(steps)} would take about ${thousands(seconds)} s.`
}

customElements.define('mg-weight-life', MgWeightLife)

declare global {
  interface HTMLElementTagNameMap {
    'mg-weight-life': MgWeightLife
  }
}
