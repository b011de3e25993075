/** What a list of numbers is like as a whole. */

export interface Statistics {
  readonly count: number
  readonly min: number
  readonly max: number
  readonly mean: number
  /** Of all the numbers, not of a sample: the sum of squares is divided by their count. */
  readonly std: number
  /** The root of the sum of squares. */
  readonly norm: number
  readonly zeros: number
}

/** Of an empty list everything is NaN but the counts. */
export function statisticsOf(values: ArrayLike<number>): Statistics {
  const count = values.length
  let [min, max, sum, squares, zeros] = [Infinity, -Infinity, 0, 0, 0]
  for (let i = 0; i < count; i++) {
    const value = values[i]!
    // Not Math.min: it would take −0 for less than 0, and comparisons leave NaN out.
    if (value < min) min = value
    if (value > max) max = value
    sum += value
    squares += value * value
    if (value === 0) zeros++
  }
  const mean = sum / count
  let spread = 0
  for (let i = 0; i < count; i++) spread += (values[i]! - mean) ** 2
  const isAny = min <= max
  return {
    count,
    min: isAny ? min : NaN,
    max: isAny ? max : NaN,
    mean,
    std: Math.sqrt(spread / count),
    norm: Math.sqrt(squares),
    zeros,
  }
}

export interface Bin {
  /** The middle of the stretch of values. */
  readonly at: number
  readonly count: number
}

/** How often values come in each of some equal stretches from the least to the most; one that is not finite in none. */
export function histogramOf(values: ArrayLike<number>, { min, max }: Statistics, bins = 22): Bin[] {
  const width = (max - min) / bins
  if (!(width > 0) || !Number.isFinite(width)) return []
  const counts = new Uint32Array(bins)
  for (let i = 0; i < values.length; i++)
    if (Number.isFinite(values[i]!)) counts[Math.min(bins - 1, Math.floor((values[i]! - min) / width))]!++
  return Array.from(counts, (count, i) => ({ at: min + (i + 0.5) * width, count }))
}
