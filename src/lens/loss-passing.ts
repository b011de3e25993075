/** When a run got better than a table of counts: said of the smoothed losses, as those of single names jump about. */

export interface Passing {
  /** The first step at which the smoothed loss was below, counted from 1. */
  readonly first: number
  /** From which step on it has been below without a break; null where it is above again. */
  readonly since: number | null
}

/** The smoothing starts quickly: its first steps say little. */
const warmUp = 20

/** @param means smoothed losses, a step each; NaN where a step is not here */
export function passingOf(means: readonly number[], level: number): Passing | null {
  const start = means.findIndex(mean => !Number.isNaN(mean))
  const first = start < 0 ? -1 : means.findIndex((mean, i) => i >= start + warmUp && mean < level)
  if (first < 0) return null
  const lastAbove = means.findLastIndex(mean => mean >= level)
  const since = Math.max(first, lastAbove + 1)
  return { first: first + 1, since: since < means.length ? since + 1 : null }
}

/** One sentence on the table of letter pairs. */
export function passingWords(means: readonly number[], level: number): string {
  const table = `the table of letter pairs (${level.toFixed(2)})`
  if (means.every(Number.isNaN)) return ''
  const passing = passingOf(means, level)
  if (!passing) return `The smoothed loss has not come below ${table} yet.`
  const at = (step: number): string => `step ${step.toLocaleString('en')}`
  const { first, since } = passing
  if (since === first) return `At ${at(first)} the smoothed loss passed ${table}, and it has stayed below.`
  const then = since === null ? 'now it is above again' : `since ${at(since)} it has stayed below`
  return `At ${at(first)} the smoothed loss first passed ${table}; ${then}.`
}
