/** What one position reads, as arcs over the name: width and tone by weight. */
import { nothing, svg, type SVGTemplateResult } from 'lit'
import { probability } from '../marks/numbers.ts'
import { brief, visible } from './letters.ts'

export interface Arcs {
  readonly letters: readonly string[]
  /** Null while they are not known. */
  readonly weights: ArrayLike<number> | null
  /** The same row of other heads, drawn thin under these. */
  readonly others: readonly ArrayLike<number>[]
  readonly row: number
  readonly column: number
  /** From one letter to the next. */
  readonly step: number
}

/** Where the letters stand; the arcs rise above it. */
export const arcBase = 105
export const arcHeight = arcBase + 20
const highest = 104
/** Below this only the two letters that matter are written out. */
const letteredStep = 12
const numberedStep = 22

export function arcs({ letters, weights, others, row, column, step }: Arcs): SVGTemplateResult {
  const x = (position: number): number => (position + 0.5) * step
  const foot = arcBase - 18
  const slope = Math.min(0.98, highest / Math.max(1, (row * step) / 2))
  // The chosen arc is drawn last, over the others.
  const order = Array.from({ length: row + 1 }, (_, key) => key).sort(
    (a, b) => Number(a === column) - Number(b === column),
  )
  const path = (key: number, apart: number): string =>
    key === row
      ? `M${x(row) + 4} ${foot}c-1 -25 26 -20 9 4`
      : bow(x(row) - Math.min(row - key - 1, 10) * Math.min(3.5, step / 14) + apart, x(key) + apart, foot, slope)
  // Heads side by side: each a little further right, so that equal weights are seen to be several.
  const apart = Math.min(2.5, step / 4 / Math.max(1, others.length))
  return svg`${others.map(
    (weights, i) =>
      svg`<g fill="none" stroke="var(--attn)" opacity="0.3">${order.map(
        key =>
          svg`<path d=${path(key, (i - (others.length - 1) / 2) * apart)} stroke-width=${(weights[key]! * 9 + 0.3).toFixed(1)}></path>`,
      )}</g>`,
  )}${
    weights
      ? svg`<g fill="none" stroke="var(--attn)">${order.map(key => {
          const look = { width: Math.max(0.5, weights[key]! * 18 + 1).toFixed(1), tone: key === column ? 1 : 0.36 }
          return svg`<path d=${path(key, 0)} stroke-width=${look.width} opacity=${look.tone}></path>`
        })}</g>`
      : nothing
  }${letters.map((letter, i) => {
    const role = i === row ? 'query open' : i === column ? 'key open' : i > row ? 'later' : ''
    const isShown = step >= letteredStep || role.includes('open')
    const isNumbered = weights !== null && i <= row && (step >= numberedStep || i === column)
    const word = letter === 'BOS' && step < 28 ? brief(letter) : visible(letter)
    return svg`${isShown ? svg`<text x=${x(i)} y=${arcBase} class="mono middle arc-letter ${word === 'BOS' ? 'bos' : ''} ${role}">${word}</text>` : nothing}${
      isNumbered
        ? svg`<text x=${x(i)} y=${arcBase + 15} class="middle small attn ${i === column ? 'bold' : ''}">${probability(weights[i]!)}</text>`
        : nothing
    }`
  })}`
}

const bow = (from: number, to: number, foot: number, slope: number): string => {
  const top = foot - 5 - (Math.abs(from - to) / 2) * slope
  return `M${from} ${foot}C${from} ${top} ${to} ${top} ${to} ${foot}`
}
