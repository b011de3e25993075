import { html } from 'lit'
import { decimal, thousands } from '../marks/numbers.ts'

/** The curve in figures: the first step, every so many, and the last. */
export function lossTable(losses: readonly number[], means: readonly number[], every: number) {
  const last = losses.length
  const first = losses.findIndex(loss => !Number.isNaN(loss)) + 1
  const steps = losses
    .map((_, i) => i + 1)
    .filter(step => first > 0 && step >= first && (step === first || step === last || step % every === 0))
  return html`<table>
    <thead>
      <tr>
        <th scope="col">step</th>
        <th scope="col">loss</th>
        <th scope="col">smoothed</th>
      </tr>
    </thead>
    <tbody>
      ${steps.map(
        step =>
          html`<tr>
            <th scope="row">${thousands(step)}</th>
            <td>${decimal(losses[step - 1]!, 4)}</td>
            <td>${decimal(means[step - 1]!, 4)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`
}
