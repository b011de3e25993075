/**
 * What a head looks at, in a few numbers: the mean weight that it gives to the token itself, to the one before, to BOS and
 * to the same letter earlier in the name. Taken over rows where these are different places: from the second letter on.
 */
import type { TraceReader } from './reading.ts'

export const habits = ['previous', 'itself', 'bos', 'same'] as const
export type Habit = (typeof habits)[number]

export const habitWords: Readonly<Record<Habit, string>> = {
  previous: 'the letter before',
  itself: 'itself',
  bos: 'BOS',
  same: 'the same letter earlier',
}

/** The first row in which BOS, the letter before and the token itself are three places. */
const firstRow = 2

/** Sums over rows; `rows` counts those that could look there at all. */
export interface Tally {
  readonly weight: number
  /** What a plain average over all places so far would have given. */
  readonly even: number
  readonly rows: number
}

export type Tallies = Readonly<Record<Habit, Tally>>

const nothing: Tally = { weight: 0, even: 0, rows: 0 }
export const noTallies: Tallies = { previous: nothing, itself: nothing, bos: nothing, same: nothing }

/** The places that a row looks at under a habit. */
function placesOf(habit: Habit, tokens: ArrayLike<number>, row: number): number[] {
  if (habit === 'previous') return [row - 1]
  if (habit === 'itself') return [row]
  if (habit === 'bos') return [0]
  return Array.from({ length: row }, (_, key) => key).filter(key => tokens[key] === tokens[row])
}

/** One document more. */
export function tallied(tallies: Tallies, reader: TraceReader, layer: number, head: number): Tallies {
  const sums = Object.fromEntries(habits.map(habit => [habit, { ...tallies[habit] }])) as Record<
    Habit,
    { weight: number; even: number; rows: number }
  >
  for (let row = firstRow; row < reader.positions; row++) {
    const { values } = reader.output('attention.softmax', row, layer, head)!
    for (const habit of habits) {
      const places = placesOf(habit, reader.tokens, row)
      if (places.length === 0) continue
      const sum = sums[habit]
      sum.rows++
      sum.even += places.length / (row + 1)
      for (const place of places) sum.weight += values[place]!
    }
  }
  return sums
}

/** The mean weight; null where no row could look there. */
export const meanOf = ({ weight, rows }: Tally): number | null => (rows === 0 ? null : weight / rows)
export const evenOf = ({ even, rows }: Tally): number | null => (rows === 0 ? null : even / rows)

/** The tallies of a head after so many steps, counted from 0 as traces are. */
export interface Moment {
  readonly step: number
  readonly tallies: Tallies
}

export interface Lesson {
  /** The habit that has come furthest from a plain average. */
  readonly habit: Habit
  readonly mean: number
  readonly even: number
  readonly atFirst: number
  /** The first step looked at where it was more than half of that way from the average, and stayed there. */
  readonly since: number
}

/** Closer to a plain average than this, a head has learned nothing that these numbers could say. */
const noticed = 0.05

/** What a head has learned by its last moment; null where it stays near a plain average. */
export function lessonOf(moments: readonly Moment[]): Lesson | null {
  const [first, last] = [moments[0], moments.at(-1)]
  if (!first || !last) return null
  const ways = habits.flatMap(habit => {
    const [mean, even, atFirst] = [
      meanOf(last.tallies[habit]),
      evenOf(last.tallies[habit]),
      meanOf(first.tallies[habit]),
    ]
    return mean === null || even === null || atFirst === null ? [] : [{ habit, mean, even, atFirst }]
  })
  const furthest = ways.toSorted((a, b) => Math.abs(b.mean - b.even) - Math.abs(a.mean - a.even))[0]
  if (!furthest || Math.abs(furthest.mean - furthest.even) < noticed) return null
  const { habit, mean, even } = furthest
  const half = (mean - even) / 2
  const isThere = ({ tallies }: Moment): boolean => {
    const way = meanOf(tallies[habit])! - even
    return Math.sign(way) === Math.sign(half) && Math.abs(way) >= Math.abs(half)
  }
  const before = moments.findLastIndex(moment => !isThere(moment))
  return { ...furthest, since: moments[before + 1]!.step }
}

/** How far a head is from a plain average, in the habit that has come furthest. */
export const farthest = (tallies: Tallies): number =>
  Math.max(0, ...habits.map(habit => Math.abs((meanOf(tallies[habit]) ?? 0) - (evenOf(tallies[habit]) ?? 0))))
