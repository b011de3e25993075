/** Where A, B and their difference stand, from the width that there is. Numbers only. */
import { rowLabel } from '../layout.ts'

export interface PairLayout {
  /** Side of a cell. */
  readonly cell: number
  /** The head's figures stand to the left of its pictures, not above. */
  readonly isBeside: boolean
  /** Of one picture with the letters of its rows. */
  readonly map: number
  /** Between pictures. */
  readonly gap: number
}

/** Figures of a head, where they stand beside its pictures. */
export const figuresWidth = 112
/** The change of each row's entropy, right of the difference. */
export const entropyWidth = 72
/** From the top of a picture to its first cell: the letters of the columns. */
export const mapTop = 16

const largestCell = 30
const beside = 660
const narrow = 500

/** @param positions of the longer side */
export function pairLayout(inner: number, positions: number): PairLayout {
  const gap = inner < narrow ? 16 : 22
  const isBeside = inner >= beside
  const fixed = (isBeside ? figuresWidth + gap : 0) + entropyWidth
  // Two pictures a line on a phone: A and B, and under them what is between them.
  const room = inner < narrow ? (inner - gap) / 2 : (inner - fixed - 2 * gap) / 3
  const fitting = (room - rowLabel) / positions
  const cell = Math.max(2, Math.min(largestCell, fitting < 6 ? Math.floor(fitting * 2) / 2 : Math.floor(fitting)))
  return { cell, isBeside, map: rowLabel + positions * cell, gap }
}

/** From here on a number is printed in its cell; a signed one needs more room. */
export const isPrinted = (cell: number, isSigned: boolean): boolean => cell >= (isSigned ? 27 : 18)
