/** Why the program has no mask: how the cache grows, a column for each position that asks. */
import { html, svg, type TemplateResult } from 'lit'
import type { Session } from '../../lens/session.ts'
import { brief, visible } from './letters.ts'

export interface CachePicture {
  readonly session: Session
  readonly layer: number
  readonly letters: readonly string[]
  readonly position: number
  readonly inner: number
}

const top = 4

export function cachePicture({ session, layer, letters, position, inner }: CachePicture): TemplateResult {
  const count = letters.length
  const most = inner < 500 ? inner - 40 : Math.min(360, inner * 0.5)
  const step = Math.max(3, Math.min(18, Math.floor(most / count)))
  const gap = step >= 8 ? 3 : 0
  const height = count * step
  const label = 34
  const columns = letters.map((_, asks) => session.status({ op: 'attention.keys', layer, head: null }, asks))
  const drawing = svg`<svg width=${label + count * step} height=${top + height + 34} role="group" aria-label="rows in keys[${layer}] at each position">
    ${letters.map((letter, asks) => {
      const [status, isHere] = [columns[asks]!, asks === position]
      const x = label + asks * step
      const square = (row: number) =>
        `M${x + 0.5} ${top + height - (row + 1) * step + gap + 0.5}h${step - gap - 1}v${step - gap - 1}h${1 + gap - step}z`
      const d = Array.from({ length: asks + 1 }, (_, row) => square(row)).join('')
      return svg`<g class="mark ${status}" role="button" tabindex=${isHere ? '0' : '-1'} data-op="attention.keys" data-layer=${layer} data-position=${asks}
          aria-label="position ${asks}: ${asks + 1} ${asks === 0 ? 'row' : 'rows'}">
        <path d=${d} fill="none" stroke=${status === 'todo' ? 'var(--rule-2)' : isHere ? 'var(--key)' : 'var(--key-m)'}
          stroke-width=${isHere ? 1.75 : 1} stroke-dasharray=${status === 'todo' ? '2 2' : 'none'}></path>
        <rect class="hit" x=${x} y=${top} width=${step} height=${height + 32} fill="transparent"></rect>
      </g>
      <g aria-hidden="true" pointer-events="none">${
        step >= 10 || isHere
          ? svg`<text x=${x + (step - gap) / 2} y=${top + height + 13} class="mono small middle letter ${isHere ? 'query open' : ''}">${visible(brief(letter))}</text>
                <text x=${x + (step - gap) / 2} y=${top + height + 27} class="small middle ${isHere ? 'bold' : 'muted'}">${asks + 1}</text>`
          : ''
      }</g>`
    })}
    <text x=${label - 8} y=${top + height + 27} class="small end muted">rows</text>
  </svg>`
  const all = count * count
  const read = (count * (count + 1)) / 2
  return html`<section class="cache">
    <h2>No mask, because the cache has no future</h2>
    <div class="beside">
      ${drawing}
      <div>
        <p class="note">
          <code>keys[${layer}]</code> is a list: each position appends one row and then asks every row that is there, so
          <code>keys[${layer}][2]</code> is the key of position 2. What comes later has not been appended yet: there is
          nothing to hide.
        </p>
        <p class="note">
          A model that takes all ${count} positions at once computes ${all} scores and sets ${all - read} of them to −∞
          before the softmax. The ${read} weights that remain are these.
        </p>
        <p class="note">
          In training the rows are Values with their history, so the loss of a later letter reaches back through the
          cache to the key and value of an earlier one.
        </p>
      </div>
    </div>
  </section>`
}
