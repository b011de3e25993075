/** One head of all, by layer and number. */
import { html, nothing, type TemplateResult } from 'lit'

export interface HeadChoice {
  readonly layer: number
  readonly head: number
  readonly n_layer: number
  readonly n_head: number
  readonly choose: (place: { readonly layer: number; readonly head: number }) => void
}

export function headChoice({ layer, head, n_layer, n_head, choose }: HeadChoice): TemplateResult {
  const buttons = (count: number, now: number, what: string, to: (i: number) => HeadChoicePlace): TemplateResult =>
    html`<div class="pick" role="group" aria-label=${what}>
      ${what}
      ${Array.from(
        { length: count },
        (_, i) =>
          html`<button aria-label="${what} ${i}" aria-pressed=${i === now} @click=${() => choose(to(i))}>${i}</button>`,
      )}
    </div>`
  return html`<div class="picks">
    ${n_layer > 1 ? buttons(n_layer, layer, 'layer', layer => ({ layer, head })) : nothing}
    ${buttons(n_head, head, 'head', head => ({ layer, head }))}
  </div>`
}

type HeadChoicePlace = Parameters<HeadChoice['choose']>[0]
