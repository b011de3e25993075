/** Numbers to colours, and only from the two ramps of the tokens: fill is number, line is role. */
import type { Reading } from '../../lens/reading.ts'

/** −8 … 8: how far a signed value is along its ramp. */
const signedLevel = (value: number, scale: number): number =>
  Math.sign(value) * Math.min(8, Math.round(Math.abs(value / scale) * 8))

/** 0 … 12: how far a probability is along its ramp. */
const probabilityLevel = (value: number, most: number): number =>
  Math.min(12, Math.round(12 * Math.min(1, value / most) ** 0.85))

const signedStep = (level: number): string => (level === 0 ? 'd-0' : level < 0 ? `d-n${-level}` : `d-p${level}`)

/** The token that a value is filled with, without its dashes: `d-p3`, `s7`. */
export function stepOf(value: number, { ramp, scale }: Pick<Reading, 'ramp' | 'scale'>): string {
  if (!Number.isFinite(value)) return 'd-0'
  return ramp === 'probability' ? `s${probabilityLevel(value, scale)}` : signedStep(signedLevel(value, scale))
}

export const fillOf = (value: number, ramp: Pick<Reading, 'ramp' | 'scale'>): string => `var(--${stepOf(value, ramp)})`

/** Black or white, whichever reads on that fill. */
export const inkOn = (value: number, ramp: Pick<Reading, 'ramp' | 'scale'>): string =>
  `var(--on-${stepOf(value, ramp)})`
