/** A gradient checked by hand: a leaf is moved, the whole expression run again, and the result looked at. */
import { result, run, type LeafValues } from './expression.ts'
import type { Leaf, Preset } from './presets.ts'

export interface Point {
  readonly x: number
  readonly L: number
}

/** What the expression comes to with another value in one leaf. */
export const resultAt = (preset: Preset, values: LeafValues, leaf: string, x: number): number =>
  result(run(preset, { ...values, [leaf]: x })).value.data

/** By how much the result moves when a leaf is moved by so much. */
export const moved = (preset: Preset, values: LeafValues, leaf: string, by: number): number =>
  resultAt(preset, values, leaf, values[leaf]! + by) - result(run(preset, values)).value.data

/** The result over the whole range of a leaf. */
export const curve = (preset: Preset, values: LeafValues, { name, least, most }: Leaf, points = 81): Point[] =>
  Array.from({ length: points }, (_, i) => {
    const x = least + ((most - least) * i) / (points - 1)
    return { x, L: resultAt(preset, values, name, x) }
  })
