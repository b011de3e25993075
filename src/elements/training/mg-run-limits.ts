/** When training is to stop before its last step, and whether it goes on while nobody sees it. */
import { css, html } from 'lit'
import { limitsOf, mostUnseen } from '../../lens/run-limits.ts'
import { noteStyles } from '../marks/note.styles.ts'
import { thousands } from '../marks/numbers.ts'
import { PacedElement } from './paced-element.ts'

export class MgRunLimits extends PacedElement {
  static override styles = [
    noteStyles,
    css`
      :host {
        display: block;
        font-size: var(--t-12);
      }
      .limits {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 2px 20px;
      }
      h2 {
        margin: 0;
        font-size: var(--t-12);
        font-weight: 600;
      }
      label {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        color: var(--ink-3);
        white-space: nowrap;
      }
      input[type='number'] {
        width: 7ch;
        min-height: 24px;
        padding: 0 2px;
        border: 0;
        border-bottom: 1px solid var(--rule-2);
        border-radius: 0;
        background: none;
        color: var(--ink);
        font: 12px var(--mono);
        text-align: right;
        appearance: textfield;
      }
      input::-webkit-inner-spin-button {
        display: none;
      }
      input::placeholder {
        color: var(--ink-3);
      }
      input[type='checkbox'] {
        margin: 0;
        accent-color: var(--ink);
      }
      input:focus-visible {
        outline: 2px solid var(--focus);
        outline-offset: 1px;
      }
      .note {
        margin-top: 2px;
        font-size: var(--t-11);
      }
      @media (max-width: 700px) {
        label,
        input[type='number'] {
          min-height: 44px;
        }
        input[type='checkbox'] {
          width: 22px;
          height: 22px;
        }
      }
    `,
  ]

  override render() {
    const { session } = this
    const { training } = session
    const limits = limitsOf(training)
    const { num_steps } = session.run.value?.config ?? { num_steps: 1 }
    return html`<div class="limits" role="group" aria-label="when to stop">
        <h2>Stop</h2>
        ${this.field('at step', training.restAt.value, { least: 1, most: num_steps, step: 1 }, value => (training.restAt.value = value))}
        ${this.field('at smoothed loss', limits.loss.value, { least: 0, most: 10, step: 'any' }, value => (limits.loss.value = value))}
        ${this.field('after minutes', limits.minutes.value, { least: 0.1, most: 240, step: 'any' }, value => (limits.minutes.value = value))}
        <label
          ><input
            type="checkbox"
            .checked=${limits.pauseHidden.value}
            @change=${(event: Event) => limits.setPauseHidden((event.target as HTMLInputElement).checked)}
          />wait while this page is hidden</label
        >
      </div>
      <p class="note">
        It ends by itself after ${thousands(num_steps)} steps, and after ${mostUnseen} minutes that nobody sees the
        page.
      </p>`
  }

  private field(
    label: string,
    value: number | null,
    { least, most, step }: { readonly least: number; readonly most: number; readonly step: number | 'any' },
    take: (value: number | null) => void,
  ) {
    const read = (event: Event): void => {
      const input = event.target as HTMLInputElement
      const number = input.value.trim() === '' ? NaN : Number(input.value)
      const bounded = Math.min(most, Math.max(least, step === 1 ? Math.round(number) : number))
      const taken = Number.isNaN(bounded) ? null : bounded
      input.value = taken === null ? '' : String(taken)
      take(taken)
    }
    return html`<label
      >${label}
      <input
        type="number"
        min=${least}
        max=${most}
        step=${step}
        placeholder="–"
        .value=${value === null ? '' : String(value)}
        @change=${read}
    /></label>`
  }
}

customElements.define('mg-run-limits', MgRunLimits)

declare global {
  interface HTMLElementTagNameMap {
    'mg-run-limits': MgRunLimits
  }
}
