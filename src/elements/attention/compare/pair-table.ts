/** The numbers behind the pictures of two traces, as tables. */
import { html, nothing, type TemplateResult } from 'lit'
import type { ComparedHead, Guess } from '../../../lens/attention-compare.ts'
import { decimal, probability } from '../../marks/numbers.ts'
import { visible } from '../letters.ts'
import { signed } from './triangle.ts'

export function pairTable(heads: readonly ComparedHead[], a: readonly Guess[], b: readonly Guess[]): TemplateResult {
  return html`<table>
      <caption>
        Each head, over the rows that both have
      </caption>
      <thead>
        <tr>
          <th scope="col">head</th>
          <th scope="col">moved</th>
          <th scope="col">entropy A</th>
          <th scope="col">entropy B</th>
        </tr>
      </thead>
      <tbody>
        ${heads.map(
          ({ layer, head, moved, entropyA, entropyB }) =>
            html`<tr>
              <th scope="row">layer ${layer}, head ${head}</th>
              <td>${probability(moved, 4)}</td>
              <td>${decimal(entropyA, 4)}</td>
              <td>${decimal(entropyB, 4)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    <table>
      <caption>
        Probability of the letter that follows
      </caption>
      <thead>
        <tr>
          <th scope="col">position</th>
          <th scope="col">A</th>
          <th scope="col">B</th>
        </tr>
      </thead>
      <tbody>
        ${Array.from({ length: Math.max(a.length, b.length) }, (_, i) => {
          const words = [a[i], b[i]].map(guess => (guess ? `${visible(guess.letter)} → ${visible(guess.target)}` : ''))
          return html`<tr>
            <th scope="row">${i} ${words[0] === words[1] ? words[0] : words.filter(Boolean).join(', ')}</th>
            ${[a[i], b[i]].map(guess => html`<td>${guess ? probability(guess.probability, 4) : nothing}</td>`)}
          </tr>`
        })}
      </tbody>
    </table>
    ${heads.map(weights)}`
}

function weights({ layer, head, rows }: ComparedHead): TemplateResult {
  return html`<table>
    <caption>
      Layer ${layer}, head ${head}: weights of A, of B, and B − A
    </caption>
    <thead>
      <tr>
        <th scope="col">row</th>
        ${rows.map((_, column) => html`<th scope="col">${column}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ({ a, b, difference }, row) =>
          html`<tr>
            <th scope="row">${row}</th>
            ${rows.map((_, column) =>
              column > row
                ? html`<td></td>`
                : html`<td>
                    ${a ? probability(a.values[column]!, 3) : '–'} ${b ? probability(b.values[column]!, 3) : '–'}
                    ${difference ? signed(difference.values[column]!, 3) : nothing}
                  </td>`,
            )}
          </tr>`,
      )}
    </tbody>
  </table>`
}
