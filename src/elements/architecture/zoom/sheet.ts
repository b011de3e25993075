/** Where the columns of a zoomed picture stand: all that is in it keeps them, so that numbers can be read down the page. */
import { modeOf, type Mode } from '../layout.ts'

export interface Sheet {
  readonly width: number
  readonly mode: Mode
  /** Left edge of the cells, and what they may take of the width. */
  readonly x: number
  readonly room: number
  /** Right edge of everything. */
  readonly right: number
  /** Width of a cell of the result, which stands right of the others. */
  readonly outWidth: number
}

/** Cells do not grow past this. */
const mostCell = 31
/** A number is printed in cells of at least this size. */
export const leastNumber = { signed: 25, probability: 19, height: 17 } as const
/** Cells under this size are drawn as pixels. */
export const leastDrawn = 2

export function sheetOf(width: number): Sheet {
  const mode = modeOf(width)
  const [x, margin, outWidth, gap] = { wide: [152, 24, 46, 44], narrow: [60, 24, 46, 0], phone: [34, 12, 44, 0] }[
    mode
  ] as [number, number, number, number]
  const right = width - margin
  return { width, mode, x, right, outWidth, room: right - gap - outWidth - (mode === 'wide' ? 24 : 14) - x }
}

export const cellWidth = ({ room }: Sheet, columns: number): number => {
  const fitting = room / columns
  return Math.min(mostCell, fitting >= 4 ? Math.floor(fitting) : fitting)
}

/** How high rows are: as high as their numbers where all of them fit, else low, and the open one as high as ever. */
export function rowHeights(rows: number, open: number): { cellHeight: number; tall?: { row: number; height: number } } {
  const most = 18
  if (rows <= 18) return { cellHeight: most }
  const room = rows <= 32 ? 330 : 292
  return { cellHeight: (room - most) / (rows - 1), tall: { row: open, height: most } }
}
