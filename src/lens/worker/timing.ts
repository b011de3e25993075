/** How long something takes here, where the clock is coarse and the browser compiles what it has run often. */
import { nextTask } from './tasks.ts'

/** So long the worker goes without listening, in milliseconds. */
const longestSlice = 12

/** Lets what is waiting in, when it is time. */
export function slices(): () => Promise<void> {
  let rested = performance.now()
  return async () => {
    if (performance.now() - rested < longestSlice) return
    await nextTask()
    rested = performance.now()
  }
}

/** So long all is run before it is timed, and timed, in milliseconds. */
const timing = { warming: 80, milliseconds: 160 }
/** So long a turn has to take, in milliseconds, before it is believed. */
const shortestTurn = 4
const mostInARow = 1 << 14

/** Runs something so many times in a row; the milliseconds of that. */
export type Timed = (times: number) => number

export interface LeastTimes<Name extends string> {
  /** Milliseconds of one run in the best turn. */
  readonly least: Readonly<Record<Name, number>>
  readonly turns: number
}

/**
 * Times several ways of doing something, or parts of it, in turns, so that a busy machine slows all alike.
 * @param fewest turns, however long they take
 */
export async function leastTimes<Name extends string>(
  ways: Readonly<Record<Name, Timed>>,
  fewest: number,
): Promise<LeastTimes<Name>> {
  const rest = slices()
  const names = Object.keys(ways) as Name[]
  for (const began = performance.now(); performance.now() - began < timing.warming; await rest())
    for (const name of names) {
      ways[name](1)
      await rest()
    }
  const inARow = new Map<Name, number>()
  for (const name of names) {
    let times = 1
    for (; times < mostInARow && ways[name](times) < shortestTurn; times *= 2) await rest()
    inARow.set(name, times)
  }
  const least = Object.fromEntries(names.map(name => [name, Infinity])) as Record<Name, number>
  let turns = 0
  for (const began = performance.now(); turns < fewest || performance.now() - began < timing.milliseconds; turns++)
    for (const name of names) {
      const times = inARow.get(name)!
      least[name] = Math.min(least[name], ways[name](times) / times)
      await rest()
    }
  return { least, turns }
}
