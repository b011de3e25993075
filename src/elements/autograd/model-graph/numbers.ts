/** Small numbers in little room. */
import { compact } from '../../../lens/ledger-entry.ts'
import { decimal, thousands } from '../../marks/numbers.ts'

/** With so many decimals, in powers of ten where these would all be 0; an exact 0 is one letter. */
export function brief(value: number, digits: number): string {
  if (value === 0) return '0'
  return Math.abs(value) < 0.5 * 10 ** -digits ? compact(value, 1) : decimal(value, digits)
}

/** The strongest colour of numbers of which some are far from the rest: two digits of thrice their root mean square. */
export function scaleOf(values: Iterable<number>): number {
  let [sum, count, most] = [0, 0, 0]
  for (const value of values) {
    if (value === 0 || !Number.isFinite(value)) continue
    sum += value * value
    most = Math.max(most, Math.abs(value))
    count++
  }
  if (count === 0) return 1
  return Number(Math.min(most, 3 * Math.sqrt(sum / count)).toPrecision(2))
}

/** A count in full, or in powers of ten where nobody would read it. */
export function many(count: number): string {
  if (count < 1e9) return thousands(count)
  const exponent = Math.floor(Math.log10(count))
  const raised = [...String(exponent)].map(digit => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]).join('')
  return `${(count / 10 ** exponent).toFixed(1)} × 10${raised}`
}
