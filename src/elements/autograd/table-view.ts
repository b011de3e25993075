/** The same graph as a table. */
import { html, type TemplateResult } from 'lit'
import type { State, Walkthrough } from '../../lens/autograd/steps.ts'
import { locals, madeOf, short } from './words.ts'

export function tableView({ nodes }: Walkthrough, { made, grads }: State): TemplateResult {
  return html`<details class="table">
    <summary>as a table</summary>
    <div class="scroller" tabindex="0" role="region" aria-label="the graph as a table">
      <table>
        <thead>
          <tr>
            <th scope="col">node</th>
            <th scope="col">operation</th>
            <th scope="col">data</th>
            <th scope="col">grad</th>
            <th scope="col">children</th>
            <th scope="col">local gradients</th>
          </tr>
        </thead>
        <tbody>
          ${nodes.map(node => {
            const isMade = made.has(node)
            const grad = grads.get(node)
            return html`<tr>
              <th scope="row">${node.name}</th>
              <td>${node.op ? madeOf(node) : node.isConstant ? 'a plain number' : 'leaf'}</td>
              <td>${isMade ? short(node.value.data) : 'not made yet'}</td>
              <td>${grad === undefined ? 'not reached yet' : short(grad)}</td>
              <td>${node.children.map(({ name }) => name).join(', ')}</td>
              <td>${isMade && node.op ? locals(node) : ''}</td>
            </tr>`
          })}
        </tbody>
      </table>
    </div>
  </details>`
}
