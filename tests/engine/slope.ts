/** The slope of a function of one number by central differences, where it has one that can be told. */

const steps = [1e-3, 1e-4, 1e-5]
/** Differences at h and at h/2 that agree to so much, relative beyond 1, have settled. */
const settled = 1e-8

/** How far a gradient may be from a slope that has settled: h² terms are gone from it, rounding and h⁴ are below this. */
export const slopeTolerance = 1e-7

/**
 * Takes smaller and smaller h until the differences at h and at h/2 agree. A kink within h, such as relu's, or a bend too
 * sharp for h keeps them apart; where they agree at no h the slope is null, and the caller counts it.
 * @param at the function, of the change to the number
 */
export function slopeOf(at: (change: number) => number): number | null {
  const difference = (h: number): number => (at(h) - at(-h)) / (2 * h)
  for (const h of steps) {
    const [wide, narrow] = [difference(h), difference(h / 2)]
    // Two differences whose errors are as 4 to 1 give one without that error.
    if (Math.abs(wide - narrow) <= settled * Math.max(1, Math.abs(narrow))) return (4 * narrow - wide) / 3
  }
  return null
}

/** A sentence where a gradient is not the slope, else null. */
export function wrongGradient(name: string, gradient: number, slope: number): string | null {
  const isRight = Math.abs(gradient - slope) <= slopeTolerance * Math.max(1, Math.abs(slope))
  return isRight ? null : `${name}: the slope is ${slope}, the gradient says ${gradient}`
}
