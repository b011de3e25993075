import { html, nothing } from 'lit'
import type { HeldOutPoint } from '../../lens/held-out.ts'
import { decimal, thousands } from '../marks/numbers.ts'

/** The curve in figures: the first step, every so many, and the last. */
export function lossTable(
  losses: readonly number[],
  means: readonly number[],
  heldOut: readonly HeldOutPoint[],
  every: number,
) {
  const aside = new Map(heldOut.map(({ step, loss }) => [step, loss]))
  const last = losses.length
  const first = losses.findIndex(loss => !Number.isNaN(loss)) + 1
  const steps = losses
    .map((_, i) => i + 1)
    .filter(
      step => first > 0 && step >= first && (step === first || step === last || step % every === 0 || aside.has(step)),
    )
  return html`<table>
    <thead>
      <tr>
        <th scope="col">step</th>
        <th scope="col">loss</th>
        <th scope="col">smoothed</th>
        ${aside.size > 0 ? html`<th scope="col">held out</th>` : nothing}
      </tr>
    </thead>
    <tbody>
      ${steps.map(
        step =>
          html`<tr>
            <th scope="row">${thousands(step)}</th>
            <td>${decimal(losses[step - 1]!, 4)}</td>
            <td>${decimal(means[step - 1]!, 4)}</td>
            ${aside.size > 0 ? html`<td>${aside.has(step) ? decimal(aside.get(step)!, 4) : nothing}</td>` : nothing}
          </tr>`,
      )}
    </tbody>
  </table>`
}
