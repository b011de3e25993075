/** How the number that is opened is made: its expression, what it comes from and goes into, and Python that prints it. */
import { html, nothing } from 'lit'
import type { View } from '../../lens/cursor.ts'
import { makingOf, type Making } from '../../lens/making/making.ts'
import type { Operand } from '../../lens/making/terms.ts'
import { isSamePlace, numberName, type NumberPlace } from '../../lens/number-place.ts'
import { goToNumber, hasCome, openNumber } from '../../lens/opening.ts'
import type { Session } from '../../lens/session.ts'
import { buttonStyles } from '../marks/button.styles.ts'
import '../marks/mg-held-field.ts'
import { noteStyles } from '../marks/note.styles.ts'
import { exact } from '../marks/numbers.ts'
import { Width } from '../marks/width.ts'
import { SignalElement } from '../signal-element.ts'
import { expression, operandsTable } from './expression.ts'
import { numberCardStyles } from './number-card.styles.ts'
import { sources } from './sources.ts'

/** Two columns from here on, one below. */
const wide = 620

/** What the right column and the gaps leave to the left one. */
const roomIn = (width: number): number => (width < wide ? width : width - Math.max(230, 0.34 * width) - 16)

export class MgNumberCard extends SignalElement {
  static override properties = {
    session: { attribute: false },
    whole: { state: true },
    named: { state: true },
    copied: { state: true },
    isTableOpen: { state: true },
  }
  declare session: Session
  declare private whole: ReadonlySet<number>
  declare private named: Operand | null
  declare private copied: string
  declare private isTableOpen: boolean

  static override styles = [buttonStyles, noteStyles, numberCardStyles]

  private readonly width: Width = new Width(this)
  /** The numbers that led here, the last one at the end. */
  private readonly trail: NumberPlace[] = []
  private shown: NumberPlace | null = null
  private made: { view: View; place: NumberPlace; making: Making | null } | null = null

  constructor() {
    super()
    this.whole = new Set()
    this.named = null
    this.copied = ''
    this.isTableOpen = false
    this.addEventListener('keydown', this.onKey)
  }

  protected override willUpdate(): void {
    const place = this.session?.opened.value
    if (place) this.follow(place)
  }

  override render() {
    const { session } = this
    const [view, place] = [session?.view.value, session?.opened.value ?? null]
    if (!view || !place) return nothing
    const making = this.making(view, place)
    const isNarrow = this.width.value < wide
    this.toggleAttribute('data-narrow', isNarrow)
    if (!making) return this.missing(place, view.provisional)
    if (!hasCome(session, place)) return this.ahead(place)
    const { says, steps, where } = making
    return html`${this.head(place, where)}
      <div class="left">
        ${
          steps.length > 0
            ? expression({
                making,
                room: roomIn(this.width.value),
                whole: this.whole,
                open: place => openNumber(session, place),
                unfold: step => (this.whole = new Set([...this.whole, step])),
                name: operand => (this.named = operand),
              })
            : nothing
        }
        <p class="named">${this.named ? nameOf(this.named) : html`${making.name} = ${exact(making.value)}`}</p>
        ${says === null ? nothing : html`<p class="says">${says}</p>`} ${this.drift(making)}
        <mg-held-field .session=${session} .place=${place}></mg-held-field>
        <details @toggle=${(event: Event) => (this.isTableOpen = (event.currentTarget as HTMLDetailsElement).open)}>
          <summary>as a table</summary>
          ${this.isTableOpen ? operandsTable(making) : nothing}
        </details>
      </div>
      <div class="right">
        ${sources({ making, program: session.program.value, open: place => openNumber(session, place) })}
        ${this.python(making)}
      </div>`
  }

  private head(place: NumberPlace, where = '') {
    const before = this.trail.at(-1)
    return html`<header>
      <h2 tabindex="-1">How is this number made</h2>
      <span class="where">${numberName(place)}${where ? `, ${where}` : ''}</span>
      <span class="tools"
        >${before ? html`<button class="back" @click=${() => this.back()}>back to ${numberName(before)}</button>` : nothing}
        <slot></slot
      ></span>
    </header>`
  }

  private missing(place: NumberPlace, isProvisional: boolean) {
    const words = isProvisional
      ? 'Training has not come by this step, so its update is not known yet.'
      : 'What is on the screen now has no such number: the name is shorter, or the model smaller.'
    return html`${this.head(place)}
      <p class="says">${words}</p>`
  }

  private ahead(place: NumberPlace) {
    const go = (): void => void goToNumber(this.session, place)
    return html`${this.head(place)}
      <p class="says">
        Not computed yet where the cursor is. <button class="go" @click=${go}>Go to where it is</button>
      </p>`
  }

  /** Other lanes compute in float32: what their operands give in float64 is another number in its last digits. */
  private drift({ value, made, steps }: Making) {
    const { lane } = this.session.view.value!.reader.trace
    if (steps.length === 0 || value === made || lane === 'exact') return nothing
    return html`<p class="note">
      The ${lane} lane computes in float32; in float64 these operands give ${exact(made)}.
    </p>`
  }

  private python(making: Making) {
    const lines = making.python.split('\n').filter(line => line !== '' && !/^(#|import )/.test(line.trim()))
    return html`<div class="python">
      <button class="copy" @click=${() => this.copy(making)}>Copy as Python</button>
      <span class="says" role="status">${this.copied || 'prints the same'}</span>
      <pre>${lines.slice(-4).map(line => html`<code>${line}</code>`)}</pre>
    </div>`
  }

  private async copy({ python }: Making): Promise<void> {
    this.copied = await navigator.clipboard.writeText(python).then(
      () => 'copied',
      () => 'the browser did not allow it',
    )
  }

  private making(view: View, place: NumberPlace): Making | null {
    if (this.made?.view !== view || this.made.place !== place)
      this.made = { view, place, making: makingOf(view, place) }
    return this.made.making
  }

  /** Another number has been opened: the one before is a step on the way back. */
  private follow(place: NumberPlace): void {
    if (isSamePlace(place, this.shown)) return
    if (this.shown && !isSamePlace(this.trail.at(-1) ?? null, place)) this.trail.push(this.shown)
    else this.trail.pop()
    this.shown = place
    this.whole = new Set()
    this.named = null
    this.copied = ''
  }

  private back(): void {
    const before = this.trail.at(-1)
    if (before) openNumber(this.session, before)
    this.focusHead()
  }

  focusHead(): void {
    void this.updateComplete.then(() => this.renderRoot.querySelector('h2')?.focus())
  }

  override updated(): void {
    const operands = [...this.renderRoot.querySelectorAll<HTMLElement>('button.operand')]
    // One of them is where the tab key enters; arrows go on from it.
    if (!operands.some(({ tabIndex }) => tabIndex === 0)) operands[0]?.setAttribute('tabindex', '0')
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    const by = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key]
    const operands = [...this.renderRoot.querySelectorAll<HTMLElement>('button.operand')]
    const at = operands.indexOf(this.shadowRoot?.activeElement as HTMLElement)
    if (!by || at < 0 || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
    event.preventDefault()
    const next = operands[Math.min(operands.length - 1, Math.max(0, at + by))]!
    operands.forEach(operand => operand.setAttribute('tabindex', operand === next ? '0' : '-1'))
    next.focus()
  }
}

const nameOf = ({ text, value, note }: Operand): string => `${text} = ${exact(value)}${note ? `, ${note}` : ''}`

customElements.define('mg-number-card', MgNumberCard)

declare global {
  interface HTMLElementTagNameMap {
    'mg-number-card': MgNumberCard
  }
}
