/** One head as a picture: its name, its heatmap, the open cell, and how spread out the row is that asks. */
import { html, nothing, svg, type TemplateResult } from 'lit'
import { entropy, type AttentionCell } from '../../lens/attention-arithmetic.ts'
import { rowOf } from '../../lens/attention-weights.ts'
import { decimal } from '../marks/numbers.ts'
import { entropies } from './entropies.ts'
import { field, knownSquare } from './field.ts'
import {
  blankRows,
  future,
  heatmapCells,
  heatmapLetters,
  isPrinted,
  openFrames,
  spokenCell,
  titleOf,
  type FrameState,
  type Heatmap,
} from './heatmap.ts'
import { headTop, rowLabel, type HeatmapLayout } from './layout.ts'
import { visible } from './letters.ts'
import { selectionFrames } from './selection.ts'
import type { Selection } from './selecting.ts'
import './mg-weight-map.ts'

export interface HeadPicture {
  readonly map: Heatmap
  readonly layout: HeatmapLayout
  readonly open: AttentionCell
  readonly frames: FrameState
  readonly selection: Selection | null
  /** What the numbers come from. */
  readonly trace: object
  /** The title makes it large, or small again; null where it does nothing. */
  readonly onTitle: (() => void) | null
  readonly isLarge: boolean
}

export function headPicture(picture: HeadPicture): TemplateResult {
  const { map, layout, open, frames, selection, trace, onTitle, isLarge } = picture
  const { width, height, cell } = layout
  const { head, letters, layer, statuses, stop } = map
  const square = knownSquare(map.square, statuses)
  const isOpen = head === open.head
  const side = letters.length * cell
  const value = statuses[stop.row] === 'todo' ? null : map.square.values[stop.row * letters.length + stop.column]!
  const label = `${titleOf(map)}, ${spokenCell(letters, stop.row, stop.column, value)}`
  const title = onTitle
    ? html`<button
        class="over-title"
        aria-pressed=${isLarge}
        aria-label="${titleOf(map)}, ${isLarge ? 'large: back to all heads' : 'make it large'}"
        @click=${onTitle}
      ></button>`
    : nothing
  return html`<div class="map" data-map=${head ?? nothing} data-layer=${layer}>
    ${title} ${isPrinted(map) ? nothing : html`<mg-weight-map .square=${square} .side=${side}></mg-weight-map>`}
    <svg
      width=${width}
      height=${height}
      role=${isPrinted(map) ? 'grid' : 'group'}
      aria-readonly=${isPrinted(map) ? 'true' : nothing}
      aria-label="${titleOf(map)}: how much each letter (row) reads each earlier one (column)"
    >
      <text x=${rowLabel} y="8" class=${isOpen ? 'bold' : 'muted'} aria-hidden="true">${titleOf(map)}</text>
      ${isOpen ? svg`<path d="M${rowLabel} 13h${side}" stroke="var(--attn)" stroke-width="2"></path>` : nothing}
      ${heatmapLetters(map, isOpen ? open : null)} ${future(map)}
      ${
        isPrinted(map)
          ? heatmapCells(map, trace)
          : svg`${blankRows(map)} ${field({ layer, head, letters, square, x: rowLabel, y: headTop, side, stop, isFocusable: head !== null, label })}`
      }
      ${selection?.head === head ? selectionFrames(selection, cell, letters.length) : nothing}
      ${isOpen ? openFrames(map, open, frames) : nothing}
      ${isLarge ? entropies(map, rowLabel + side + 18) : entropyOfRow(map, open.row, layout)}
    </svg>
  </div>`
}

function entropyOfRow({ letters, square, statuses, cell }: Heatmap, row: number, { width }: HeatmapLayout) {
  const bits = statuses[row] === 'todo' ? '' : `${decimal(entropy(rowOf(square, row)))} bits`
  return svg`<text x=${rowLabel} y=${headTop + letters.length * cell + 15} class="small muted entropy" aria-hidden="true"
    >${width < 150 ? 'row' : 'entropy of row'} <tspan class="mono">${visible(letters[row]!)}</tspan>: ${bits}</text>`
}
