/** What stands beside a line of code: numbers to draw, or a few words with numbers in them. */
import type { Role } from '../engine/operations.ts'
import type { Reading } from './reading.ts'
import type { Place } from './timeline.ts'

export interface ReadingEntry {
  readonly kind: 'reading'
  readonly reading: Reading
  readonly place: Place
  readonly position: number
  /** How many columns there will be when all have come; the reading may hold fewer. */
  readonly slots: number
  /** What is said in place of the numbers themselves. */
  readonly note?: readonly Part[]
}

export type Tone = 'plain' | 'dim' | 'bold'

interface Look {
  readonly tone?: Tone
  /** Left out where there is little room. */
  readonly optional?: boolean
}

/** Words, or a number that is printed with so many decimals. */
export type Part =
  string | (Look & { readonly words: string }) | (Look & { readonly value: number; readonly digits: number })

export interface TextEntry {
  readonly kind: 'text'
  readonly parts: readonly Part[]
  /** A count as an empty bar in a hue, and how long it is against the longest. */
  readonly bar?: { readonly share: number; readonly role: Role }
}

export type LedgerEntry = ReadingEntry | TextEntry

export const text = (...parts: readonly Part[]): TextEntry => ({ kind: 'text', parts })
export const dim = (words: string): Part => ({ words, tone: 'dim' })
/** Words that are left out where there is little room. */
export const aside = (words: string): Part => ({ words, tone: 'dim', optional: true })
export const count = (value: number): string => value.toLocaleString('en')

/** A number with three digits that count, however small it is; a whole one as it is. */
export function small(value: number, tone?: Tone): Part {
  const digits = Number.isInteger(value) ? 0 : Math.min(10, Math.max(3, 2 - magnitudeOf(value)))
  return { value, digits, ...(tone && { tone }) }
}

/** A sum with two decimals, or more where it is small. */
export const sized = (value: number): Part => ({
  value,
  digits: value === 0 ? 0 : Math.min(7, Math.max(2, 1 - magnitudeOf(value))),
})

const magnitudeOf = (value: number): number =>
  value === 0 || !Number.isFinite(value) ? 0 : Math.floor(Math.log10(Math.abs(value)))

/** So many letters fit beside a line in the widest pane. */
const room = 32

/**
 * Arithmetic with its numbers plugged in, and what it comes to: with as many digits as there is room for. In a narrow pane
 * the result stands alone.
 */
export function worked(pieces: readonly (string | number)[], result: Part): TextEntry {
  const loose = (digits: number): string =>
    pieces.map(piece => (typeof piece === 'string' ? piece : compact(piece, digits))).join('')
  const tight = (digits: number): string => loose(digits).replaceAll(' + ', '+')
  const left = room - lengthOf(result) - 3
  const working = [loose(3), loose(2), tight(2)].find(words => words.length <= left) ?? tight(1)
  return text({ words: `${working} = `, optional: true }, result)
}

const lengthOf = (part: Part): number => {
  if (typeof part === 'string') return part.length
  return 'words' in part ? part.words.length : numberWords(part.value, part.digits).length
}

/** With a true minus, and in powers of ten where zeros would fill the line. */
export function numberWords(value: number, digits: number): string {
  if (digits > 6 || !Number.isFinite(value)) return compact(value, 3).replace('Infinity', 'inf').replace('NaN', 'nan')
  const words = Math.abs(value).toFixed(digits)
  return value < 0 && Number(words) !== 0 ? `−${words}` : words
}

/** A number with so many digits that count, in as few letters as possible. */
export function compact(value: number, digits: number): string {
  const magnitude = Math.abs(value)
  const isPlain = value === 0 || !Number.isFinite(value) || (magnitude >= 1e-3 && magnitude < 1e5)
  const words = isPlain
    ? String(Number.isInteger(value) ? value : Number(value.toPrecision(digits)))
    : value.toExponential(digits - 1).replace(/\.?0*e\+?/, 'e')
  return words.replaceAll('-', '−')
}

/** Whether two entries look the same, so that nothing needs to be drawn again. */
export function sameEntry(a: LedgerEntry, b: LedgerEntry): boolean {
  if (a === b) return true
  if (a.kind === 'text' || b.kind === 'text')
    return a.kind === 'text' && b.kind === 'text' && a.bar?.share === b.bar?.share && sameParts(a.parts, b.parts)
  const isSamePlace =
    a.place.op === b.place.op &&
    a.place.layer === b.place.layer &&
    a.place.head === b.place.head &&
    a.position === b.position
  const isSameShape =
    a.slots === b.slots && a.reading.name === b.reading.name && a.reading.values.length === b.reading.values.length
  if (!isSamePlace || !isSameShape || !sameParts(a.note ?? [], b.note ?? [])) return false
  return a.reading.values.every((value, i) => Object.is(value, b.reading.values[i]))
}

const sameParts = (a: readonly Part[], b: readonly Part[]): boolean =>
  a.length === b.length && a.every((part, i) => samePart(part, b[i]!))

function samePart(a: Part, b: Part): boolean {
  if (typeof a === 'string' || typeof b === 'string') return a === b
  if (a.tone !== b.tone || a.optional !== b.optional) return false
  if ('words' in a || 'words' in b) return 'words' in a && 'words' in b && a.words === b.words
  return Object.is(a.value, b.value) && a.digits === b.digits
}
