/** Buttons that go down step by step, or by themselves. */
import { html, type TemplateResult } from 'lit'

export interface Stepper {
  readonly steps: number
  readonly isPlaying: boolean
  readonly isAtEnd: boolean
  readonly onStep: () => void
  readonly onPlay: () => void
  readonly onStart: () => void
}

export const stepButtons = ({ steps, isPlaying, isAtEnd, onStep, onPlay, onStart }: Stepper): TemplateResult =>
  html`<div class="buttons">
    <button class="action" ?disabled=${isAtEnd} @click=${onStep}>Next step</button>
    <button class="plain" aria-pressed=${isPlaying} ?disabled=${isAtEnd && !isPlaying} @click=${onPlay}>
      ${isPlaying ? 'Pause' : 'Play'}
    </button>
    <button class="plain" ?disabled=${steps === 0} @click=${onStart}>Start over</button>
    <span class="count">${steps === 1 ? '1 step' : `${steps} steps`} done</span>
  </div>`
