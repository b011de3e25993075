/** What the Attention tab can show, above its pictures. */
import { html, nothing, type TemplateResult } from 'lit'
import type { AttentionView, Shown } from './view.ts'

export interface Controls {
  readonly view: AttentionView
  readonly n_layer: number
  readonly n_head: number
  readonly layer: number
  readonly head: number
  readonly toLayer: (layer: number) => void
  readonly toHead: (head: number) => void
}

const words: readonly (readonly [Shown, string])[] = [
  ['layer', 'all heads'],
  ['large', 'one large'],
  ['all', 'all layers'],
]

export function controls({ view, n_layer, n_head, layer, head, toLayer, toHead }: Controls): TemplateResult {
  const shown = view.shown.value
  const toggle = (name: string, choice: AttentionView['hasMean']): TemplateResult =>
    html`<button class="word" aria-pressed=${choice.value} @click=${() => (choice.value = !choice.value)}>
      ${name}
    </button>`
  return html`<div class="above">
    <p>rows ask (query), columns answer (key)</p>
    <div class="choices">
      <div class="choice" role="group" aria-label="show">
        ${words.map(([word, name]) =>
          word === 'all' && n_layer === 1
            ? nothing
            : html`<button class="word" aria-pressed=${word === shown} @click=${() => (view.shown.value = word)}>
                ${name}
              </button>`,
        )}
      </div>
      ${n_layer > 1 && shown !== 'all' ? pager('layer', n_layer, layer, toLayer) : nothing}
      ${shown === 'large' ? pager('head', n_head, head, toHead) : nothing}
      <div class="choice" role="group" aria-label="also">
        ${toggle('mean', view.hasMean)} ${shown === 'all' ? nothing : toggle('as a mask', view.isMasked)}
      </div>
    </div>
  </div>`
}

function pager(name: string, count: number, at: number, to: (index: number) => void): TemplateResult {
  return html`<div class="choice" role="group" aria-label=${name}>
    ${name}
    ${Array.from(
      { length: count },
      (_, i) => html`<button aria-label="${name} ${i}" aria-pressed=${i === at} @click=${() => to(i)}>${i}</button>`,
    )}
  </div>`
}
