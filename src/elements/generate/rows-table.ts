/** The draws of one name as a table. */
import { html, type TemplateResult } from 'lit'
import type { Draw } from '../../engine/sampler.ts'
import { bitsOf, likeliest, sharesOf } from '../../lens/letter-odds.ts'
import { decimal, probability } from '../marks/numbers.ts'
import { endOr } from './letter-row.ts'

export const rowsTable = (draws: readonly Draw[], letters: readonly string[]): TemplateResult =>
  html`<table>
    <tr>
      <th scope="col">position</th>
      <th scope="col">reads</th>
      <th scope="col">likeliest</th>
      <th scope="col">came</th>
      <th scope="col">p</th>
      <th scope="col">bits</th>
      <th scope="col">u</th>
    </tr>
    ${draws.map((draw, position) => {
      const shares = sharesOf(draw)
      return html`<tr>
        <td>${position}</td>
        <td>${letters[draw.token]}</td>
        <td>
          ${likeliest(shares, 5)
            .map(index => `${endOr(letters[index]!)} ${probability(shares[index]!)}`)
            .join('  ')}
        </td>
        <td>${endOr(letters[draw.index]!)}</td>
        <td>${probability(shares[draw.index]!, 4)}</td>
        <td>${bitsOf(shares).toFixed(2)}</td>
        <td>${draw.isGiven ? 'typed' : draw.u === null ? 'largest' : decimal(draw.u, 6)}</td>
      </tr>`
    })}
  </table>`
