/** Curves of kept runs, under the one at hand: thin, grey, each with a line style of its own. */
import { nothing, svg } from 'lit'
import type { KeptCurve } from '../../../lens/runs.ts'
import { linePath, type Box, type Scale } from '../loss-scale.ts'

/** Told apart by their dashes, not by their hue. */
const dashes = ['none', '1.5 2.5', '6 3', '9 3 1.5 3', '3 2', '12 4 4 4'] as const

/** Stroke and dashes of a line style: when the dashes begin anew, the lines are stronger. */
export const lineOf = (style: number): { dash: string; width: number } => ({
  dash: dashes[style % dashes.length]!,
  width: 1.25 + 0.5 * Math.floor(style / dashes.length),
})

export interface KeptPicture {
  readonly x: Scale
  readonly y: Scale
  readonly num_steps: number
}

export const keptCurves = (curves: readonly KeptCurve[], { x, y, num_steps }: KeptPicture) =>
  curves.map(({ name, style, means }) => {
    const { dash, width } = lineOf(style)
    return svg`<path class="kept" d=${linePath(means, { x, y }, firstOf(means), Math.min(num_steps, means.length))} fill="none" stroke="var(--ink-2)"
      stroke-width=${width} stroke-dasharray=${dash} stroke-linejoin="round"><title>${name}</title></path>`
  })

/** The first step that is there: those before the start of a run from a file are not. */
export const firstOf = (means: readonly number[]): number =>
  Math.max(
    0,
    means.findIndex(mean => !Number.isNaN(mean)),
  )

/** The least and the greatest of what the curves reach, so that the axis holds them. */
export const extremesOf = (curves: readonly KeptCurve[]): readonly number[] =>
  curves.flatMap(({ means }) => {
    const there = means.slice(firstOf(means))
    return there.length === 0 ? [] : [there.reduce((a, b) => Math.min(a, b)), there.reduce((a, b) => Math.max(a, b))]
  })

/** Where a run has no steps, as it began with the model of a file. */
export function notHere({ first, x, box }: { readonly first: number; readonly x: Scale; readonly box: Box }) {
  if (first === 0) return nothing
  const [width, words] = [x(first) - box.left, `step 1 to ${first.toLocaleString('en')}: not here`]
  return svg`<rect x=${box.left} y=${box.top} width=${width} height=${box.bottom - box.top} fill="var(--sunk)"></rect>
    ${width > 6 * words.length ? svg`<text x=${box.left + 8} y=${box.bottom - 8} class="small muted">${words}</text>` : nothing}`
}
