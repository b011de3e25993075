/** The chain rule along one path: a factor for each edge, with its number under it, and their product. */
import { html, type TemplateResult } from 'lit'
import { localGrad, type Path } from '../../../lens/autograd/paths.ts'
import type { Edge } from '../../../lens/autograd/steps.ts'
import { short, worked } from '../words.ts'

export const fraction = (above: string, below: string, isGrad = false): TemplateResult =>
  html`<span class="fraction ${isGrad ? 'grad' : ''}"><span>∂${above}</span><span class="below">∂${below}</span></span>`

const factor = (edge: Edge): TemplateResult =>
  html`<span class="factor" data-op=${edge.v.op!}
    >${fraction(edge.v.name, edge.child.name)}<span class="number">${short(localGrad(edge))}</span></span
  >`

export function pathTerms({ edges, product }: Path, isShown: boolean, onShow: () => void): TemplateResult {
  const words = [...edges.map(({ v }) => v.name), edges.at(-1)?.child.name].join(' ← ')
  return html`<div class="path ${isShown ? 'shown' : ''}">
    <button class="way" aria-pressed=${isShown} aria-label="path ${words}" @click=${onShow}>${words}</button>
    <div class="factors">
      ${edges.map((edge, i) => html`${i > 0 ? html`<span class="times">×</span>` : ''}${factor(edge)}`)}
      <span class="times">=</span><span class="product">${worked(product)}</span>
    </div>
  </div>`
}
