/** The small drawings in the cells of the table: the stream, what a part adds, its bar from the common zero. */
import { nothing, svg, type SVGTemplateResult } from 'lit'
import type { Reading } from '../../../lens/reading.ts'
import type { Status } from '../../../lens/session.ts'
import { fillOf, stepOf } from '../../marks/color.ts'
import { heatCells } from '../../marks/heat.ts'
import { mark } from '../../marks/mark.ts'
import { decimal } from '../../marks/numbers.ts'
import { xOf, type Axis } from './layout.ts'
import type { WhyRow } from './rows.ts'

/** The scale of the stream everywhere in the tab. */
const xScale = 2.6
/** That of the logits. */
const logitScale = 4

const vector = (name: string, values: ArrayLike<number>, scale: number): Reading => ({
  name,
  rows: 1,
  columns: values.length,
  values: Float64Array.from(values),
  ramp: 'signed',
  scale,
  role: 'resid',
  group: null,
})

interface Drawn {
  readonly row: WhyRow
  readonly status: Status
  readonly position: number
  readonly unit: number
  readonly height: number
}

/** The highway: a thread a number, from the first row to the last without a gap. */
export function streamCell(
  { row, status, position, unit, height }: Drawn,
  values: ArrayLike<number>,
): SVGTemplateResult {
  const [reading, columns] = [vector('x', values, xScale), values.length]
  return svg`<svg width=${columns * unit + 4} height=${height}>${mark({
    op: row.kind === 'embedding' ? 'embedding.norm' : row.kind === 'head' ? 'attention.residual' : row.op,
    layer: row.layer,
    position,
    x: 2,
    y: 0,
    grid: { rows: 1, columns, cellWidth: unit, cellHeight: height },
    reading,
    status: status === 'todo' ? 'todo' : 'done',
    hue: 'resid',
    label: 'the stream, x',
    cells: threads(coarse(reading, unit), coarseUnit(unit), height),
    frame: svg`<path d="M-1.25 0V${height}M${columns * unit + 1.25} 0V${height}" stroke="var(--resid)" stroke-width="1.5"
      opacity=${status === 'todo' ? 0.4 : 1} stroke-dasharray=${status === 'todo' ? '2 3' : nothing}></path>`,
  })}</svg>`
}

/** Cells thinner than this are drawn some at a time, each by its strongest; the pointer still finds every number. */
const thinnest = 1.5
const together = (unit: number): number => Math.max(1, Math.ceil(thinnest / unit))
const coarseUnit = (unit: number): number => unit * together(unit)

function coarse(reading: Reading, unit: number): Reading {
  const by = together(unit)
  if (by === 1) return reading
  const values = Array.from({ length: Math.ceil(reading.columns / by) }, (_, i) =>
    Array.from(reading.values.slice(i * by, (i + 1) * by)).reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a), 0),
  )
  return vector(reading.name, values, reading.scale)
}

/** As wide as the number is strong, its hue the sign; threads of one colour are one path. */
function threads({ values }: Reading, unit: number, height: number): SVGTemplateResult {
  const paths = new Map<string, string>()
  values.forEach((value, i) => {
    const half = (unit * (0.1 + 0.8 * Math.min(1, Math.abs(value) / xScale))) / 2
    const step = stepOf(value, { ramp: 'signed', scale: xScale })
    const fill = Math.abs(value) < xScale / 16 ? 'rule-2' : step.replace(/[12]$/, '3')
    const left = Math.round(((i + 0.5) * unit - half) * 100) / 100
    paths.set(fill, `${paths.get(fill) ?? ''}M${left} 0v${height}h${Math.round(half * 200) / 100}v${-height}z`)
  })
  return svg`<g class="cells">${[...paths].map(([fill, d]) => svg`<path fill="var(--${fill})" d=${d}></path>`)}</g>`
}

/** What a part writes, on its way into the stream. */
export function addsCell(
  { row, status, position, unit, height }: Drawn,
  values: ArrayLike<number>,
  name: string,
  held?: readonly number[],
): SVGTemplateResult {
  const columns = values.length
  const [y, high] = [Math.round(height / 2) - 5, 10]
  const color = `var(--${status === 'todo' || row.isCut ? 'rule-2' : row.hue})`
  return svg`<svg width=${columns * unit + 20} height=${height}>
    <path d="M0 ${height / 2}H16" stroke=${color} stroke-width="1.25" stroke-dasharray=${row.isCut ? '2 2' : nothing}></path>
    <circle cx="5" cy=${height / 2} r="4" fill="var(--paper)" stroke=${color}></circle>
    <path d="M2.5 ${height / 2}h5M5 ${height / 2 - 2.5}v5" stroke=${color}></path>
    ${strip({ row, status, position, unit, height: high }, values, name, { x: 17, y, held })}
  </svg>`
}

export function strip(
  { row, status, position, unit, height }: Drawn,
  values: ArrayLike<number>,
  name: string,
  { x = 1, y = 1, held }: { x?: number; y?: number; held?: readonly number[] | undefined } = {},
): SVGTemplateResult {
  const reading = { ...vector(name, values, 1), ...(held && { held }) }
  const drawn = coarse(reading, unit)
  const grid = { rows: 1, columns: values.length, cellWidth: unit, cellHeight: height }
  return mark({
    op: row.kind === 'head' ? 'attention.output' : row.op,
    layer: row.layer,
    position,
    x,
    y,
    grid,
    reading,
    status: status === 'todo' ? 'todo' : 'done',
    hue: row.hue,
    label: `${name}, ${values.length} numbers`,
    cells:
      drawn === reading
        ? undefined
        : heatCells(drawn, { ...grid, columns: drawn.columns, cellWidth: coarseUnit(unit) }),
    opacity: row.isCut ? 0.4 : 1,
  })
}

interface Bar {
  readonly row: Pick<WhyRow, 'op' | 'layer' | 'head' | 'hue' | 'isCut'>
  readonly name: string
  readonly share: number
  readonly status: Status
  readonly position: number
  readonly axis: Axis
  readonly height: number
  readonly thickness: number
  /** The running sum before and behind it, drawn as a step. */
  readonly step: readonly [number, number] | null
  readonly label: string
}

/** A bar from the common zero, and over it the running sum on its way to the logit. */
export function barCell({ row, name, share, status, position, axis, height, thickness, step, label }: Bar) {
  const [zero, end] = [xOf(axis, 0), xOf(axis, share)]
  const [left, width] = [Math.min(zero, end), Math.max(1, Math.abs(end - zero))]
  const isTodo = status === 'todo'
  const fill = fillOf(share, { ramp: 'signed', scale: logitScale })
  return svg`<svg width=${axis.width} height=${height}>
    <path d="M${zero} 0V${height}" stroke="var(--rule-2)"></path>
    ${mark({
      op: row.op,
      layer: row.layer,
      head: row.head,
      position,
      x: isTodo ? Math.min(zero, axis.width - 25) : left,
      y: (height - thickness) / 2,
      grid: { rows: 1, columns: 1, cellWidth: isTodo ? 24 : width, cellHeight: thickness },
      extent: { width: isTodo ? 24 : width, height: thickness },
      reading: { ...vector(name, [share], logitScale), rows: 1, columns: 1 },
      status: isTodo ? 'todo' : 'done',
      hue: row.hue === 'plain' ? 'ink-3' : row.hue,
      label,
      cells: svg`<rect width=${width} height=${thickness} fill=${fill}></rect>`,
      opacity: row.isCut ? 0.4 : 1,
    })}
    ${step && !isTodo ? svg`<path class="step" d="M${xOf(axis, step[0])} 0V0.5H${xOf(axis, step[1])}V${height}" fill="none" stroke="var(--ink)"></path>` : nothing}
  </svg>`
}

/** Where nothing is added the zero and the running sum go on. */
export function axisCell(axis: Axis, sum: number | null, height: number): SVGTemplateResult {
  return svg`<svg width=${axis.width} height=${height} aria-hidden="true"><path d="M${xOf(axis, 0)} 0V${height}" stroke="var(--rule-2)"></path>
    ${sum === null ? nothing : svg`<path class="step" d="M${xOf(axis, sum)} 0V${height}" fill="none" stroke="var(--ink)"></path>`}</svg>`
}

/** `+0.31`, `−0.31`: what is added is read as that. */
export const signed = (value: number, digits = 2): string => (value > 0 ? '+' : '') + decimal(value, digits)
