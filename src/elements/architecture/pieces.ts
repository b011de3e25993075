/** The pieces that every part of the picture is put together from: strips, labels, wires, arrow heads. */
import { nothing, svg, type SVGTemplateResult } from 'lit'
import type { OpId } from '../../engine/operations.ts'
import { operations } from '../../engine/operations.ts'
import type { Grid } from '../marks/heat.ts'
import { halo, mark } from '../marks/mark.ts'
import { describe, type Look, type Scene } from './scene.ts'
import { drawCells } from './thumbnail.ts'

export type Drawing = SVGTemplateResult | symbol | readonly Drawing[]

interface StripOptions {
  readonly columns: number
  readonly cell: number
  readonly height?: number
  readonly group?: number | null
  readonly gap?: number
  readonly head?: number | null
  readonly also?: string
  readonly over?: unknown
}

/** One vector as a row of cells. */
export function strip(scene: Scene, op: OpId, x: number, y: number, options: StripOptions): SVGTemplateResult {
  const { columns, cell, height = 10, group = null, gap = 3, head = null, also, over } = options
  const look = scene.look(op, head)
  const grid: Grid = { rows: 1, columns, cellWidth: cell, cellHeight: height, group, gap }
  const cells = look.reading && group === null ? drawCells(look.reading, grid) : undefined
  return mark({ ...markOf(scene, op, look, head), x, y, grid, cells, over, ...(also !== undefined && { also }) })
}

/** What every mark of an operation has. */
export function markOf(scene: Scene, op: OpId, look: Look, head: number | null = null) {
  const { layer } = scene.place(op, head)
  const { reading, status, hue } = look
  return {
    op,
    reading,
    status,
    hue,
    label: describe(scene.config, op, reading, { head }),
    layer,
    head,
    position: scene.position,
  }
}

interface LabelOptions {
  /** The matrix that the words name, where no picture of it is there to be lit while Adam changes it. */
  readonly parameter?: string
}

/** The statement that computes it, in the code's own words. */
export function label(
  scene: Scene,
  op: OpId,
  x: number,
  y: number,
  words: string,
  { parameter }: LabelOptions = {},
): SVGTemplateResult {
  const { status, hue } = scene.look(op)
  const { phase, parameter: updated } = scene.moment
  const isUpdated = parameter !== undefined && phase === 'update' && updated === scene.parameter(parameter)
  const isNow = status === 'now' || isUpdated
  const fill = status === 'todo' ? 'ink-3' : isUpdated ? 'grad' : isNow ? hue : operations[op].role
  return svg`<g data-op=${op} data-layer=${scene.place(op).layer ?? nothing} data-parameter=${isUpdated ? updated : nothing}>
    ${isUpdated ? svg`<g transform="translate(${x} ${y - 10})">${halo(widthOf(words), 13, 'grad')}</g>` : nothing}
    <text class="mono ${isNow ? 'bold' : ''}" x=${x} y=${y} fill="var(--${fill})">${words}</text></g>`
}

/** Width of words in the code's font. */
export const widthOf = (words: string): number => words.length * 6.33

interface WireOptions {
  readonly head?: number | null
  /** Token of the hue at rest; its role's middle one otherwise. */
  readonly hue?: string
  readonly layer?: number
  /** Path of the arrow head, if it has one. */
  readonly arrow?: string
}

/**
 * A wire carries what an operation reads: dashed before, at rest after, running while it is computed. It is too thin to
 * be clicked, so it goes with its operation (`data-also`) without standing for it.
 */
export function wire(
  scene: Scene,
  op: OpId,
  d: string,
  { head = null, hue, arrow, layer }: WireOptions = {},
): SVGTemplateResult {
  const look = scene.look(op, head, scene.position, layer)
  const isNow = look.status === 'now'
  const isTodo = look.status === 'todo'
  const rest = look.isGradient ? 'grad-m' : (hue ?? `${operations[op].role}-m`)
  const color = isTodo ? 'rule-2' : isNow ? look.hue : rest
  const width = isTodo ? 1 : look.isGradient ? gradientWidth(look) : isNow ? 1.75 : 1.25
  return svg`<path class="wire ${isTodo ? 'todo' : isNow ? 'flow' : ''} ${scene.isBackward ? 'back' : ''}" d=${d} fill="none"
      stroke="var(--${color})" stroke-width=${width} data-also=${op}></path>
    ${arrow ? svg`<path d=${arrow} fill="var(--${color})" data-also=${op}></path>` : nothing}`
}

/** A gradient's wire is as wide as the gradient is strong: its root mean square, on the scale of its colours. */
function gradientWidth({ reading }: Look): number {
  if (!reading || reading.values.length === 0) return 1
  let sum = 0
  for (const value of reading.values) sum += value * value
  return 1 + 2.5 * Math.min(1, Math.sqrt(sum / reading.values.length) / reading.scale)
}

export const arrowLeft = (x: number, y: number): string => `M${x} ${y}l6 -3.5v7z`
export const arrowRight = (x: number, y: number): string => `M${x} ${y}l-6 -3.5v7z`

/** The glow of an operation that has no cells of its own. */
export function glow(
  scene: Scene,
  op: OpId,
  box: { x: number; y: number; width: number; height: number },
  head: number | null = null,
): Drawing {
  const { status, hue } = scene.look(op, head)
  if (status !== 'now') return nothing
  return svg`<g transform="translate(${box.x} ${box.y})" data-op=${op}>${halo(box.width, box.height, hue)}</g>`
}
