/** Measures how far one tensor is from another, over the numbers that mean something. */
import type { Rows } from '../../src/engine/document.ts'
import type { Tensor } from '../../src/engine/graph.ts'
import { forEachLive } from '../../src/engine/live.ts'
import type { Plan } from '../../src/engine/plan.ts'

export interface Difference {
  readonly name: string
  /** The largest difference over the largest number of the exact tensor. */
  readonly relative: number
  readonly tolerance: number
}

/** The places in memory of the numbers that a step writes: rows of its documents, positions so far, one mean. */
export function livePlaces(plan: Plan, tensor: Tensor, rows: Rows): number[] {
  const places: number[] = []
  forEachLive(plan, rows, tensor, place => places.push(place))
  return places
}

/** The largest |got − exact| over the largest |exact|; where all is 0, anything else is infinitely far. */
export function relativeDifference(
  exact: ArrayLike<number>,
  got: ArrayLike<number>,
  places: readonly number[],
): number {
  let worst = 0
  let scale = 0
  for (const place of places) {
    // NaN must lose against every tolerance.
    const difference = Math.abs(exact[place]! - got[place]!)
    worst = difference <= worst ? worst : difference
    scale = Math.max(scale, Math.abs(exact[place]!))
  }
  return worst === 0 ? 0 : worst / scale
}

/** A sentence about the one that is furthest beyond, or nearest to, its tolerance. */
export function worstOf(differences: readonly Difference[]): { isWithin: boolean; message: string } {
  const badness = ({ relative, tolerance }: Difference): number =>
    relative <= tolerance ? relative / tolerance || 0 : Infinity
  const failing = differences.filter(difference => !(difference.relative <= difference.tolerance))
  const order = [...(failing.length > 0 ? failing : differences)].sort((a, b) =>
    failing.length > 0 ? b.relative / b.tolerance - a.relative / a.tolerance : badness(b) - badness(a),
  )
  const { name, relative, tolerance } = order[0]!
  const message = `${failing.length} of ${differences.length} are out; worst is ${name}: off by ${relative.toExponential(1)} of the largest number, ${tolerance.toExponential(1)} allowed`
  return { isWithin: failing.length === 0, message }
}
