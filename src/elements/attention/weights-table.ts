/** The numbers behind the picture of one head, as a table. */
import { html, nothing, type TemplateResult } from 'lit'
import { probability } from '../marks/numbers.ts'
import type { Heatmap } from './heatmap.ts'
import { visible } from './letters.ts'

export function weightsTable({
  head,
  letters,
  rows,
  statuses,
}: Pick<Heatmap, 'head' | 'letters' | 'rows' | 'statuses'>): TemplateResult {
  return html`<table>
    <caption>
      Attention weights of head ${head}: the letter of the row reads the letter of the column
    </caption>
    <thead>
      <tr>
        <th scope="col">asks</th>
        ${letters.map((letter, i) => html`<th scope="col">${visible(letter)} <small>${i}</small></th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (reading, row) =>
          html`<tr>
            <th scope="row">${visible(letters[row]!)} <small>${row}</small></th>
            ${letters.map((_, column) => html`<td>${column <= row && statuses[row] !== 'todo' ? probability(reading.values[column]!, 4) : nothing}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`
}
