/** The graph as a table: a row for each line. */
import { html, type TemplateResult } from 'lit'
import type { OpId } from '../../../engine/operations.ts'
import type { GraphOverview } from '../../../lens/model-graph-overview.ts'
import { lineName } from '../../../lens/model-graph-words.ts'
import { thousands } from '../../marks/numbers.ts'

/** One number where all are the same, else the least and the most. */
function between(counts: readonly number[]): string {
  const [least, most] = [Math.min(...counts), Math.max(...counts)]
  return least === most ? thousands(least) : `${thousands(least)} to ${thousands(most)}`
}

export const linesTable = (overview: GraphOverview, lineOf: (op: OpId) => number | null): TemplateResult =>
  html`<div class="scroller" tabindex="0" role="region" aria-label="nodes by line">
    <table>
      <thead>
        <tr>
          <th scope="col">line</th>
          <th scope="col">what</th>
          <th scope="col">layer</th>
          <th scope="col">nodes</th>
          <th scope="col">at each position</th>
          <th scope="col">numbers put out</th>
          <th scope="col">without gradient</th>
        </tr>
      </thead>
      <tbody>
        ${overview.lines.map(
          ({ op, layer, nodes, byPosition, cells, silent }) =>
            html`<tr>
              <td>${lineOf(op) ?? ''}</td>
              <th scope="row">${lineName(op)}</th>
              <td>${layer ?? ''}</td>
              <td>${thousands(nodes)}</td>
              <td>${between(byPosition)}</td>
              <td>${thousands(cells)}</td>
              <td>${thousands(silent)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`
