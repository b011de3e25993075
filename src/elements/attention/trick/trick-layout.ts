/** Sizes of the matrices of the trick, from what there is room for. */
import type { Grid } from '../../marks/heat.ts'

export interface TrickLayout {
  /** T × T */
  readonly square: Grid
  /** T × head_dim */
  readonly tall: Grid
  /** Numbers fit into the cells of the square, with a sign, and into those of the others. */
  readonly isSquarePrinted: boolean
  readonly isScorePrinted: boolean
  readonly isTallPrinted: boolean
}

export function trickLayout(width: number, T: number, head_dim: number): TrickLayout {
  // A square, two tall ones, their letters and the signs between them share a line where they can.
  const cell = Math.max(3, Math.min(28, Math.floor(Math.min(width - 40, 200) / T)))
  const beside = Math.floor((width - T * cell - 110) / 2 / head_dim)
  // In a narrow pane the two tall ones have a line of their own.
  const below = Math.floor((width - 68) / 2 / head_dim)
  const generous = beside >= 36 ? beside : below >= 36 ? below : Math.min(16, Math.max(beside, 60 / head_dim))
  const cellWidth = Math.max(2, Math.min(46, Math.floor(generous)))
  const rows = { rows: T, cellHeight: Math.min(24, cell) }
  return {
    square: { ...rows, columns: T, cellWidth: cell },
    tall: { ...rows, columns: head_dim, cellWidth },
    isSquarePrinted: cell >= 18,
    isScorePrinted: cell >= 28,
    isTallPrinted: cellWidth >= 36 && cell >= 14,
  }
}
