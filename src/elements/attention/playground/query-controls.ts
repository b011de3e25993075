/** The query on sliders, and the buttons that set it. */
import { html, type TemplateResult } from 'lit'
import type { MgSlider } from '../../marks/mg-slider.ts'
import '../../marks/mg-slider.ts'
import { spokenName, visible } from '../letters.ts'

/** More sliders than this come in pages. */
export const slidersAtOnce = 16

export interface QueryControls {
  readonly query: ArrayLike<number>
  readonly reach: number
  readonly page: number
  readonly letters: readonly string[]
  readonly keys: number
  readonly isOwn: boolean
  readonly isHeld: boolean
  readonly set: (dim: number, value: number) => void
  readonly turn: (page: number) => void
  readonly pointAt: (key: number) => void
  readonly reset: () => void
  readonly hold: () => void
}

export function queryControls(controls: QueryControls): TemplateResult {
  const { query, reach, page, letters, keys, isOwn, isHeld } = controls
  const pages = Math.ceil(query.length / slidersAtOnce)
  const from = Math.min(page, pages - 1) * slidersAtOnce
  const shown = Array.from({ length: Math.min(slidersAtOnce, query.length - from) }, (_, i) => from + i)
  return html`<div class="sliders ${query.length > 4 ? 'many' : ''}">
      ${shown.map(
        dim =>
          html`<mg-slider
            label="q[${dim}]"
            .least=${-reach}
            .most=${reach}
            .step=${0.01}
            .value=${query[dim]!}
            @input=${(event: Event) => controls.set(dim, (event.currentTarget as MgSlider).value)}
          ></mg-slider>`,
      )}
    </div>
    ${
      pages > 1
        ? html`<div class="choice" role="group" aria-label="numbers of the query">
            <span>numbers</span>${Array.from(
              { length: pages },
              (_, i) =>
                html`<button aria-pressed=${i * slidersAtOnce === from} @click=${() => controls.turn(i)}>
                  ${i * slidersAtOnce}–${Math.min(query.length, (i + 1) * slidersAtOnce) - 1}
                </button>`,
            )}
          </div>`
        : ''
    }
    <div class="choice" role="group" aria-label="point the query at a key">
      <span>point it at the key of</span>
      ${letters
        .slice(0, keys)
        .map(
          (letter, key) =>
            html`<button
              class="letter"
              aria-label="point it at ${spokenName(letters, key)}"
              @click=${() => controls.pointAt(key)}
            >
              ${visible(letter)}
            </button>`,
        )}
    </div>
    <div class="row">
      <button role="switch" aria-checked=${isHeld} @click=${controls.hold}>hold it in the model</button>
      <button class="word-button" ?disabled=${isOwn && !isHeld} @click=${controls.reset}>
        back to the model’s own q
      </button>
    </div>`
}
