/** What one name in the code holds: its shape, every number as a cell, and the numbers as Python has them. */
import { html, LitElement, nothing, svg } from 'lit'
import { roleOfHeld, type Held, type HeldTensor } from '../../lens/held.ts'
import { massIn } from '../../lens/gradient-mass.ts'
import { numberWords, sized } from '../../lens/ledger-entry.ts'
import { pythonFloat, pythonLiteral } from '../../lens/python-literal.ts'
import type { Reading } from '../../lens/reading.ts'
import { statisticsOf, type Statistics } from '../../lens/tensor-statistics.ts'
import { cellAt } from '../marks/heat.ts'
import type { MarkElement } from '../marks/mark.ts'
import { markStyles } from '../marks/mark.styles.ts'
import { thousands } from '../marks/numbers.ts'
import { histogram, tensorPicture } from './tensor-card-picture.ts'
import { cardStyles } from './tensor-card.styles.ts'

/** So many numbers are written out; a copy has them all. */
const mostWritten = 4096

export class MgTensorCard extends LitElement {
  static override properties = {
    held: { attribute: false },
    pinned: { type: Boolean, reflect: true },
    copied: { state: true },
    isOpen: { state: true },
  }
  declare held: Held | null
  declare pinned: boolean
  /** What came of copying, for a moment. */
  declare private copied: string | null
  declare private isOpen: boolean

  static override styles = [markStyles, cardStyles]

  constructor() {
    super()
    this.held = null
    this.pinned = false
    this.copied = null
    this.isOpen = false
    this.setAttribute('popover', 'manual')
    this.setAttribute('role', 'dialog')
    this.addEventListener('click', event => this.onClick(event))
  }

  protected override willUpdate(): void {
    if (!this.held) return
    this.setAttribute('aria-label', `what ${this.held.title} holds`)
    this.style.setProperty('--hue', `var(--${roleOfHeld(this.held)}, var(--ink))`)
  }

  override render() {
    const { held } = this
    if (!held) return nothing
    return html`<header>
        <h2>${held.title}</h2>
        <span class="shape"
          >${held.kind === 'tensor' ? shapeWords(held) : held.kind === 'value' ? held.note : nothing}</span
        >
        ${held.kind === 'nothing' ? nothing : html`<button @click=${this.copy}>${this.copied ?? 'copy as Python'}</button>`}
        ${this.pinned ? html`<button aria-label="close" @click=${this.close}>close</button>` : nothing}
      </header>
      ${held.kind === 'tensor' ? this.tensor(held) : nothing}
      ${held.kind === 'value' ? html`<p class="words">${held.words}</p>` : nothing}
      ${held.kind === 'nothing' ? html`<p class="muted">${held.why}</p>` : nothing}
      <svg class="notch" width="14" height="8" aria-hidden="true">
        ${svg`<path d="M0 8L7 .7 14 8" fill="var(--paper)" stroke="var(--ink-3)"></path>`}
      </svg>`
  }

  private tensor(held: HeldTensor) {
    const { reading, gradient, note } = held
    const statistics = statisticsOf(reading.values)
    const width = Math.max(200, Math.min(400, innerWidth - 42))
    return html`${note ? html`<p class="muted">${note}</p>` : nothing}
      <div class="picture">${tensorPicture(held, reading, width, false)}</div>
      <div class="foot">${statisticsView(statistics, reading)}${histogram(reading, statistics)}</div>
      ${
        gradient
          ? html`<p>
                grad <span class="muted">Σ|g|</span> ${sizedWords(massIn(gradient.values))}
                <span class="muted">${colourWords(gradient)}</span>
              </p>
              <div class="picture">${tensorPicture(held, gradient, width, true)}</div>`
          : nothing
      }
      <details ?open=${this.isOpen} @toggle=${this.onToggle}>
        <summary>exact numbers</summary>
        ${this.isOpen ? exactTable(held) : nothing}
      </details>`
  }

  private readonly onToggle = (event: Event): void => {
    this.isOpen = (event.target as HTMLDetailsElement).open
    void this.updateComplete.then(() => this.dispatchEvent(new Event('resized')))
  }

  private readonly copy = async (): Promise<void> => {
    const { held } = this
    if (!held || held.kind === 'nothing') return
    const text = held.kind === 'value' ? held.python : pythonOf(held)
    const isAllowed = await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    )
    this.copied = isAllowed ? 'copied' : 'the browser does not allow it'
    setTimeout(() => (this.copied = null), 1500)
  }

  private readonly close = (): void => void this.dispatchEvent(new Event('closed'))

  /** A cell of a parameter is the parameter to follow. */
  private onClick(event: MouseEvent): void {
    const mark = event.composedPath().find(node => node instanceof SVGGElement && node.classList.contains('mark')) as
      MarkElement | undefined
    const box = mark?.querySelector('.hit')?.getBoundingClientRect()
    if (!mark?.grid || !box || this.held?.kind !== 'tensor' || this.held.parameter === null) return
    const cell = cellAt(mark.grid, event.clientX - box.left, event.clientY - box.top)
    if (cell)
      this.dispatchEvent(new CustomEvent('cell-chosen', { detail: { parameter: this.held.parameter, ...cell } }))
  }
}

/** One row alone is a list, unless the name holds a list of such rows. */
export const pythonOf = ({ reading, axes }: HeldTensor): string =>
  axes.length === 0 && reading.values.length === 1
    ? pythonFloat(reading.values[0]!)
    : pythonLiteral(reading.values, reading.rows, reading.columns, axes.length > 1 || reading.rows > 1)

function shapeWords({ reading: { rows, columns }, axes }: HeldTensor): string {
  const isMatrix = axes.length > 1 || rows > 1
  const size = isMatrix ? `${thousands(rows)} × ${thousands(columns)}` : `list of ${thousands(columns)}`
  return axes.length > 0 ? `${size}, ${axes.join(' × ')}` : size
}

const sizedWords = (value: number): string => {
  const part = sized(value)
  return typeof part === 'object' && 'value' in part ? numberWords(part.value, part.digits) : ''
}

/** Where a colour is at its strongest. */
const colourWords = ({ ramp, scale }: Reading): string => `colours to ${ramp === 'probability' ? '' : '±'}${scale}`

const statisticsView = ({ min, max, mean, std, norm, zeros }: Statistics, reading: Reading) =>
  html`<dl>
    ${Object.entries({ min, max, mean, std, norm }).map(
      ([name, value]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${sizedWords(value)}</dd>
        </div>`,
    )}
    <div>
      <dt>zeros</dt>
      <dd>${thousands(zeros)}</dd>
    </div>
    <div>
      <dt>colours to</dt>
      <dd>${reading.ramp === 'probability' ? '' : '±'}${reading.scale}</dd>
    </div>
  </dl>`

function exactTable({ reading: { values, rows, columns }, rowLabels }: HeldTensor) {
  const shown = Math.min(rows, Math.max(1, Math.floor(mostWritten / columns)))
  const numbers = Math.min(columns, mostWritten)
  // A list alone is written downwards.
  const cells =
    rows === 1
      ? Array.from({ length: numbers }, (_, i) => row(String(i), [values[i]!]))
      : Array.from({ length: shown }, (_, at) =>
          row(rowLabels?.[at] ?? String(at), values.slice(at * columns, (at + 1) * columns)),
        )
  const isCut = shown < rows || numbers < columns
  return html`<div class="table" tabindex="0" role="region" aria-label="exact numbers">
      <table>
        <tbody>
          ${cells}
        </tbody>
      </table>
    </div>
    ${isCut ? html`<p class="muted">the first of them; a copy has all</p>` : nothing}`
}

const row = (name: string, values: Iterable<number>) =>
  html`<tr>
    <th scope="row">${name}</th>
    ${Array.from(values, value => html`<td>${pythonFloat(value).replace('-', '−')}</td>`)}
  </tr>`

customElements.define('mg-tensor-card', MgTensorCard)

declare global {
  interface HTMLElementTagNameMap {
    'mg-tensor-card': MgTensorCard
  }
}
