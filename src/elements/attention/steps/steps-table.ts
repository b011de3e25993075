/** The numbers of one head at one position, as a table: a row for each position that it reads. */
import { html, nothing, type TemplateResult } from 'lit'
import type { AttentionArithmetic } from '../../../lens/attention-arithmetic.ts'
import { decimal, probability } from '../../marks/numbers.ts'
import { visible } from '../letters.ts'
import type { StepsScene } from './scene.ts'

export function stepsTable(
  { place, letters, status }: StepsScene,
  { scores, exps, weights, values, mixed }: AttentionArithmetic,
): TemplateResult {
  const known = (op: Parameters<typeof status>[0]): boolean => status(op) !== 'todo'
  const [s, w, v, m] = [
    known('attention.scores'),
    known('attention.softmax'),
    known('attention.value_head'),
    known('attention.mix'),
  ]
  const { columns } = values
  return html`<table>
    <caption>
      Head ${place.head} at position ${place.position}: a row for each position that it reads
    </caption>
    <thead>
      <tr>
        <th scope="col">reads</th>
        <th scope="col">score</th>
        <th scope="col">exp</th>
        <th scope="col">weight</th>
        ${Array.from({ length: columns }, (_, j) => html`<th scope="col">v[${j}]</th>`)}
      </tr>
    </thead>
    <tbody>
      ${Array.from(
        { length: place.position + 1 },
        (_, t) =>
          html`<tr>
            <th scope="row">${visible(letters[t]!)} <small>${t}</small></th>
            <td>${s ? decimal(scores.values[t]!, 4) : nothing}</td>
            <td>${w ? decimal(exps[t]!, 4) : nothing}</td>
            <td>${w ? probability(weights.values[t]!, 4) : nothing}</td>
            ${Array.from({ length: columns }, (_, j) => html`<td>${v ? decimal(values.values[t * columns + j]!, 4) : nothing}</td>`)}
          </tr>`,
      )}
    </tbody>
    <tfoot>
      <tr>
        <th scope="row">sum</th>
        <td></td>
        <td></td>
        <td></td>
        ${Array.from(mixed.values, value => html`<td>${m ? decimal(value, 4) : nothing}</td>`)}
      </tr>
    </tfoot>
  </table>`
}
