/** Where the heads stand: side by side, however many there are, with a cell for every position. */
import type { Mode } from './layout.ts'

export interface HeadsLayout {
  /** Left edges. */
  readonly xs: readonly number[]
  /** Width that one head may take, and that its cells do. */
  readonly room: number
  readonly width: number
  readonly cell: number
  readonly cellHeight: number
  readonly scoresY: number
  readonly weightsY: number
  /** Lines of letters under the weights: two where one is too narrow. */
  readonly letterLines: 1 | 2
  readonly outY: number
  readonly outCell: number
  /** The line where the heads' results come together. */
  readonly joinY: number
}

interface Room {
  readonly x: number
  readonly width: number
  readonly n_head: number
  readonly positions: number
  readonly headDim: number
  readonly mode: Mode
  readonly top: number
  readonly v: number
  /** Width of one number of a branch strip. */
  readonly cell: number
}

/** A cell that a number is printed in, in pixels. */
export const leastForNumber = 18

export function headsOf({ x, width, n_head, positions, headDim, mode, top, v, cell }: Room): HeadsLayout {
  const wanted = { wide: 20, narrow: 12, phone: 8 }[mode] * Math.min(1, 4 / n_head)
  const roomWith = (gap: number): number => (width - (n_head - 1) * gap) / n_head
  const most = mode === 'wide' ? 20 : 16
  const sideWith = (gap: number): number => {
    const fitting = (roomWith(gap) - 2) / positions
    return Math.min(most, fitting >= 4 ? Math.floor(fitting) : fitting)
  }
  // Heads move together where that lets their cells hold a number.
  const gap =
    sideWith(wanted) < leastForNumber && sideWith(wanted / 2) >= leastForNumber ? wanted / 2 : Math.max(3, wanted)
  const [room, side] = [roomWith(gap), sideWith(gap)]
  const cellHeight = Math.max(side, 12)
  const weightsY = top + 15
  const letterLines = side < 7 ? 2 : 1
  const outY = weightsY + cellHeight + 30 * Math.min(1, v) + (letterLines - 1) * 9
  return {
    xs: Array.from({ length: n_head }, (_, head) => x + head * (room + gap)),
    room,
    width: side * positions,
    cell: side,
    cellHeight,
    scoresY: top,
    weightsY,
    letterLines,
    outY,
    outCell: Math.min(cell + 1, 7, room / headDim),
    joinY: outY + 10 + 14 * v,
  }
}

/** The middle of a head, where its wires hang. */
export const middleOf = ({ xs, width }: HeadsLayout, head: number): number => xs[head]! + width / 2
