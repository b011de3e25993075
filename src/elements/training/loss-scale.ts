/** Where losses lie on the chart: pure numbers, no drawing. */
import { scaleLinear, type ScaleLinear } from 'd3'
import type { Baseline } from '../../engine/baselines.ts'

export type Scale = ScaleLinear<number, number>

/** More dots than this are not told apart any more: every k-th is drawn. */
const mostDots = 3000

/** How many steps share a dot; fixed for a run, so that dots never jump while it grows. */
export const strideFor = (num_steps: number): number => Math.ceil(num_steps / mostDots)

/**
 * The losses that the y axis spans, in halves, so that it seldom changes while training runs. A run that goes wild may
 * reach twice the loss of guessing, or twice that again while it stands above; what lies higher is counted at the edge.
 * @param now the smoothed loss of the last step
 */
export function lossRange(
  losses: readonly number[],
  baselines: readonly Baseline[],
  vocab_size: number,
  now = 0,
): [number, number] {
  const guessing = Math.log(vocab_size)
  const most = [2, 4, 8, 16].map(times => times * guessing).find(most => now <= most) ?? 2 * guessing
  let [low, high] = [Math.min(guessing, ...baselines.map(({ loss }) => loss)), guessing]
  for (const loss of losses) {
    if (loss < low) low = loss
    if (loss > high) high = loss
  }
  high = Math.min(Math.max(high, guessing + 0.5), most)
  return [Math.max(0, Math.floor(low * 2) / 2), Math.ceil(high * 2) / 2]
}

export interface Box {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

export function scalesIn(box: Box, num_steps: number, range: readonly [number, number]): { x: Scale; y: Scale } {
  return {
    x: scaleLinear([0, num_steps], [box.left, box.right]),
    y: scaleLinear(range, [box.bottom, box.top]).clamp(true),
  }
}

const short = (value: number): string => value.toFixed(1)

/** One path of dots (round caps without a line) for the losses of steps `from` up to `to`, counted from 0. */
export function dotsPath(
  losses: readonly number[],
  { x, y }: { x: Scale; y: Scale },
  from: number,
  to: number,
  stride: number,
): string {
  const parts: string[] = []
  for (let i = Math.ceil(from / stride) * stride; i < Math.min(to, losses.length); i += stride)
    // What was before the start of a run from a file is not here.
    if (!Number.isNaN(losses[i])) parts.push(`M${short(x(i + 1))} ${short(y(losses[i]!))}h0`)
  return parts.join('')
}

/** A line through values of steps `from` up to `to`, with a point where it has moved on by most of a pixel. */
export function linePath(
  values: readonly number[],
  { x, y }: { x: Scale; y: Scale },
  from: number,
  to: number,
): string {
  const parts: string[] = []
  const last = Math.min(to, values.length) - 1
  let drawn = -Infinity
  for (let i = from; i <= last; i++) {
    const at = x(i + 1)
    if ((at - drawn < 0.75 && i < last) || Number.isNaN(values[i])) continue
    parts.push(`${parts.length ? 'L' : 'M'}${short(at)} ${short(y(values[i]!))}`)
    drawn = at
  }
  return parts.join('')
}

/** What a label takes, from its baseline. */
interface LabelSize {
  readonly above: number
  readonly below: number
}

/** The place nearest to the lowest one, going up, at which no line runs through a label; the lowest if there is none. */
export function freePlace(
  lowest: number,
  highest: number,
  lines: readonly number[],
  { above, below }: LabelSize,
): number {
  const isFree = (place: number): boolean => lines.every(line => line <= place - above || line >= place + below)
  for (let place = lowest; place >= highest; place--) if (isFree(place)) return place
  return lowest
}

/**
 * Where the label of a point stands: over the curve beside it, between the lines of reference; under the point where
 * there is no room above.
 * @param at the height of the point, @param beside those of the curve as far as the label reaches
 */
export function labelPlace(
  at: number,
  beside: readonly number[],
  { top }: Pick<Box, 'top'>,
  lines: readonly number[],
  label: LabelSize,
): number {
  const lowest = beside.length > 1 ? Math.min(...beside) - 30 : at - 1
  const highest = top + label.above
  if (lowest < highest) return at + label.above + 12
  return freePlace(lowest, Math.max(highest, lowest - 80), lines, label)
}

/**
 * Moves labels apart that would overlap, each as little as possible, in their order.
 * @param heights of the labels, with the space below each
 * @param lowest no label goes below it
 */
export function spread(places: readonly number[], heights: readonly number[], lowest = Infinity): number[] {
  const order = places.map((_, i) => i).sort((a, b) => places[a]! - places[b]!)
  const moved = [...places]
  for (let pass = 0; pass < 20; pass++)
    for (let k = 1; k < order.length; k++) {
      const [above, below] = [order[k - 1]!, order[k]!]
      const lacking = heights[above]! - (moved[below]! - moved[above]!)
      if (lacking <= 0.01) continue
      moved[above]! -= lacking / 2
      moved[below]! += lacking / 2
    }
  let room = lowest
  for (let k = order.length - 1; k >= 0; k--) {
    const i = order[k]!
    moved[i] = Math.min(moved[i]!, room)
    room = moved[i] - (heights[order[k - 1] ?? i] ?? 0)
  }
  return moved
}
