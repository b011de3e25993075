/** How spread out each row of one head is: bits, and a bar against the most that it could be. */
import { nothing, svg, type SVGTemplateResult } from 'lit'
import { entropy } from '../../lens/attention-arithmetic.ts'
import { rowOf } from '../../lens/attention-weights.ts'
import { decimal } from '../marks/numbers.ts'
import type { Heatmap } from './heatmap.ts'
import { headTop } from './layout.ts'

/** From a map to the end of its bars. */
export const entropyRoom = 150
const longest = 90

export function entropies({ letters, square, statuses, cell }: Heatmap, x: number): SVGTemplateResult {
  const most = Math.log2(Math.max(2, letters.length))
  const height = Math.min(9, cell - 2)
  return svg`<g class="entropies" aria-hidden="true">
    <text x=${x} y=${headTop - 5} class="small muted">entropy, bits</text>
    ${letters.map((_, row) => {
      if (statuses[row] === 'todo') return nothing
      const bits = entropy(rowOf(square, row))
      const [y, of] = [headTop + (row + 0.5) * cell, Math.log2(row + 1)]
      // Counts and measures are outlines: only what the model computed is filled.
      return svg`<rect x=${x + 30.5} y=${y - height / 2} width=${(of / most) * longest} height=${height} fill="none" stroke="var(--rule-2)"
          stroke-dasharray="2 2"></rect>
        <rect x=${x + 30.5} y=${y - height / 2} width=${(bits / most) * longest} height=${height} fill="none" stroke="var(--attn)"></rect>
        ${cell >= 10 ? svg`<text x=${x + 24} y=${y + 3.5} class="mono end">${decimal(bits)}</text>` : nothing}`
    })}
  </g>`
}
