/** Which head of which layer is looked into, and at which position: the same one in all pictures that take one head apart. */
import { html, nothing, type TemplateResult } from 'lit'
import type { HeadPlace } from '../../../lens/query-playground.ts'
import type { TraceReader } from '../../../lens/reading.ts'
import type { Session } from '../../../lens/session.ts'
import { chosenHead, type ChosenHead } from '../chosen-head.ts'
import { spokenName, visible } from '../letters.ts'

/** What was chosen, as far as the model has it; before that where the cursor is. */
export function placeOf(session: Session, reader: TraceReader): HeadPlace {
  const { n_layer, n_head } = reader.plan.config
  const { layer, head } = chosenHead(session).value ?? {
    layer: session.moment.value?.layer ?? 0,
    head: session.moment.value?.head ?? Math.min(1, n_head - 1),
  }
  return { layer: Math.min(n_layer - 1, layer), head: Math.min(n_head - 1, head), position: session.position.value }
}

/** The rows of buttons with which a place is chosen. */
export function placeChoice(session: Session, reader: TraceReader, letters: readonly string[]): TemplateResult {
  const place = placeOf(session, reader)
  const { n_layer, n_head } = reader.plan.config
  const choose = (change: Partial<ChosenHead>): void => {
    chosenHead(session).value = { layer: place.layer, head: place.head, ...change }
  }
  const numbers = (name: keyof ChosenHead, count: number): TemplateResult | typeof nothing =>
    count < 2
      ? nothing
      : html`<div class="choice" role="group" aria-label=${name}>
          <span>${name}</span>
          ${Array.from(
            { length: count },
            (_, i) =>
              html`<button
                aria-label="${name} ${i}"
                aria-pressed=${i === place[name]}
                @click=${() => choose({ [name]: i })}
              >
                ${i}
              </button>`,
          )}
        </div>`
  return html`<div class="place">
    ${numbers('layer', n_layer)}${numbers('head', n_head)}
    <div class="choice" role="group" aria-label="position that asks">
      <span>at</span>
      ${letters.map(
        (letter, i) =>
          html`<button
            class="letter"
            aria-label="position ${i}, ${spokenName(letters, i)}"
            aria-pressed=${i === place.position}
            @click=${() => session.lookAtPosition(i)}
          >
            ${visible(letter)}
          </button>`,
      )}
    </div>
  </div>`
}
