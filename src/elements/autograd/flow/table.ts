/** The flow as a table: at the step in view, and at the first and the last step that were looked at. */
import { html, nothing, type TemplateResult } from 'lit'
import type { Config } from '../../../engine/config.ts'
import type { Flow, FlowFilm, StepFlow } from '../../../lens/gradient-flow.ts'
import { lineName } from '../../../lens/model-graph-words.ts'
import { thousands } from '../../marks/numbers.ts'
import { brief } from '../model-graph/numbers.ts'

export function flowTable(flow: StepFlow, film: FlowFilm | null, config: Config): TemplateResult {
  const [first, last] = [film?.steps[0], film?.steps.at(-1)]
  const row = (
    words: string,
    layer: string,
    now: Flow,
    then: Flow | undefined,
    end: Flow | undefined,
  ): TemplateResult =>
    html`<tr>
      <th scope="row">${words}</th>
      <td>${layer}</td>
      <td>${brief(now.rms, 6)}</td>
      <td>${thousands(now.zeros)} of ${thousands(now.numbers)}</td>
      ${
        first && last
          ? html`<td>${then ? brief(then.rms, 6) : '–'}</td>
              <td>${end ? brief(end.rms, 6) : '–'}</td>`
          : nothing
      }
    </tr>`
  return html`<div class="scroller" tabindex="0" role="region" aria-label="gradients by block and by matrix">
    <table>
      <thead>
        <tr>
          <th scope="col">what</th>
          <th scope="col">layer</th>
          <th scope="col">RMS at step ${thousands(flow.step + 1)}</th>
          <th scope="col">exactly 0</th>
          ${
            first && last
              ? html`<th scope="col">at step ${thousands(first.step + 1)}</th>
                  <th scope="col">at step ${thousands(last.step + 1)}</th>`
              : nothing
          }
        </tr>
      </thead>
      <tbody>
        ${flow.blocks.map((block, i) =>
          row(lineName(block.op, config), String(block.layer ?? ''), block, first?.blocks[i], last?.blocks[i]),
        )}
        ${flow.matrices.map((matrix, i) => row(matrix.name, '', matrix, first?.matrices[i], last?.matrices[i]))}
      </tbody>
    </table>
  </div>`
}
