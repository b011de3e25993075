/** One number to take hold of: typed or dragged, everything that follows from it follows; let go, it is as it was. */
import { html, noChange, nothing } from 'lit'
import type { Plan } from '../../engine/plan.ts'
import { heldAt, hold, letGo, spotOf } from '../../lens/held-places.ts'
import { numberName, readingOf, valueAt, type NumberPlace } from '../../lens/number-place.ts'
import { plainViewOf } from '../../lens/plain-view.ts'
import type { Reading } from '../../lens/reading.ts'
import type { Session } from '../../lens/session.ts'
import { SignalElement } from '../signal-element.ts'
import { buttonStyles } from './button.styles.ts'
import { heldFieldStyles } from './held-field.styles.ts'
import { decimal } from './numbers.ts'

export class MgHeldField extends SignalElement {
  static override properties = {
    session: { attribute: false },
    place: { attribute: false },
    draft: { state: true },
  }
  declare session: Session
  declare place: NumberPlace
  /** What is being typed: it may be no number yet, and is left alone until the field is left. */
  declare private draft: boolean

  static override styles = [buttonStyles, heldFieldStyles]

  private marks: { readonly zero: number; readonly was: number | null } = { zero: 0.5, was: null }

  constructor() {
    super()
    this.draft = false
  }

  override render() {
    const { session, place } = this
    const [run, view] = [session?.run.value, session?.view.value]
    if (!run || !view || !place) return nothing
    const { plan } = view.reader
    const reason = spotOf(plan, place)
    if (typeof reason === 'string') return html`<p class="reason">${reason}</p>`
    const [reading, shown] = [readingOf(view.reader, place), valueAt(view.reader, place)]
    if (!reading || shown === null) return html`<p class="reason">The name on the screen has no such position.</p>`
    const held = heldAt(session.intervention.value, plan, place)
    const value = held ?? shown
    const plain = held === null ? null : plainViewOf(session).value
    const was = plain && valueAt(plain.reader, place)
    const { least, most } = this.span(reading, [value, was ?? 0])
    const name = numberName(place)
    this.toggleAttribute('data-held', held !== null)
    this.marks = { zero: -least / (most - least), was: was === null ? null : (was - least) / (most - least) }
    return html`<div class="row">
        <label
          >hold at
          <input
            type="number"
            step="any"
            aria-label="hold ${name} at"
            .value=${this.draft ? noChange : value.toFixed(4)}
            @input=${(event: Event) => this.type(plan, event)}
            @change=${() => (this.draft = false)}
            @blur=${() => (this.draft = false)}
            @keydown=${(event: KeyboardEvent) => this.nudge(plan, event, value, (most - least) / 200)}
        /></label>
        <div class="line">
          ${least < 0 ? html`<i class="zero"></i>` : nothing}${was === null ? nothing : html`<i class="was"></i>`}
          <input
            type="range"
            aria-label="hold ${name}, slider"
            .min=${String(least)}
            .max=${String(most)}
            .step=${String((most - least) / 400)}
            .value=${String(value)}
            @input=${(event: Event) => this.set(plan, Number((event.currentTarget as HTMLInputElement).value))}
          />
        </div>
        ${held === null ? nothing : html`<button @click=${() => this.letGo(plan)}>let go</button>`}
      </div>
      <p role="status">
        ${
          held === null
            ? nothing
            : html`held by hand; the model makes it <b>${was === null ? '…' : decimal(was, 4)}</b>${
                  plain && html`, loss <b>${decimal(plain.reader.loss, 4)}</b> → <b>${decimal(view.reader.loss, 4)}</b>`
                }`
        }
      </p>`
  }

  override updated(): void {
    const line = this.renderRoot.querySelector('.line')
    for (const [name, at] of [['.zero', this.marks.zero] as const, ['.was', this.marks.was] as const])
      line?.querySelector<HTMLElement>(name)?.style.setProperty('--at', String(Math.min(1, Math.max(0, at ?? 0))))
  }

  private spanOf: { place: NumberPlace; least: number; most: number } | null = null

  /** How far the slider reaches: the scale of the tensor, or further where the number is; fixed while one drags. */
  private span({ ramp, scale }: Reading, values: readonly number[]): { least: number; most: number } {
    const [low, high] = ramp === 'probability' ? [0, 1] : [-1.5 * scale, 1.5 * scale]
    const known = this.spanOf?.place === this.place ? this.spanOf : { place: this.place, least: low, most: high }
    const far = Math.max(...values.map(Math.abs))
    const reach = far > known.most ? far * 1.25 : known.most
    this.spanOf = { ...known, least: ramp === 'probability' && Math.min(...values) >= 0 ? 0 : -reach, most: reach }
    return this.spanOf
  }

  private set(plan: Plan, value: number): void {
    const { session, place } = this
    // What a hand sets has no more digits than it shows.
    void session.intervene(hold(session.intervention.peek(), plan, place, Number(value.toPrecision(6))))
  }

  private letGo(plan: Plan): void {
    const { session, place } = this
    this.spanOf = null
    void session.intervene(letGo(session.intervention.peek(), plan, place))
    this.renderRoot.querySelector('input')?.focus()
  }

  private type(plan: Plan, event: Event): void {
    this.draft = true
    const { valueAsNumber } = event.currentTarget as HTMLInputElement
    if (Number.isFinite(valueAsNumber)) this.set(plan, Math.min(1e6, Math.max(-1e6, valueAsNumber)))
  }

  /** Arrows go by a small part of the scale, with shift by ten times as much. */
  private nudge(plan: Plan, event: KeyboardEvent, value: number, by: number): void {
    const way = { ArrowUp: 1, ArrowDown: -1 }[event.key]
    if (!way || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    event.stopPropagation()
    this.draft = false
    this.set(plan, value + way * by * (event.shiftKey ? 10 : 1))
  }
}

customElements.define('mg-held-field', MgHeldField)

declare global {
  interface HTMLElementTagNameMap {
    'mg-held-field': MgHeldField
  }
}
