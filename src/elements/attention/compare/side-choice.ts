/** What is held against what: one of four pairs, and what each of them asks for. */
import { html, nothing, type TemplateResult } from 'lit'
import { attentionSidesOf, type PairKind } from '../../../lens/attention-sides.ts'
import type { Session } from '../../../lens/session.ts'
import { pinButtons } from '../../training/film/pin-buttons.ts'

const words: Readonly<Record<PairKind, string>> = {
  training: 'untrained | trained',
  pins: 'step A | step B',
  names: 'name | name',
  held: 'plain | changed',
}

export function sideChoice(session: Session): TemplateResult {
  const sides = attentionSidesOf(session)
  const kind = sides.kind.value
  return html`<div class="choice">
    <div class="kinds" role="group" aria-label="what is compared">
      ${(Object.keys(words) as PairKind[]).map(
        each =>
          html`<button aria-pressed=${each === kind} @click=${() => (sides.kind.value = each)}>${words[each]}</button>`,
      )}
    </div>
    ${kind === 'pins' ? html`<div class="asked">${pinButtons(session)}</div>` : nothing}
    ${kind === 'names' ? html`<div class="asked">${otherName(session)}</div>` : nothing}
    ${
      kind === 'held'
        ? html`<div class="asked">
            <button class="way" @click=${() => session.turnTo('Attention', 'surgery')}>go to “what if”</button>
          </div>`
        : nothing
    }
  </div>`
}

function otherName(session: Session) {
  const { other } = attentionSidesOf(session)
  const take = (event: Event): void => {
    event.preventDefault()
    const field = (event.currentTarget as HTMLFormElement).elements.namedItem('other') as HTMLInputElement
    other.value = field.value.trim()
  }
  return html`<form @submit=${take} @change=${take}>
    <label
      ><code>${session.view.value?.document}</code> against
      <input
        name="other"
        .value=${other.value}
        maxlength=${session.run.value!.config.block_size}
        autocomplete="off"
        autocapitalize="off"
        spellcheck="false"
        aria-label="another name"
      />
    </label>
    <button>Compare</button>
  </form>`
}
