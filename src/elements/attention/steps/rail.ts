/** The six phases in a row, and the layer, head and position that they are of. */
import { html, nothing, type TemplateResult } from 'lit'
import { attentionPhases } from '../../../lens/attention-steps.ts'
import { brief, visible } from '../letters.ts'
import type { StepsScene } from './scene.ts'

const short = ['q, k, v', 'append', 'scores', 'softmax', 'sum', 'wo']

/** Each phase is a mark of the operation with which it ends: a click goes there. */
export function phaseRail({ place, phase }: StepsScene): TemplateResult {
  return html`<ol class="rail">
    ${attentionPhases.map(({ title, lands }, i) => {
      const state = i === phase.now ? 'now' : i < phase.done ? 'done' : 'todo'
      return html`<li>
        <button
          class=${state}
          aria-label="${i + 1}, ${short[i]}: ${title}"
          aria-current=${state === 'now' ? 'step' : nothing}
          data-op=${lands}
          data-layer=${place.layer}
          data-head=${place.head}
          data-position=${place.position}
        >
          <i></i>${i + 1} ${short[i]}
        </button>
      </li>`
    })}
  </ol>`
}

export interface Pickers {
  readonly n_layer: number
  readonly n_head: number
  readonly to: (change: { layer?: number; head?: number; position?: number }) => void
}

export function pickers({ place, letters }: StepsScene, { n_layer, n_head, to }: Pickers): TemplateResult {
  const choice = (
    name: 'layer' | 'head' | 'position',
    count: number,
    words: (index: number) => string,
  ): TemplateResult =>
    html`<label class="choice">
      ${name}
      <select
        aria-label=${name}
        @change=${(event: Event) => to({ [name]: (event.target as HTMLSelectElement).selectedIndex })}
      >
        ${Array.from({ length: count }, (_, i) => html`<option .selected=${i === place[name]}>${words(i)}</option>`)}
      </select>
    </label>`
  const number = (i: number): string => String(i)
  return html`<div class="pickers">
    ${n_layer > 1 ? choice('layer', n_layer, number) : nothing} ${choice('head', n_head, number)}
    ${choice('position', letters.length, i => `${i} ${visible(brief(letters[i]!))}`)}
  </div>`
}
