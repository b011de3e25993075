/** The numbers behind the picture of one head, as a table. */
import { html, nothing, type TemplateResult } from 'lit'
import { entropy } from '../../lens/attention-arithmetic.ts'
import { rowOf } from '../../lens/attention-weights.ts'
import { decimal, probability } from '../marks/numbers.ts'
import { titleOf, type Heatmap } from './heatmap.ts'
import { visible } from './letters.ts'

export function weightsTable(map: Pick<Heatmap, 'head' | 'letters' | 'square' | 'statuses'>): TemplateResult {
  const { letters, square, statuses } = map
  return html`<table>
    <caption>
      Attention weights of ${titleOf(map)}: the letter of the row reads the letter of the column
    </caption>
    <thead>
      <tr>
        <th scope="col">asks</th>
        ${letters.map((letter, i) => html`<th scope="col">${visible(letter)} <small>${i}</small></th>`)}
        <th scope="col">bits</th>
      </tr>
    </thead>
    <tbody>
      ${letters.map((letter, row) => {
        const weights = statuses[row] === 'todo' ? null : rowOf(square, row)
        return html`<tr>
          <th scope="row">${visible(letter)} <small>${row}</small></th>
          ${letters.map((_, column) => html`<td>${weights && column <= row ? probability(weights[column]!, 4) : nothing}</td>`)}
          <td>${weights ? decimal(entropy(weights)) : nothing}</td>
        </tr>`
      })}
    </tbody>
  </table>`
}
