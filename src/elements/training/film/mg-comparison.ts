/** A and B held against each other: the names they make up, every parameter, and what they make of the name at hand. */
import { html, nothing, svg } from 'lit'
import { comparisonOf, type Difference } from '../../../lens/comparison.ts'
import { lifeStoryOf, lineOf } from '../../../lens/life.ts'
import { pinsOf, type Side, type Sides } from '../../../lens/pins.ts'
import { scrubberOf } from '../../../lens/scrubbing.ts'
import { shortName } from '../../../lens/reading.ts'
import { decimal, exact, probability, thousands } from '../../marks/numbers.ts'
import { Width } from '../../marks/width.ts'
import { KeptLayout, strideOf } from '../matrices-layout.ts'
import { parameterMark } from '../parameter-mark.ts'
import { differenceTable } from './difference-table.ts'
import { Turns } from './turns.ts'
import { FilmPart } from './film-part.ts'
import { readsView } from './reads-view.ts'

/** From here on the names stand beside the matrices. */
const wide = 600
const namesWidth = 214

export class MgComparison extends FilmPart {
  static override properties = { ...FilmPart.properties, isTableOpen: { state: true }, entrance: { state: true } }
  declare isTableOpen: boolean
  /** The matrix at which the tab key enters; up and down go to the others. */
  declare entrance: string | null

  private readonly width: Width = new Width(this)
  private last: Difference | null = null
  private readonly layout = new KeptLayout()
  private readonly turns = new Turns<unknown>()

  constructor() {
    super()
    this.isTableOpen = false
    this.entrance = null
  }

  protected override follow(): () => void {
    return comparisonOf(this.session).follow()
  }

  protected override updated(): void {
    if (this.turns.isBehind) this.drawOn()
  }

  override render() {
    const sides = pinsOf(this.session).sides.value
    const width = this.width.value
    const difference = this.difference()
    if (!sides || width === 0) return nothing
    return html`<div class="two-models">
        ${this.names(sides)}
        <div class="difference">
          ${difference ? this.matrices(difference, width >= wide ? width - namesWidth : width) : nothing}
        </div>
      </div>
      ${readsView(this.session)}`
  }

  /** What is known while the step moves, else what is being asked for. */
  private difference(): Difference | null {
    const difference = comparisonOf(this.session).difference.value
    if (difference || !scrubberOf(this.session).moving.value) this.last = difference
    return this.last
  }

  // ── the names ──

  private names(sides: Sides) {
    return html`<section class="names">
      <h2>Same draws, two models</h2>
      <div class="columns">${this.namesOf('a', sides.a)} ${this.namesOf('b', sides.b)}</div>
    </section>`
  }

  private namesOf(side: Side, step: number) {
    const names = comparisonOf(this.session).names.value.get(step)
    return html`<div class=${side}>
      <h3><i class=${side}>${side.toUpperCase()}</i> step ${thousands(step)}</h3>
      <ul aria-label="names after step ${thousands(step)}">
        ${names ? names.map(name => html`<li>${name || '–'}</li>`) : html`<li class="wait">…</li>`}
      </ul>
    </div>`
  }

  // ── the parameters ──

  private matrices(difference: Difference, width: number) {
    const { session } = this
    const reader = session.view.value!.reader
    const layout = this.layout.of(reader.matrices, width)
    const stride = strideOf(layout)
    const { a, b, scale, mean } = difference
    const count = thousands(a.parameters.length)
    const moment = session.moment.value
    const now = moment?.op === 'adam' ? moment.parameter : null
    const entrance = this.entrance ?? now ?? layout.places[0]!.matrix.name
    const chosen = lifeStoryOf(session).chosen.value
    const line = lineOf(session, 'p.data')
    const parts = layout.places.map(place => {
      const { name, columns } = place.matrix
      const each = difference.matrices.get(name)!
      const note = (row: number, column: number): string => {
        const i = row * columns + column
        return `= ${exact(each.b[i]!)} − ${exact(each.a[i]!)}${line === null ? '' : `, line ${line}`}`
      }
      const look = {
        place,
        stride,
        isNow: name === now,
        isFocusable: name === entrance,
        chosen: chosen?.matrix.name === name ? chosen.index : null,
      }
      const make = () =>
        parameterMark({
          ...look,
          reading: { ...each.reading, name: `B − A, ${shortName(name)}` },
          figure: probability(each.mean),
          note,
        })
      return { name, of: [difference, line, ...Object.values(look)], make }
    })
    const back = b.step < a.step
    return html`<div class="parameters-head">
        <h2>B − A</h2>
        <span class="muted"
          >what ${thousands(Math.abs(b.step - a.step))} steps ${back ? 'took back' : 'wrote'}, all ${count} numbers,
          mean size ${decimal(mean, 3)}</span
        >
        ${legend(scale)}
      </div>
      ${stride > 1 ? html`<p class="note">1 of ${stride ** 2} cells drawn; pointed at, each can be read</p>` : nothing}
      <svg
        class="matrices"
        width=${width}
        height=${layout.height}
        role="group"
        aria-label="B − A of all parameters"
        @keydown=${this.keys}
      >
        ${layout.layers.map(({ layer, y }) => svg`<text x="0" y=${y + 9} class="small muted">layer ${layer}</text>`)}
        ${this.turns.take(parts, this.timeToDraw)}
      </svg>
      <details @toggle=${(event: Event) => (this.isTableOpen = (event.target as HTMLDetailsElement).open)}>
        <summary class="underlined">differences as a table</summary>
        ${this.isTableOpen ? differenceTable(difference) : nothing}
      </details>`
  }

  private readonly keys = (event: KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const marks = [...this.querySelectorAll<SVGGElement>('.matrices .mark')]
    const at = marks.findIndex(mark => mark === event.target)
    const next = by === undefined || at < 0 ? undefined : marks[at + by]
    if (by !== undefined && at >= 0) event.preventDefault()
    if (!next) return
    this.entrance = next.dataset['parameter'] ?? null
    next.focus()
  }
}

function legend(scale: number) {
  const levels = Array.from({ length: 17 }, (_, i) => i - 8)
  const token = (level: number): string => (level === 0 ? 'd-0' : level < 0 ? `d-n${-level}` : `d-p${level}`)
  const words = probability(scale, scale < 0.1 ? 2 : 1)
  return html`<span class="scale"
    >−${words}
    <svg width="85" height="8" aria-hidden="true" shape-rendering="crispEdges">
      ${levels.map((level, i) => svg`<rect x=${i * 5} width="5" height="8" fill="var(--${token(level)})"></rect>`)}
    </svg>
    +${words}</span
  >`
}

customElements.define('mg-comparison', MgComparison)

declare global {
  interface HTMLElementTagNameMap {
    'mg-comparison': MgComparison
  }
}
