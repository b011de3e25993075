/** One head as a picture: its name, its heatmap, the open cell, and how spread out the row is that asks. */
import { html, nothing, svg, type TemplateResult } from 'lit'
import { entropy, type AttentionCell } from '../../lens/attention-arithmetic.ts'
import { decimal } from '../marks/numbers.ts'
import { causalDots, heatmapCells, heatmapLetters, openFrames, type FrameState, type Heatmap } from './heatmap.ts'
import { headTop, rowLabel, type HeatmapLayout } from './layout.ts'
import { visible } from './letters.ts'

/** @param trace what the numbers come from */
export function headPicture(
  map: Heatmap,
  { width, height, cell }: HeatmapLayout,
  open: AttentionCell,
  frames: FrameState,
  trace: object,
): TemplateResult {
  const { head, letters, rows, statuses } = map
  const isOpen = head === open.head
  const side = letters.length * cell
  const bits = statuses[open.row] === 'todo' ? '' : `${decimal(entropy(rows[open.row]!.values))} bits`
  const note = svg`<text x=${rowLabel} y=${headTop + side + 15} class="small muted entropy" aria-hidden="true"
    >${width < 150 ? 'row' : 'entropy of row'} <tspan class="mono">${visible(letters[open.row]!)}</tspan>: ${bits}</text>`
  return html`<svg
    width=${width}
    height=${height}
    role="grid"
    aria-readonly="true"
    aria-label="head ${head}: how much each letter (row) reads each earlier one (column)"
  >
    <text x=${rowLabel} y="8" class=${isOpen ? 'bold' : 'muted'} aria-hidden="true">head ${head}</text>
    ${isOpen ? svg`<path d="M${rowLabel} 13h${side}" stroke="var(--attn)" stroke-width="2"></path>` : nothing}
    ${heatmapLetters(map, isOpen ? open : null)} ${causalDots(map)} ${heatmapCells(map, trace)}
    ${isOpen ? openFrames(map, open, frames) : nothing} ${note}
  </svg>`
}
