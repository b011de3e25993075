/** The weights of one head: rows ask, columns answer. Every cell stands for one number and can be opened. */
import { nothing, svg, type SVGTemplateResult } from 'lit'
import { guard } from 'lit/directives/guard.js'
import type { AttentionCell } from '../../lens/attention-arithmetic.ts'
import type { Reading } from '../../lens/reading.ts'
import type { Status } from '../../lens/session.ts'
import { fillOf, inkOn } from '../marks/color.ts'
import { probability } from '../marks/numbers.ts'
import { headTop, letteredCell, printedCell, rowLabel } from './layout.ts'
import { brief, spokenName, visible } from './letters.ts'

export interface Heatmap {
  readonly layer: number
  readonly head: number
  readonly letters: readonly string[]
  /** attn_weights of every row. */
  readonly rows: readonly Reading[]
  readonly statuses: readonly Status[]
  /** Side of a cell. */
  readonly cell: number
  /** The cell that the tab key reaches. */
  readonly stop: Pick<AttentionCell, 'row' | 'column'>
}

/** @param trace what the numbers come from: cells are drawn again only when it, or how much of it is known, changes */
export function heatmapCells(map: Heatmap, trace: object): unknown {
  const { layer, head, cell, stop, statuses } = map
  const known = statuses.map(status => (status === 'todo' ? 0 : 1)).join('')
  return guard([trace, layer, head, cell, known, stop.row, stop.column], () =>
    map.rows.map((_, row) => rowOfCells(map, row)),
  )
}

function rowOfCells(map: Heatmap, row: number): SVGTemplateResult {
  const { letters, cell, rows, statuses } = map
  const reading = statuses[row] === 'todo' ? null : rows[row]!
  const asks = spokenName(letters, row)
  return svg`<g role="row" aria-label=${`${asks} asks`} transform="translate(${rowLabel} ${headTop + row * cell})">
    ${Array.from({ length: row + 1 }, (_, column) => {
      const value = reading?.values[column] ?? null
      const label = `${asks} to ${row === column ? 'itself' : spokenName(letters, column)}: ${value === null ? 'not computed yet' : probability(value)}`
      return cell >= printedCell ? printed(map, row, column, value, label) : plain(map, row, column, value, label)
    })}
  </g>`
}

function printed(
  { layer, head, cell, rows, stop }: Heatmap,
  row: number,
  column: number,
  value: number | null,
  label: string,
) {
  const isStop = stop.row === row && stop.column === column
  const face =
    value === null
      ? svg`<rect class="hit" x="1.5" y="1.5" width=${cell - 3} height=${cell - 3} fill="transparent" stroke="var(--rule-2)"
          stroke-dasharray="2 2"></rect>`
      : svg`<rect class="hit" width=${cell} height=${cell} fill=${fillOf(value, rows[row]!)} stroke="var(--paper)"></rect>
          <text x=${cell / 2} y=${cell / 2 + 3.5} class="small middle"><tspan fill=${inkOn(value, rows[row]!)}>${probability(value)}</tspan></text>`
  return svg`<g class="cell" role="gridcell" tabindex=${isStop ? '0' : '-1'} aria-label=${label} data-op="attention.softmax"
    data-layer=${layer} data-head=${head} data-position=${row} data-row=${row} data-column=${column}
    transform="translate(${column * cell} 0)">${face}</g>`
}

/** Too small for a number: nothing but its colour. */
function plain(
  { layer, head, cell, rows, stop }: Heatmap,
  row: number,
  column: number,
  value: number | null,
  label: string,
) {
  const isStop = stop.row === row && stop.column === column
  const inset = value === null && cell > 6 ? 1.5 : cell > 6 ? 0.25 : 0
  return svg`<rect class="cell" role="gridcell" tabindex=${isStop ? '0' : '-1'} aria-label=${label} data-op="attention.softmax"
    data-layer=${layer} data-head=${head} data-position=${row} data-row=${row} data-column=${column}
    x=${column * cell + inset} y=${inset} width=${cell - 2 * inset} height=${cell - 2 * inset}
    fill=${value === null ? 'transparent' : fillOf(value, rows[row]!)}
    stroke=${value === null && cell > 6 ? 'var(--rule-2)' : nothing} stroke-dasharray=${value === null ? '2 2' : nothing}></rect>`
}

/** The upper triangle: places that no row may read are dots, not a colour. */
export function causalDots({ cell, rows }: Pick<Heatmap, 'cell' | 'rows'>): SVGTemplateResult {
  const dots = rows.flatMap((_, row) =>
    Array.from({ length: rows.length - row - 1 }, (_, later) => {
      const column = row + 1 + later
      return `M${rowLabel + (column + 0.5) * cell} ${headTop + (row + 0.5) * cell}h0`
    }),
  )
  return svg`<path d=${dots.join('')} stroke="var(--rule-2)" stroke-width=${cell >= letteredCell ? 2 : 1} stroke-linecap="round"></path>`
}

/** Letters of rows and columns; of very small cells only those of the open cell. */
export function heatmapLetters(map: Heatmap, open: AttentionCell | null): SVGTemplateResult {
  const { letters, cell } = map
  const isShown = (isOpen: boolean): boolean => isOpen || cell >= letteredCell
  const look = (isOpen: boolean): string => `mono small letter ${isOpen ? 'open' : ''}`
  return svg`<g aria-hidden="true">${letters.map((letter, i) => {
    const [asks, answers] = [open?.row === i, open?.column === i]
    const middle = (i + 0.5) * cell
    return svg`${
      isShown(answers)
        ? svg`<text x=${rowLabel + middle} y=${headTop - 5} class="middle key ${look(answers)}">${visible(brief(letter))}</text>`
        : nothing
    }${
      isShown(asks)
        ? svg`<text x=${rowLabel - 7} y=${headTop + middle + 3.5} class="end query ${look(asks)}">${visible(brief(letter))}</text>`
        : nothing
    }`
  })}</g>`
}

/** The row that asks, the column that answers, the open cell, and where the leader line starts when it is being computed. */
export function openFrames(
  { cell, rows }: Pick<Heatmap, 'cell' | 'rows'>,
  { row, column }: AttentionCell,
  state: FrameState,
): SVGTemplateResult {
  const [x, y] = [rowLabel + column * cell, headTop + row * cell]
  const bottom = headTop + rows.length * cell
  return svg`<g class="frames" fill="none" aria-hidden="true">
    <rect x=${rowLabel - 0.5} y=${y - 0.5} width=${(row + 1) * cell + 1} height=${cell + 1} stroke="var(--query)" stroke-width="1.25"></rect>
    <rect x=${x - 0.5} y=${headTop + column * cell - 0.5} width=${cell + 1} height=${bottom - headTop - column * cell + 1}
      stroke="var(--key)" stroke-width="1.25"></rect>
    <rect class="opened" x=${x - 1} y=${y - 1} width=${cell + 2} height=${cell + 2} stroke="var(--ink)" stroke-width="2.25"></rect>
    ${state.isFocused ? svg`<rect x=${x - 4} y=${y - 4} width=${cell + 8} height=${cell + 8} rx="2" stroke="var(--focus)" stroke-width="2"></rect>` : nothing}
    ${state.isNow ? svg`<rect class="active" x=${x + cell - 1} y=${bottom + 5} width="1" height="1" stroke="none"></rect>` : nothing}
  </g>`
}

export interface FrameState {
  readonly isFocused: boolean
  readonly isNow: boolean
}
