/** Gradients by block: a dot on one logarithmic axis for the step in view, and a strip of cells over training. */
import { scaleLog, type ScaleLogarithmic } from 'd3'
import { nothing, svg, type SVGTemplateResult } from 'lit'
import type { OpId, Role } from '../../../engine/operations.ts'
import type { Flow } from '../../../lens/gradient-flow.ts'
import type { Reading } from '../../../lens/reading.ts'
import type { Grid } from '../../marks/heat.ts'
import { mark } from '../../marks/mark.ts'
import { thousands } from '../../marks/numbers.ts'
import { brief } from '../model-graph/numbers.ts'

/** One row of the picture. */
export interface FlowRow {
  readonly op: OpId
  readonly layer: number | null
  readonly parameter: string | null
  readonly line: number | null
  readonly words: string
  readonly role: Role
  /** At the step in view. */
  readonly now: Flow
  /** The same block of the other layers, at the step in view. */
  readonly others: readonly number[]
  /** At the steps of training that have been looked at so far. */
  readonly over: readonly number[]
  readonly isLit: boolean
}

export interface FlowLook {
  readonly rows: readonly FlowRow[]
  readonly width: number
  /** The steps of training, counted from 0, and which of them is in view. */
  readonly steps: readonly number[]
  readonly wanted: number
  readonly at: number
  readonly scale: ScaleLogarithmic<number, number>
  /** The dots of neighbouring rows are joined: what goes through one comes to the next. */
  readonly isJoined: boolean
}

export const rowHeight = 21
const top = 20
const labels = 108
const figures = 62
const largest = 50
/** Where what is exactly 0 stands, left of the axis. */
const zero = 12

export const pictureHeight = (rows: number): number => top + rows * rowHeight + 6

/** Beside one another where there is room. */
export const isWide = (width: number): boolean => width >= 600

/** One axis for all rows of the picture, in whole powers of ten. */
export function axisOf(values: readonly number[]): ScaleLogarithmic<number, number> {
  const some = values.filter(value => value > 0)
  const [least, most] = some.length > 0 ? [Math.min(...some), Math.max(...some)] : [0.001, 1]
  const from = Math.max(Math.floor(Math.log10(least)), Math.ceil(Math.log10(most)) - 6)
  return scaleLog([10 ** from, 10 ** Math.max(from + 1, Math.ceil(Math.log10(most)))], [0, 1]).clamp(true)
}

export function dots(look: FlowLook, width: number): SVGTemplateResult {
  const { rows, scale, isJoined } = look
  const [left, right] = [labels + 2 * zero + 16, width - figures]
  const x = (value: number): number => (value > 0 ? left + scale(value) * (right - left) : labels + zero)
  const y = (i: number): number => top + i * rowHeight + rowHeight / 2
  const bottom = top + rows.length * rowHeight
  const [from, to] = scale.domain() as [number, number]
  const powers = Array.from({ length: Math.round(Math.log10(to / from)) + 1 }, (_, i) => from * 10 ** i)
  return svg`
    <text x=${labels + zero} y="11" class="small middle muted">0</text>
    ${powers.map(
      (power, i) => svg`<path d="M${x(power)} ${top}V${bottom}" stroke="var(--rule)"></path>
        ${i % 2 === 0 || powers.length < 5 ? svg`<text x=${x(power)} y="11" class="mono small middle muted">${powerWords(power)}</text>` : nothing}`,
    )}
    <path d="M${labels + zero} ${top}V${bottom}" stroke="var(--rule)" stroke-dasharray="2 3"></path>
    ${
      isJoined
        ? svg`<path d="M${rows.map(({ now }, i) => `${x(now.rms)} ${y(i)}`).join('L')}" fill="none" stroke="var(--grad-m)"></path>`
        : nothing
    }
    ${rows.map(
      (
        row,
        i,
      ) => svg`<g class="row ${row.isLit ? 'lit' : ''}" role="button" tabindex=${i === 0 ? '0' : '-1'} data-op=${row.op}
          data-layer=${row.layer ?? nothing} data-parameter=${row.parameter ?? nothing}
          aria-label="line ${row.line}, ${row.words}: ${row.now.rms === 0 ? 'exactly 0' : brief(row.now.rms, 5)}">
        <rect class="hit ${row.isLit ? 'active' : ''}" x="0" y=${top + i * rowHeight + 1} width=${width} height=${rowHeight - 2}
          fill=${row.isLit ? `var(--${row.role}-w)` : 'transparent'}></rect>
        <text x="22" y=${y(i) + 3.5} class="mono small end muted">${row.line ?? ''}</text>
        <text x="30" y=${y(i) + 3.5} class="mono ${row.isLit ? 'bold' : ''}" fill="var(--${row.role})">${row.words}</text>
        ${row.others.map(value => svg`<circle cx=${x(value)} cy=${y(i)} r="2.5" fill="var(--paper)" stroke="var(--grad-m)"></circle>`)}
        <circle cx=${x(row.now.rms)} cy=${y(i)} r="4" fill=${row.now.rms === 0 ? 'var(--paper)' : 'var(--grad)'} stroke="var(--grad)"></circle>
        <text x=${width} y=${y(i) + 3.5} class="mono end ${row.isLit ? 'bold' : ''}">${brief(row.now.rms, 5)}</text>
      </g>`,
    )}`
}

const powerWords = (power: number): string => {
  const exponent = Math.round(Math.log10(power))
  return exponent >= -2 ? String(Number(power.toPrecision(1))) : `1e−${-exponent}`
}

/** @param indent room for the names of the rows, where they are not beside it */
export function strips(look: FlowLook, width: number, indent: number): SVGTemplateResult {
  const { rows, steps, wanted, at } = look
  const cell = Math.min(16, (width - indent - largest) / wanted)
  const bottom = top + rows.length * rowHeight
  const ticks = ticksOf(steps, cell)
  return svg`
    <text x=${indent + wanted * cell + 42} y="11" class="small muted end">most</text>
    ${ticks.map(i => svg`<text x=${indent + (i + 0.5) * cell} y="11" class="small middle ${i === at ? 'bold' : 'muted'}">${thousands(steps[i]! + 1)}</text>`)}
    ${rows.map((row, i) => {
      const y = top + i * rowHeight
      return svg`${indent > 0 ? svg`<text x="0" y=${y + rowHeight / 2 + 3.5} class="mono" fill="var(--${row.role})">${row.words}</text>` : nothing}
        ${strip(row, { x: indent, y: y + 3, cell, steps, isFirst: i === 0 })}
        <text x=${indent + wanted * cell + 6} y=${y + rowHeight / 2 + 3.5} class="mono small muted">${brief(Math.max(0, ...row.over), 4)}</text>`
    })}
    ${
      at >= 0
        ? svg`<rect class="through" x=${indent + at * cell - 1} y=${top - 1} width=${cell + 2} height=${bottom - top + 2} fill="none"
            stroke="var(--ink)" stroke-width="1.5"></rect>`
        : nothing
    }`
}

/** The first, the last and some between, as far apart as their words need. */
function ticksOf(steps: readonly number[], cell: number): number[] {
  const room = Math.ceil(34 / cell)
  const ticks = steps.flatMap((_, i) => (i % room === 0 ? [i] : []))
  const last = steps.length - 1
  return last < 1 ? ticks : [...ticks.filter(i => last - i >= room), last]
}

interface StripPlace {
  readonly x: number
  readonly y: number
  readonly cell: number
  readonly steps: readonly number[]
  readonly isFirst: boolean
}

function strip({ op, layer, parameter, words, over, role }: FlowRow, place: StripPlace): SVGTemplateResult {
  const { x, y, cell, steps, isFirst } = place
  const reading: Reading = {
    name: `RMS of ${words}.grad`,
    rows: 1,
    columns: over.length,
    values: Float64Array.from(over),
    ramp: 'signed',
    scale: Math.max(...over) || 1,
    role,
    group: null,
  }
  const grid: Grid = { rows: 1, columns: over.length, cellWidth: cell, cellHeight: rowHeight - 6 }
  return mark({
    op,
    layer,
    parameter,
    x,
    y,
    grid,
    reading,
    status: 'done',
    hue: role,
    label: `${words} over training: ${brief(over[0] ?? 0, 4)} at first, ${brief(over.at(-1) ?? 0, 4)} at last, ${brief(Math.max(0, ...over), 4)} at most`,
    focusable: isFirst,
    note: (_, column) => `at step ${thousands((steps[column] ?? 0) + 1)}`,
  })
}
