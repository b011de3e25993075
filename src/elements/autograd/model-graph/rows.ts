/** One line by rows: a cell for each number that it puts out at each position, filled by its gradient; a dot where that is 0. */
import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit'
import { operations } from '../../../engine/operations.ts'
import type { GraphLine } from '../../../lens/model-graph-overview.ts'
import type { RowPlace } from '../../../lens/model-graph-row.ts'
import type { Reading } from '../../../lens/reading.ts'
import { brief, visible } from '../../attention/letters.ts'
import { stepOf } from '../../marks/color.ts'
import type { Grid } from '../../marks/heat.ts'
import { mark } from '../../marks/mark.ts'

export interface Rows {
  readonly line: GraphLine
  readonly place: RowPlace
  readonly width: number
  readonly letters: readonly string[]
  readonly scale: number
  /** What a number of the line is called. */
  readonly words: (column: number) => string
}

/** Room for the letters at the left. */
export const gutter = 20
/** Narrower cells share one. */
const narrowest = 2
const widest = 24

/** How many columns share a cell, and how wide that is. */
export function cellsOf(line: GraphLine, width: number): { readonly share: number; readonly cell: number } {
  const across = width - gutter - 1
  const share = Math.max(1, Math.ceil((narrowest * line.columns.length) / across))
  const count = Math.ceil(line.columns.length / share)
  return { share, cell: Math.min(widest, across / count) }
}

export const rowsHeight = (positions: number): number => positions * heightOf(positions) + 14
const heightOf = (positions: number): number => Math.max(3, Math.min(14, Math.floor(112 / positions)))

export function rowsView(rows: Rows): TemplateResult {
  const { line, place, width, letters } = rows
  const { share, cell } = cellsOf(line, width)
  const positions = line.byPosition.length
  const height = heightOf(positions)
  const count = Math.ceil(line.columns.length / share)
  const hue = `var(--${operations[line.op].role})`
  const at = Math.floor(line.columns.indexOf(place.column) / share)
  const [x, bottom] = [gutter + at * cell, positions * height]
  return html`<svg
    class="grid"
    width=${width}
    height=${rowsHeight(positions)}
    role="group"
    aria-label="gradients by row and position"
  >
    ${Array.from({ length: positions }, (_, position) => {
      const isHere = position === place.position
      const letter = positions > 1 ? brief(visible(letters[position] ?? '')) : ''
      return svg`${
        height >= 10 || isHere
          ? svg`<text x=${gutter - 7} y=${position * height + height / 2 + 3.5} class="mono small end ${isHere ? 'bold' : 'muted'}"
              aria-hidden="true">${letter}</text>`
          : nothing
      }${strip(rows, position, { share, cell, height, count })}`
    })}
    <rect
      class="active"
      x=${gutter - 0.5}
      y="-0.5"
      width=${count * cell + 1}
      height=${bottom + 1}
      fill="none"
      stroke=${hue}
      opacity="0.75"
    ></rect>
    <g class="through" fill="none" stroke="var(--ink)">
      <rect x=${x - 1} y=${place.position * height - 1} width=${cell + 2} height=${height + 2} stroke-width="2"></rect>
      <path d="M${x + cell / 2} ${(place.position + 1) * height + 1}V${bottom + 12}"></path>
    </g>
  </svg>`
}

interface Measures {
  readonly share: number
  readonly cell: number
  readonly height: number
  readonly count: number
}

function strip(rows: Rows, position: number, { share, cell, height, count }: Measures): SVGTemplateResult {
  const { line, place, letters, scale, words } = rows
  const all = line.gradients.subarray(position * line.columns.length, (position + 1) * line.columns.length)
  const values = share === 1 ? all : heaviestOf(all, share, count)
  const reading: Reading = {
    name: 'grad',
    rows: 1,
    columns: count,
    values,
    ramp: 'signed',
    scale,
    role: 'grad',
    group: null,
  }
  const grid: Grid = { rows: 1, columns: count, cellWidth: cell, cellHeight: height }
  const silent = all.reduce((sum, value) => sum + Number(value === 0), 0)
  const there = all.reduce((sum, value) => sum + Number(!Number.isNaN(value)), 0)
  return mark({
    op: line.op,
    layer: line.layer,
    position,
    x: gutter,
    y: position * height,
    grid,
    reading,
    status: 'done',
    hue: operations[line.op].role,
    label: `${letters[position] ?? ''}, position ${position}: ${there} gradients, ${silent} of them 0`,
    focusable: position === place.position,
    frame: nothing,
    cells: cellsView(values, grid, scale),
    note: (_, column) =>
      share === 1 ? words(line.columns[column]!) : `the heaviest of ${Math.min(share, all.length - column * share)}`,
  })
}

function heaviestOf(all: Float64Array, share: number, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, at) =>
    all
      .subarray(at * share, (at + 1) * share)
      .reduce((best, value) => (Number.isNaN(best) || Math.abs(value) > Math.abs(best) ? value : best), NaN),
  )
}

/** One path a colour; nothing where there is no number, a dot where nothing comes back. */
function cellsView(values: Float64Array, { cellWidth: w, cellHeight: h }: Grid, scale: number): SVGTemplateResult {
  const paths = new Map<string, string>()
  let dots = ''
  values.forEach((value, column) => {
    if (value === 0) dots += `M${round((column + 0.5) * w)} ${h / 2}h0`
    if (value === 0 || Number.isNaN(value)) return
    const step = stepOf(value, { ramp: 'signed', scale })
    paths.set(step, `${paths.get(step) ?? ''}M${round(column * w)} 0h${round(w)}v${h}h${round(-w)}z`)
  })
  const hairline = w >= 4 && h >= 6 ? 'var(--paper)' : 'none'
  return svg`${[...paths].map(
    ([step, path]) => svg`<path fill="var(--${step})" stroke=${hairline} stroke-width="0.6" d=${path}></path>`,
  )}<path d=${dots} stroke="var(--ghost)" stroke-width="1.6" stroke-linecap="round"></path>`
}

const round = (value: number): number => Math.round(value * 100) / 100
