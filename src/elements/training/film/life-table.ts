import { html } from 'lit'
import { digits, type LifeRow, type WeightLife } from '../../../lens/life.ts'
import { thousands } from '../../marks/numbers.ts'

/** The curves in figures: the first step, every so many, and the last. */
export function lifeTable({ from, grad }: WeightLife, rows: readonly LifeRow[]) {
  const every = Math.max(1, Math.ceil(grad.length / 400) * 10)
  const steps = Array.from(grad, (_, i) => i).filter(
    i => i === 0 || i === grad.length - 1 || (from + i + 1) % every === 0,
  )
  return html`<table>
    <thead>
      <tr>
        <th scope="col">step</th>
        ${rows.map(({ name }) => html`<th scope="col">${name}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${steps.map(
        i =>
          html`<tr>
            <th scope="row">${thousands(from + i + 1)}</th>
            ${rows.map(row => html`<td>${digits(row.sum(i).value)}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`
}
