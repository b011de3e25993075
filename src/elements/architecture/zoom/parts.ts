/** The pieces that the pictures of operations share: names of rows and columns, lines, arrows. */
import { nothing, svg, type SVGTemplateResult } from 'lit'
import { operations, type OpId } from '../../../engine/operations.ts'
import type { Axis } from '../../../lens/zoom-arithmetic.ts'
import type { Reading } from '../../../lens/reading.ts'
import type { Program } from '../../../python/program.ts'
import { fillOf, inkOn } from '../../marks/color.ts'
import { halo } from '../../marks/mark.ts'
import { decimal } from '../../marks/numbers.ts'
import { linesOf } from '../stages.ts'
import type { Plain } from './cells.ts'
import type { Sheet } from './sheet.ts'

/** A picture of an operation, with how much of the page it takes. */
export interface View {
  readonly drawing: unknown
  readonly height: number
  /** Where the buttons stand that open the next number, from the top. */
  readonly navY: number
}

export interface Scenery {
  readonly scene: Plain
  readonly program: Program
  readonly sheet: Sheet
  /** The number that is open. */
  readonly open: number
  /** Whether something is to stand under the picture, so that it should be low. */
  readonly isLow: boolean
}

export const roleOf = (op: OpId): string => (operations[op].role === 'plain' ? 'ink-2' : operations[op].role)

/** What a row or column is called, in a sign or two. */
export function axisLabel(
  { letters, scene }: { letters: readonly string[]; scene: Plain },
  axis: Axis,
  i: number,
): string {
  if (axis === 'positions') return scene.sign(letters[i] ?? '')
  return axis === 'vocabulary' ? scene.sign(scene.letter(i)) : String(i)
}

/** Names over columns; where they are narrow only some of them. */
export function columnLabels(
  scene: Plain,
  axis: Axis,
  { x, y, cell, count, bold = -1 }: { x: number; y: number; cell: number; count: number; bold?: number },
): SVGTemplateResult[] {
  const wanted = axis === 'index' ? (count > 100 ? 22 : 15) : 9
  const every = Math.max(1, [1, 2, 4, 8, 16, 32, 64, 128].find(step => step * cell >= wanted) ?? 256)
  const shown = Array.from({ length: count }, (_, i) => i).filter(i => i % every === 0 || i === bold)
  return shown
    .filter(i => i === bold || Math.abs(i - bold) * cell >= wanted || bold < 0)
    .map(
      i => svg`<text class="small middle ${axis === 'index' ? '' : 'mono'} ${i === bold ? 'bold' : 'muted'}"
        x=${x + (i + 0.5) * cell} y=${y}>${axisLabel({ letters: scene.letters, scene }, axis, i)}</text>`,
    )
}

/** The line of an operation, in words. */
export const lineWords = (program: Program, op: OpId): string => {
  const lines = linesOf(program, [op])
  return lines === '' ? '' : `line${/\D/.test(lines) ? 's' : ''} ${lines}`
}

/** Where numbers come from: what made them, and its line; at the right end, where there is room. */
export function origin({ program, sheet }: Scenery, op: OpId, y: number, words = operations[op].title): unknown {
  if (sheet.mode !== 'wide') return nothing
  return svg`<text class="mono small end" x=${sheet.right} y=${y} fill="var(--${roleOf(op)})">${words}</text>
    <text class="small muted end" x=${sheet.right} y=${y + 13}>${lineWords(program, op)}</text>`
}

/** The one number that is lit: the leader to its line begins here. */
export function glowing(
  { scene }: Scenery,
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
  hue: string,
): SVGTemplateResult {
  const isBack = scene.moment.phase === 'backward' || scene.moment.phase === 'update'
  return svg`<g class="glow" transform="translate(${x + 2} ${y + 2})">${halo(width - 4, height - 4, isBack ? 'grad' : hue)}</g>`
}

/** What has come out, in a box of its own at the end of its row: it glows. */
export function outcome(
  scenery: Scenery,
  {
    x,
    y,
    value,
    reading,
    hue,
    width = 56,
  }: { x: number; y: number; value: number; reading: Reading; hue: string; width?: number },
): SVGTemplateResult {
  return svg`<rect x=${x} y=${y} width=${width} height="20" fill=${fillOf(value, reading)}></rect>
    <text class="mono result middle bold" x=${x + width / 2} y=${y + 14} fill=${inkOn(value, reading)}>${decimal(value, 3)}</text>
    ${glowing(scenery, { x, y, width, height: 20 }, hue)}`
}

/** A name at the left of its cells. */
export const nameAt = (words: string, x: number, y: number, hue: string): SVGTemplateResult =>
  svg`<text class="mono name end" x=${x} y=${y} fill="var(--${hue})">${words}</text>`

export const arrowHead = (x: number, y: number, color: string): SVGTemplateResult =>
  svg`<path d="M${x} ${y}l-7 -4v8z" fill=${color}></path>`
