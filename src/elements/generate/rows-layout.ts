/** Where the rows of letters stand: one set of columns for the cells and for the cumulative bar under them. */
export interface RowsLayout {
  readonly width: number
  readonly isCompact: boolean
  /** Left end of the cells, and how wide one is. */
  readonly x: number
  readonly cell: number
  readonly cellsWidth: number
  readonly cellHeight: number
  /** From the top of the cells to the top of the bar. */
  readonly barAt: number
  readonly barHeight: number
  readonly rowHeight: number
  /** The first row's cells. */
  readonly top: number
  readonly rows: number
  /** Centre of the chosen letter. */
  readonly letterX: number
  /** Right ends of the columns; null where there is no room. */
  readonly pX: number
  readonly bitsX: number | null
  readonly uX: number | null
  /** So many letters of what came before fit at the left. */
  readonly soFar: number
}

/** A name of fewer letters leaves room, so that names can change and nothing moves. */
const fewestRows = 5

export function rowsLayout(width: number, vocab_size: number, letters: number): RowsLayout {
  const isCompact = width < 600
  const x = isCompact ? 56 : 78
  const right = isCompact ? 82 : 250
  const cell = Math.max(
    1,
    Math.min(Math.max(20, Math.min(60, 300 / vocab_size)), Math.floor(((width - x - right) / vocab_size) * 10) / 10),
  )
  const cellsWidth = cell * vocab_size
  const end = x + cellsWidth
  const isLong = letters > fewestRows
  return {
    width,
    isCompact,
    x,
    cell,
    cellsWidth,
    cellHeight: isCompact ? 11 : 13,
    barAt: isLong ? 25 : 28,
    barHeight: 11,
    rowHeight: isLong ? 50 : 55,
    top: 35,
    rows: Math.max(fewestRows, letters),
    letterX: isCompact ? end + 17 : end + 34,
    pX: isCompact ? width : end + 108,
    bitsX: isCompact ? null : end + 164,
    uX: isCompact ? null : Math.min(width, end + 255),
    soFar: isCompact ? 5 : 8,
  }
}

export const rowsHeight = ({ top, rows, rowHeight }: RowsLayout): number => top + rows * rowHeight - 4

/** Stretches of the cumulative bar, in the order in which `random.choices` adds them up. */
export function stretches(
  shares: ArrayLike<number>,
  width: number,
): { readonly from: number; readonly width: number }[] {
  let from = 0
  return Array.from(shares, share => {
    const stretch = { from, width: share * width }
    from += stretch.width
    return stretch
  })
}
