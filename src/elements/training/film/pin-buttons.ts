/** Pins the step that is looked at as one of the two that are held against each other. */
import { html, nothing } from 'lit'
import { pinsOf, type Side } from '../../../lens/pins.ts'
import { scrubberOf } from '../../../lens/scrubbing.ts'
import type { Session } from '../../../lens/session.ts'
import { thousands } from '../../marks/numbers.ts'

export function pinButtons(session: Session) {
  const pins = pinsOf(session)
  const isPinned = pins.a.value !== null || pins.b.value !== null
  return html`<div class="pins" role="group" aria-label="pins">
    ${pinButton(session, 'a')} ${pinButton(session, 'b')}
    ${isPinned ? html`<button @click=${() => pins.clear()}>Clear pins</button>` : nothing}
    ${isPinned || pins.viewed.value === null ? nothing : html`<span class="muted">two steps held against each other</span>`}
  </div>`
}

function pinButton(session: Session, side: Side) {
  const pins = pinsOf(session)
  const [step, name] = [pins[side].value, side.toUpperCase()]
  const isHere = step !== null && step === pins.viewed.value
  const isIdle = pins.viewed.value === null
  return html`<button
      aria-disabled=${isIdle}
      aria-keyshortcuts=${side}
      title="${isHere ? 'Take the pin off' : 'Pin the step that is looked at'} (key ${side})"
      @click=${() => pins.toggle(side)}
    >
      ${`${isHere ? 'Unpin' : 'Pin'} ${name}`}
    </button>
    ${step === null || isHere ? nothing : goTo(session, side, step)}`
}

/** A flag that leads back to its step. */
export function goTo(session: Session, side: Side, step: number) {
  return html`<button
    class="go underlined"
    aria-label="look at ${side.toUpperCase()}, step ${thousands(step)}"
    @click=${() => void scrubberOf(session).to(step)}
  >
    <i class=${side} aria-hidden="true">${side.toUpperCase()}</i> step ${thousands(step)}
  </button>`
}
