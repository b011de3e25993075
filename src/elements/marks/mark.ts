/**
 * A mark: cells that stand for what one operation puts out, or for one parameter. Its `data-op` is all that a click
 * needs; its reading and grid are all that the inspector needs.
 */
import { nothing, svg, type SVGTemplateResult } from 'lit'
import type { OpId } from '../../engine/operations.ts'
import type { Reading } from '../../lens/reading.ts'
import type { Status } from '../../lens/session.ts'
import { gridHeight, gridWidth, heatCells, heatFrame, heldNotches, type Grid } from './heat.ts'

export interface MarkElement extends SVGGElement {
  reading?: Reading | null
  grid?: Grid
  /** What is said of a cell after its number. */
  note?: ((row: number, column: number) => string) | null
}

export interface MarkOptions {
  readonly op: OpId
  readonly x: number
  readonly y: number
  readonly grid: Grid
  /** Null draws the empty frame of what is not computed yet. */
  readonly reading: Reading | null
  readonly status: Status
  /** Token of the frame's hue, without dashes: `query`. */
  readonly hue: string
  /** What the screen reader says; the numbers follow by arrow keys. */
  readonly label: string
  readonly layer?: number | null
  readonly head?: number | null
  readonly position?: number | null
  /** The name in state_dict, for a mark of a parameter. */
  readonly parameter?: string | null
  /** The one place where the tab key enters the picture. */
  readonly focusable?: boolean
  /** What the inspector says of a cell after its number. */
  readonly note?: (row: number, column: number) => string
  /** Anything drawn over the cells, in the mark's own coordinates. */
  readonly over?: unknown
  /** Drawn in place of the heat cells: bars, threads. */
  readonly cells?: unknown
  /** Drawn in place of the hairline frame. */
  readonly frame?: unknown
  /** What the halo goes around and the pointer meets, where that is more than the grid. */
  readonly extent?: { readonly width: number; readonly height: number }
  /** Other operations whose mark this is too, by their ids: a row of the cache is a key. */
  readonly also?: string
  readonly opacity?: number
}

export function mark(options: MarkOptions): SVGTemplateResult {
  const { op, x, y, grid, reading, status, hue, label, layer, head, position, parameter, focusable, over } = options
  const { cells, frame, extent, also, opacity } = options
  const isBlank = reading === null || status === 'todo'
  const { width, height } = extent ?? { width: gridWidth(grid), height: gridHeight(grid) }
  return svg`<g class="mark ${status}" transform="translate(${x} ${y})" role="button" tabindex=${focusable ? '0' : '-1'}
      aria-label=${label} data-op=${op} data-also=${also ?? nothing} data-layer=${layer ?? nothing} data-head=${head ?? nothing}
      data-position=${position ?? nothing} data-parameter=${parameter ?? nothing} opacity=${opacity ?? nothing}
      .reading=${isBlank ? null : reading} .grid=${grid} .note=${options.note ?? null}>
    ${status === 'now' ? halo(width, height, hue) : nothing}
    ${isBlank ? nothing : (cells ?? heatCells(reading, grid))}
    ${frame ?? heatFrame(grid, `var(--${hue})`, { dashed: isBlank })}
    ${over ?? nothing} ${isBlank ? nothing : heldNotches(reading, grid)}
    <rect class="hit" width=${width} height=${height} fill="transparent"></rect>
  </g>`
}

/** The one thing that glows: the frame and halo of what is being computed. */
export function halo(width: number, height: number, hue: string): SVGTemplateResult {
  return svg`<rect class="halo" x="-4" y="-4" width=${width + 8} height=${height + 8} rx="3" fill="none" stroke="var(--${hue}-w)"></rect>
    <rect class="active" x="-4" y="-4" width=${width + 8} height=${height + 8} rx="2" fill="none" stroke="var(--${hue})"></rect>`
}
