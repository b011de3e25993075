/** One line of the update as a curve over all steps. */
import { nothing, svg } from 'lit'
import type { LifeRow } from '../../../lens/life.ts'

export interface LifePicture {
  readonly width: number
  readonly height: number
  /** Of the first number, and how many steps the picture spans. */
  readonly from: number
  readonly steps: number
}

const air = 5

/** What the picture spans: a few numbers may be beyond it, and are drawn at its edge. */
export function reachOf({ values, raw }: LifeRow): number {
  const sizes = Float64Array.from([...values, ...(raw ?? [])], Math.abs).sort()
  return sizes[Math.floor(0.995 * (sizes.length - 1))] || sizes.at(-1) || 1
}

export const xOf = ({ width, from, steps }: LifePicture, step: number): number =>
  steps <= 1 ? width / 2 : ((step - from) / (steps - 1)) * width

export function yOf({ height }: LifePicture, { isPositive }: LifeRow, reach: number, value: number): number {
  const bounded = Math.max(-1, Math.min(1, value / reach))
  return isPositive ? height - air - bounded * (height - 2 * air) : height / 2 - bounded * (height / 2 - air)
}

/** The curve and what stays as it is while the step moves. */
export function lifeCurve(picture: LifePicture, row: LifeRow, reach: number, hue: string) {
  const zero = yOf(picture, row, reach, 0)
  const isBars = row.name === 'p.grad'
  const isData = row.name === 'p.data'
  return svg`<path d="M0 ${Math.round(zero) + 0.5}H${picture.width}" stroke="var(--rule)"></path>
    ${row.raw ? svg`<path d=${line(picture, row, reach, row.raw)} fill="none" stroke="var(--ink-2)" stroke-width="1.2" stroke-dasharray="1.5 2"></path>` : nothing}
    ${
      isBars
        ? svg`<path d=${bars(picture, row, reach, zero)} stroke="var(--${hue})" stroke-width="0.8" opacity="0.7"></path>`
        : svg`<path d=${line(picture, row, reach, row.values)} fill="none" stroke="var(--${hue})" stroke-width=${isData ? 2 : 1.2} stroke-linejoin="round"></path>`
    }`
}

const short = (value: number): string => value.toFixed(1)

function bars(picture: LifePicture, row: LifeRow, reach: number, zero: number): string {
  return Array.from(row.values, (value, i) => {
    const x = short(xOf(picture, picture.from + i))
    return value === 0 ? '' : `M${x} ${short(zero)}V${short(yOf(picture, row, reach, value))}`
  }).join('')
}

/** Of the steps that share a pixel the lowest and the highest are drawn. */
function line(picture: LifePicture, row: LifeRow, reach: number, values: Float64Array): string {
  const parts: string[] = []
  const point = (i: number): void => {
    const [x, y] = [xOf(picture, picture.from + i), yOf(picture, row, reach, values[i]!)]
    parts.push(`${parts.length > 0 ? 'L' : 'M'}${short(x)} ${short(y)}`)
  }
  const perPixel = Math.max(1, Math.floor(values.length / Math.max(1, picture.width)))
  for (let i = 0; i < values.length; i += perPixel) {
    const end = Math.min(values.length, i + perPixel)
    let [low, high] = [i, i]
    for (let j = i; j < end; j++) {
      if (values[j]! < values[low]!) low = j
      if (values[j]! > values[high]!) high = j
    }
    for (const at of low === high ? [low] : [Math.min(low, high), Math.max(low, high)]) point(at)
  }
  return parts.join('')
}
