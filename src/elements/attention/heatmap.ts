/** The weights of one head: rows ask, columns answer. Every cell stands for one number and can be opened. */
import { nothing, svg, type SVGTemplateResult } from 'lit'
import { guard } from 'lit/directives/guard.js'
import type { AttentionCell } from '../../lens/attention-arithmetic.ts'
import { rowOf, type WeightSquare } from '../../lens/attention-weights.ts'
import type { Status } from '../../lens/session.ts'
import { fillOf, inkOn } from '../marks/color.ts'
import { probability } from '../marks/numbers.ts'
import { headTop, letteredCell, printedCell, rowLabel } from './layout.ts'
import { brief, spokenName, visible } from './letters.ts'

export interface Heatmap {
  readonly layer: number
  /** Null for the mean of all heads, whose cells stand for no number of the program. */
  readonly head: number | null
  readonly letters: readonly string[]
  /** attn_weights of every row. */
  readonly square: WeightSquare
  readonly statuses: readonly Status[]
  /** Side of a cell. */
  readonly cell: number
  /** The cell that the tab key reaches. */
  readonly stop: Pick<AttentionCell, 'row' | 'column'>
  /** The upper triangle is a mask that is struck out, rather than nothing. */
  readonly isMasked: boolean
}

const ramp = { ramp: 'probability', scale: 0.6 } as const
export const isPrinted = ({ cell }: Pick<Heatmap, 'cell'>): boolean => cell >= printedCell

export const titleOf = ({ head }: Pick<Heatmap, 'head'>): string => (head === null ? 'mean of heads' : `head ${head}`)

/** @param trace what the numbers come from: cells are drawn again only when it, or how much of it is known, changes */
export function heatmapCells(map: Heatmap, trace: object): unknown {
  const { layer, head, cell, stop, statuses, letters } = map
  const known = statuses.map(status => (status === 'todo' ? 0 : 1)).join('')
  return guard([trace, layer, head, cell, known, stop.row, stop.column], () =>
    letters.map((_, row) => cellsOf(map, row)),
  )
}

function cellsOf(map: Heatmap, row: number): SVGTemplateResult {
  const { letters, cell, square, statuses } = map
  const weights = statuses[row] === 'todo' ? null : rowOf(square, row)
  const asks = spokenName(letters, row)
  return svg`<g role="row" aria-label=${`${asks} asks`} transform="translate(${rowLabel} ${headTop + row * cell})">
    ${Array.from({ length: row + 1 }, (_, column) => printed(map, row, column, weights?.[column] ?? null))}
  </g>`
}

/** What a cell says to those who hear it. */
export function spokenCell(letters: readonly string[], row: number, column: number, value: number | null): string {
  const answers = row === column ? 'itself' : spokenName(letters, column)
  return `${spokenName(letters, row)} to ${answers}: ${value === null ? 'not computed yet' : probability(value)}`
}

function printed({ layer, head, cell, letters, stop }: Heatmap, row: number, column: number, value: number | null) {
  const isStop = stop.row === row && stop.column === column && head !== null
  const face =
    value === null
      ? svg`<rect class="hit" x="1.5" y="1.5" width=${cell - 3} height=${cell - 3} fill="transparent" stroke="var(--rule-2)"
          stroke-dasharray="2 2"></rect>`
      : svg`<rect class="hit" width=${cell} height=${cell} fill=${fillOf(value, ramp)} stroke="var(--paper)"></rect>
          <text x=${cell / 2} y=${cell / 2 + 3.5} class="small middle"><tspan fill=${inkOn(value, ramp)}>${probability(value, cell >= 44 ? 3 : 2)}</tspan></text>`
  return svg`<g class="cell" role="gridcell" tabindex=${isStop ? '0' : '-1'} aria-label=${spokenCell(letters, row, column, value)}
    data-op=${head === null ? nothing : 'attention.softmax'}
    data-layer=${layer} data-head=${head ?? nothing} data-position=${row} data-row=${row} data-column=${column}
    transform="translate(${column * cell} 0)">${face}</g>`
}

/** The upper triangle: places that no row may read are dots, or, as in a masked matrix, zeros that are struck out. */
export function future({ cell, letters, isMasked }: Pick<Heatmap, 'cell' | 'letters' | 'isMasked'>): unknown {
  return guard([cell, letters.length, isMasked], () => triangle(cell, letters.length, isMasked))
}

function triangle(cell: number, positions: number, isMasked: boolean): SVGTemplateResult {
  const inset = cell > 6 ? cell * 0.3 : 0
  const marks = Array.from({ length: positions }, (_, row) =>
    Array.from({ length: positions - row - 1 }, (_, later) => {
      const [x, y] = [rowLabel + (row + 1 + later) * cell, headTop + row * cell]
      return isMasked
        ? `M${x + inset} ${y + cell - inset}L${x + cell - inset} ${y + inset}`
        : `M${x + cell / 2} ${y + cell / 2}h0`
    }),
  ).flat()
  const side = positions * cell
  return svg`<path d=${marks.join('')} stroke=${isMasked ? 'var(--ink-3)' : 'var(--rule-2)'}
      stroke-width=${isMasked ? 1 : cell >= letteredCell ? 2 : 1} stroke-linecap="round"></path>
    ${isMasked ? svg`<rect x=${rowLabel} y=${headTop} width=${side} height=${side} fill="none" stroke="var(--rule-2)"></rect>` : nothing}`
}

/** Rows that are not known yet, where cells are too small to be drawn each. */
export function blankRows({ cell, statuses }: Pick<Heatmap, 'cell' | 'statuses'>): SVGTemplateResult {
  const inset = cell > 6 ? 1 : 0
  return svg`<g fill="none" stroke="var(--rule-2)" stroke-dasharray="2 2" pointer-events="none">${statuses.map(
    (status, row) =>
      status === 'todo'
        ? svg`<rect x=${rowLabel + inset} y=${headTop + row * cell + inset} width=${(row + 1) * cell - 2 * inset}
            height=${Math.max(0.5, cell - 2 * inset)}></rect>`
        : nothing,
  )}</g>`
}

/** Letters of rows and columns, of very small cells only those of the open cell; a click selects the row or column. */
export function heatmapLetters(map: Heatmap, open: AttentionCell | null): SVGTemplateResult {
  const { letters, cell } = map
  const isShown = (isOpen: boolean): boolean => isOpen || cell >= letteredCell
  const look = (isOpen: boolean): string => `mono small letter ${isOpen ? 'open' : ''}`
  return svg`<g aria-hidden="true">${letters.map((letter, i) => {
    const [asks, answers] = [open?.row === i, open?.column === i]
    const [start, middle] = [i * cell, (i + 0.5) * cell]
    return svg`<g class="pick" data-pick="columns" data-index=${i}>
      <rect x=${rowLabel + start} y=${headTop - 18} width=${cell} height="18" fill="transparent"></rect>${
        isShown(answers)
          ? svg`<text x=${rowLabel + middle} y=${headTop - 5} class="middle key ${look(answers)}">${visible(brief(letter))}</text>`
          : nothing
      }</g><g class="pick" data-pick="rows" data-index=${i}>
      <rect y=${headTop + start} width=${rowLabel} height=${cell} fill="transparent"></rect>${
        isShown(asks)
          ? svg`<text x=${rowLabel - 7} y=${headTop + middle + 3.5} class="end query ${look(asks)}">${visible(brief(letter))}</text>`
          : nothing
      }</g>`
  })}</g>`
}

/** The row that asks, the column that answers, the open cell, and where the leader line starts when it is being computed. */
export function openFrames(
  { cell, letters }: Pick<Heatmap, 'cell' | 'letters'>,
  { row, column }: AttentionCell,
  state: FrameState,
): SVGTemplateResult {
  const [x, y] = [rowLabel + column * cell, headTop + row * cell]
  const bottom = headTop + letters.length * cell
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
