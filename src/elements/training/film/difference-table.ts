import { html } from 'lit'
import type { Difference } from '../../../lens/comparison.ts'
import { largest } from '../../../lens/attention-arithmetic.ts'
import { decimal } from '../../marks/numbers.ts'

/** Matrix by matrix: how large the differences are, and where the largest is. */
export function differenceTable({ matrices }: Difference) {
  return html`<table>
    <thead>
      <tr>
        <th scope="col">matrix</th>
        <th scope="col">mean size</th>
        <th scope="col">largest</th>
        <th scope="col">at</th>
        <th scope="col">A</th>
        <th scope="col">B</th>
      </tr>
    </thead>
    <tbody>
      ${[...matrices].map(([name, { reading, mean, a, b }]) => {
        const at = largest(reading.values.map(Math.abs))
        return html`<tr>
          <th scope="row">${name}</th>
          <td>${decimal(mean, 4)}</td>
          <td>${decimal(reading.values[at]!, 4)}</td>
          <td>[${Math.floor(at / reading.columns)}][${at % reading.columns}]</td>
          <td>${decimal(a[at]!, 4)}</td>
          <td>${decimal(b[at]!, 4)}</td>
        </tr>`
      })}
    </tbody>
  </table>`
}
