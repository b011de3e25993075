/** reversed(topo): the order of the walk back, with the number whose edges are being walked framed. */
import { html, nothing, type TemplateResult } from 'lit'
import type { Node } from '../../lens/autograd/expression.ts'
import type { Walk } from '../../lens/autograd/walk.ts'
import { walkKeys } from './controls.ts'

export function topoStrip(walk: Walk, onNode: (node: Node) => void): TemplateResult {
  const { reversedTopo } = walk.walkthrough.value
  const { step, isBack } = walk.state.value
  const now = step.kind === 'start' ? 0 : step.kind === 'edge' ? reversedTopo.indexOf(step.edge.v) : reversedTopo.length
  const status = (index: number): string => (!isBack ? 'unmade' : index < now ? 'done' : index === now ? 'now' : 'todo')
  return html`<section class="topo">
    <h2><code>reversed(topo)</code></h2>
    <ol @keydown=${(event: KeyboardEvent) => walkKeys(walk, event)}>
      ${reversedTopo.map(
        (node, index) =>
          html`<li class=${status(index)}>
            ${
              isBack
                ? html`<button
                    data-op="value.backward"
                    aria-label="${node.name}, ${index + 1} of ${reversedTopo.length}"
                    aria-current=${index === now ? 'step' : nothing}
                    @click=${() => onNode(node)}
                  >
                    ${node.name}
                  </button>`
                : html`<span class="unseen">not sorted yet</span>`
            }
          </li>`,
      )}
    </ol>
  </section>`
}
