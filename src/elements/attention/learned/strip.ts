/** The film: the head's weights on the name at hand at a few steps of training, each a way to that step. */
import { html, type TemplateResult } from 'lit'
import { guard } from 'lit/directives/guard.js'
import type { Film } from '../../../lens/head-film.ts'
import { decimal, thousands } from '../../marks/numbers.ts'
import { trianglePaths } from '../compare/triangle.ts'

export interface Strip {
  readonly film: Film
  readonly layer: number
  readonly head: number
  readonly inner: number
  /** The step that is looked at. */
  readonly now: number
  readonly go: (step: number) => void
}

const gap = 10

export function strip({ film, layer, head, inner, now, go }: Strip): TemplateResult {
  const across = inner < 500 ? 5 : 10
  const positions = film.tokens.length
  const cell = Math.max(1, Math.floor(Math.min(20, (inner - (across - 1) * gap) / across / positions) * 2) / 2)
  const side = positions * cell
  const width = Math.floor((inner - (across - 1) * gap) / across)
  const nearest = film.frames.reduce(
    (best, { step }) => (Math.abs(step - now) < Math.abs(best - now) ? step : best),
    film.frames[0]?.step ?? 0,
  )
  return html`<div class="strip" role="group" aria-label="head ${head} at ${film.frames.length} steps of training">
    ${film.frames.map(
      ({ step, loss, weights }) =>
        html`<button aria-current=${step === nearest ? 'true' : 'false'} @click=${() => go(step + 1)}>
          <svg width=${width} height=${side} aria-hidden="true">
            ${guard([weights, layer, head, cell], () => trianglePaths(weights[layer]![head]!, cell))}
          </svg>
          <span><i>look at step </i>${thousands(step + 1)}</span>
          <small><i>, loss </i>${decimal(loss)}</small>
        </button>`,
    )}
  </div>`
}
