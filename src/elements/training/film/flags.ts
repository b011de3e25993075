/** The two flags of the film: A is an outline, B is solid. */
import { svg } from 'lit'
import type { Side } from '../../../lens/pins.ts'

/** @param y of the upper edge */
export function flag(side: Side, x: number, y: number) {
  const isA = side === 'a'
  return svg`<rect x=${x - 8} y=${y} width="16" height="15" fill="var(--${isA ? 'paper' : 'ink'})" stroke="var(--ink)"></rect>
    <text x=${x} y=${y + 11.5} class="middle bold" fill="var(--${isA ? 'ink' : 'paper'})">${side.toUpperCase()}</text>`
}

/** From the flag down: where it stands is where the curves below it are read. */
export const flagLine = (side: Side, x: number, from: number, to: number) =>
  svg`<path d="M${x} ${from}V${to}" stroke="var(--ink)" stroke-dasharray=${side === 'a' ? '2 2' : 'none'}></path>`
