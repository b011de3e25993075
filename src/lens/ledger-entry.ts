/** What stands beside a line of code: numbers to draw, or a few words with numbers in them. */
import type { Reading } from './reading.ts'
import type { Place } from './timeline.ts'

export interface ReadingEntry {
  readonly kind: 'reading'
  readonly reading: Reading
  readonly place: Place
  readonly position: number
  /** How many columns there will be when all have come; the reading may hold fewer. */
  readonly slots: number
}

export type Tone = 'dim' | 'bold'

/** Words, or a number that is printed with so many decimals. */
export type Part =
  | string
  | { readonly words: string; readonly tone: Tone }
  | { readonly value: number; readonly digits: number; readonly tone?: Tone }

export interface TextEntry {
  readonly kind: 'text'
  readonly parts: readonly Part[]
}

export type LedgerEntry = ReadingEntry | TextEntry

export const text = (...parts: readonly Part[]): TextEntry => ({ kind: 'text', parts })
export const dim = (words: string): Part => ({ words, tone: 'dim' })
export const count = (value: number): string => value.toLocaleString('en')

/** A number with three digits that count, however small it is. */
export function small(value: number): Part {
  const magnitude = value === 0 || !Number.isFinite(value) ? 0 : Math.floor(Math.log10(Math.abs(value)))
  return { value, digits: Math.min(10, Math.max(3, 2 - magnitude)) }
}

/** Whether two entries look the same, so that nothing needs to be drawn again. */
export function sameEntry(a: LedgerEntry, b: LedgerEntry): boolean {
  if (a === b) return true
  if (a.kind === 'text' || b.kind === 'text') return a.kind === b.kind && JSON.stringify(a) === JSON.stringify(b)
  const isSamePlace =
    a.place.op === b.place.op &&
    a.place.layer === b.place.layer &&
    a.place.head === b.place.head &&
    a.position === b.position
  const isSameShape =
    a.slots === b.slots && a.reading.name === b.reading.name && a.reading.values.length === b.reading.values.length
  return isSamePlace && isSameShape && a.reading.values.every((value, i) => Object.is(value, b.reading.values[i]))
}
