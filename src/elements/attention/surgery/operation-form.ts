/** What can be done to the chosen head: four rows, each a sentence with its choices and a button. */
import { html, nothing, type TemplateResult } from 'lit'
import {
  drawable,
  swaps,
  type Drawable,
  type HeadPlace,
  type Operation,
  type Swap,
} from '../../../lens/head-surgery.ts'

export interface Choices {
  readonly matrices: readonly Drawable[]
  readonly seed: number
  readonly other: number
  readonly swap: Swap
}

interface Form {
  readonly place: HeadPlace
  readonly n_head: number
  readonly choices: Choices
  /** Whether the head is switched off in every layer. */
  readonly isOff: boolean
  readonly change: (change: Partial<Choices>) => void
  readonly operate: (operation: Operation) => void
  readonly toggle: () => void
}

const swapWords: Readonly<Record<Swap, string>> = {
  qk: 'wq, wk: what they look at',
  qkv: 'wq, wk, wv: and what they fetch',
  qkvo: 'wq, wk, wv, wo: everything',
}

export function operationForm(form: Form): TemplateResult {
  return html`<div class="operations">
    ${randomise(form)} ${zero(form)} ${form.n_head > 1 ? swap(form) : nothing} ${freeze(form)}
  </div>`
}

function randomise({ place, choices, change, operate }: Form) {
  const { matrices, seed } = choices
  const toggled = (matrix: Drawable): readonly Drawable[] =>
    drawable.filter(each => (each === matrix) !== matrices.includes(each))
  return html`<div class="row" role="group" aria-label="randomise">
    <h2>Randomise</h2>
    <div class="ways">
      <span class="checks">
        ${drawable.map(
          matrix =>
            html`<label
              ><input
                type="checkbox"
                .checked=${matrices.includes(matrix)}
                @change=${() => change({ matrices: toggled(matrix) })}
              /><code>w${matrix}</code></label
            >`,
        )}
      </span>
      <label class="seed"
        >seed
        <input
          type="number"
          min="0"
          max="9999"
          .value=${String(seed)}
          @change=${(event: Event) => {
            const value = Math.round(Number((event.target as HTMLInputElement).value))
            change({ seed: Math.min(9999, Math.max(0, Number.isFinite(value) ? value : 0)) })
          }}
      /></label>
      <button
        class="boxed"
        ?disabled=${matrices.length === 0}
        @click=${() => {
          operate({ ...place, kind: 'draw', matrices, seed })
          change({ seed: (seed + 1) % 10000 })
        }}
      >
        Draw anew
      </button>
      <button
        class="boxed"
        ?disabled=${matrices.length === 0}
        @click=${() => operate({ ...place, kind: 'first', matrices })}
      >
        As first drawn
      </button>
    </div>
  </div>`
}

function zero({ place, isOff, operate, toggle }: Form) {
  return html`<div class="row" role="group" aria-label="zero">
    <h2>Zero</h2>
    <div class="ways">
      <button class="boxed" @click=${() => operate({ ...place, kind: 'zero' })}>Hold its output at 0</button>
      <button class="boxed" role="switch" aria-checked=${isOff} @click=${toggle}>
        ${isOff ? `Switch head ${place.head} on again` : `Switch head ${place.head} off`}
      </button>
      <span class="note">a switch is of every layer, and training can go on with it</span>
    </div>
  </div>`
}

function swap({ place, n_head, choices, change, operate }: Form) {
  const others = Array.from({ length: n_head }, (_, head) => head).filter(head => head !== place.head)
  const other = others.includes(choices.other) ? choices.other : (others[0] ?? place.head)
  return html`<div class="row" role="group" aria-label="swap">
    <h2>Swap</h2>
    <div class="ways">
      <label
        >with
        <select
          aria-label="the head to swap with"
          @change=${(event: Event) => change({ other: Number((event.target as HTMLSelectElement).value) })}
        >
          ${others.map(head => html`<option value=${head} ?selected=${head === other}>head ${head}</option>`)}
        </select></label
      >
      <select
        aria-label="what is swapped"
        @change=${(event: Event) => change({ swap: (event.target as HTMLSelectElement).value as Swap })}
      >
        ${swaps.map(each => html`<option value=${each} ?selected=${each === choices.swap}>${swapWords[each]}</option>`)}
      </select>
      <button class="boxed" @click=${() => operate({ ...place, kind: 'swap', other, swap: choices.swap })}>Swap</button>
    </div>
  </div>`
}

function freeze({ place, operate }: Form) {
  return html`<div class="row" role="group" aria-label="freeze">
    <h2>Freeze</h2>
    <div class="ways">
      <button class="boxed" @click=${() => operate({ ...place, kind: 'freeze', at: 'now' })}>
        Its weights as they are
      </button>
      <button class="boxed" @click=${() => operate({ ...place, kind: 'freeze', at: 'even' })}>
        At the plain average
      </button>
      <span class="note">what comes later cannot move them</span>
    </div>
  </div>`
}
