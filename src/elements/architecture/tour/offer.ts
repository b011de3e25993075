/** What waits where another model is open: the toy's parameters, all of them, each with its number. */
import { css, html, unsafeCSS, type CSSResult, type TemplateResult } from 'lit'
import { toyNumbers } from '../../../lens/toy.ts'
import { stepOf } from '../../marks/color.ts'
import { decimal } from '../../marks/numbers.ts'

/** What weights are shown on everywhere. */
const ramp = { ramp: 'signed', scale: 0.45 } as const
const steps = Array.from({ length: 17 }, (_, i) => stepOf(((i - 8) / 8) * ramp.scale, ramp))

export function offer(open: () => void): TemplateResult {
  return html`<div class="page">
    <h2>The toy of the walkthrough</h2>
    <p class="note">
      Four tokens, two numbers wide, one head. All that it knows are these 72 parameters, so few that every step from a
      token to its loss can be followed by hand.
    </p>
    <div class="matrices">
      ${Object.entries(toyNumbers).map(
        ([name, rows]) =>
          html`<table>
            <caption>
              ${name.replace('layer0.', '')}
              <small>${rows.length} × ${rows[0]!.length}</small>
            </caption>
            ${rows.map(
              row =>
                html`<tr>
                  ${row.map(value => html`<td class=${stepOf(value, ramp)}>${decimal(value)}</td>`)}
                </tr>`,
            )}
          </table>`,
      )}
    </div>
    <p class="note">
      Opened, it runs on the engine as every model here: the name it reads is “ab”, and each line of gpt() stands beside
      its numbers, worked out. The model that is open now makes room for it, and is one click away in the list of
      models.
    </p>
    <button class="open" @click=${open}>Open the toy</button>
  </div>`
}

export const offerStyles: CSSResult = css`
  ${unsafeCSS(steps.map(step => `.${step} { background: var(--${step}); color: var(--on-${step}) }`).join('\n'))}
  .matrices {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-start;
    gap: 14px 28px;
    margin: 12px 0;
  }
  .matrices table {
    border-collapse: collapse;
    font: 11px/20px var(--mono);
    font-variant-numeric: tabular-nums;
  }
  .matrices caption {
    padding-bottom: 2px;
    text-align: left;
    white-space: nowrap;
    font: 600 11px/18px var(--mono);
  }
  .matrices small {
    color: var(--ink-3);
    font-size: 10px;
    font-weight: 400;
  }
  .matrices td {
    width: 40px;
    height: 20px;
    padding: 0;
    text-align: center;
  }
`
