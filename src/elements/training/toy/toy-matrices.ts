/** All 72 numbers of the toy, printed in their cells. */
import { html, nothing, svg } from 'lit'
import { subtracted, type Shown } from './toy-shown.ts'
import { roleOfParameter, shortName, type TraceReader } from '../../../lens/reading.ts'
import { printedMark } from '../../attention/terms.ts'
import { cellPlace, gridHeight, gridWidth, type Grid } from '../../marks/heat.ts'
import { mark } from '../../marks/mark.ts'

const [cellWidth, cellHeight] = [36, 18]

export interface MatricesPicture {
  readonly reader: TraceReader
  readonly shown: Shown
  /** As they were before the first step. */
  readonly first: Float64Array
  /** Names of tokens, by id. */
  readonly letters: readonly string[]
  /** Index in `params` of the weight that is followed. */
  readonly followed: number
  /** The matrix that Adam changes now. */
  readonly now: string | null
}

export function toyMatrices({ reader, shown, first, letters, followed, now }: MatricesPicture) {
  const head = reader.matrices.find(({ name }) => name === 'lm_head')!
  const ordered = reader.matrices.filter(({ name }) => name !== 'lm_head')
  ordered.splice(6, 0, head)
  return ordered.map(({ name, rows, columns, start }, index) => {
    const reading =
      shown.kind === 'change' ? subtracted(reader, shown.base, name, first) : reader.matrix(name, shown.kind)
    const grid: Grid = { rows, columns, cellWidth, cellHeight, transposed: rows > 4 }
    const names = name === 'wte' || name === 'lm_head' ? letters : name === 'wpe' ? ['0', '1', '2', '3'] : []
    const left = names.length > 0 ? 26 : 1
    const chosen = followed - start
    const isChosen = chosen >= 0 && chosen < rows * columns
    const at = isChosen ? cellPlace(grid, { row: Math.floor(chosen / columns), column: chosen % columns }) : null
    const printed = printedMark(name, reading, grid, true)
    return html`<svg width=${left + gridWidth(grid) + 2} height=${gridHeight(grid) + 20} class="matrix">
      <text x=${left} y="11" class="mono" fill="var(--${roleOfParameter(name)})">${shortName(name)}</text>
      ${names.map((row, i) => svg`<text class="mono small muted end" x=${left - 5} y=${i * cellHeight + 31}>${row}</text>`)}
      ${mark({
        op: 'adam',
        parameter: name,
        x: left,
        y: 18,
        grid,
        reading,
        status: name === now ? 'now' : 'done',
        hue: name === now ? 'grad' : roleOfParameter(name),
        label: printed.label,
        focusable: index === 0,
        over: svg`<g pointer-events="none">${printed.over}
          ${at ? svg`<rect x=${at.x} y=${at.y} width=${cellWidth} height=${cellHeight} fill="none" stroke="var(--ink)" stroke-width="1.75"></rect>` : nothing}</g>`,
      })}
    </svg>`
  })
}
