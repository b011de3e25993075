/** How large the cells of a tensor are drawn in its card, and which are drawn together where there is no room for each. */
import type { Reading } from '../../lens/reading.ts'
import type { Grid } from '../marks/heat.ts'

/** In pixels: nothing smaller is a cell; nothing larger is needed for a number in it. */
const [leastCell, mostWidth, mostHeight, tallest, gap] = [3, 23, 15, 180, 3]

/** A matrix that is taller than wide lies flat: its rows run to the right. */
export function cardGrid({ rows, columns, group }: Pick<Reading, 'rows' | 'columns' | 'group'>, width: number): Grid {
  const transposed = rows > columns && rows > 16
  const [across, high] = transposed ? [rows, columns] : [columns, rows]
  const isGrouped = group !== null && !transposed && columns > group
  const gaps = isGrouped ? (Math.ceil(across / group) - 1) * gap : 0
  const free = (width - gaps) / across
  return {
    rows,
    columns,
    transposed,
    group: isGrouped ? group : null,
    gap,
    cellWidth: free >= leastCell ? Math.min(mostWidth, Math.floor(free * 2) / 2) : free,
    cellHeight: Math.min(mostHeight, tallest / high),
  }
}

/** The same numbers in cells that can be seen: of those that are drawn as one, the strongest. */
export function binned(reading: Reading, grid: Grid): { reading: Reading; grid: Grid } {
  const { cellWidth, cellHeight, transposed = false } = grid
  const [byAcross, byHigh] = [binsOf(cellWidth), binsOf(cellHeight)]
  if (byAcross * byHigh === 1) return { reading, grid }
  const [byRows, byColumns] = transposed ? [byAcross, byHigh] : [byHigh, byAcross]
  const [rows, columns] = [Math.ceil(reading.rows / byRows), Math.ceil(reading.columns / byColumns)]
  const values = new Float64Array(rows * columns)
  for (let row = 0; row < reading.rows; row++)
    for (let column = 0; column < reading.columns; column++) {
      const at = Math.floor(row / byRows) * columns + Math.floor(column / byColumns)
      const value = reading.values[row * reading.columns + column]!
      if (Math.abs(value) > Math.abs(values[at]!)) values[at] = value
    }
  const [across, high] = transposed ? [reading.rows, reading.columns] : [reading.columns, reading.rows]
  const [drawnAcross, drawnHigh] = transposed ? [rows, columns] : [columns, rows]
  return {
    reading: { ...reading, rows, columns, values },
    grid: {
      rows,
      columns,
      transposed,
      cellWidth: (cellWidth * across) / drawnAcross,
      cellHeight: (cellHeight * high) / drawnHigh,
    },
  }
}

const binsOf = (size: number): number => Math.max(1, Math.ceil(leastCell / size - 1e-9))

export interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

export interface CardPlace {
  readonly left: number
  readonly top: number
  /** Where the notch points from, from the left of the card; null where the card does not stand at its name. */
  readonly notch: number | null
  readonly isAbove: boolean
}

/**
 * Where a card stands: under its name or over it, in the room there is, and never over the line at the cursor.
 * @param keep the line that stays in sight, null where there is none in sight
 */
export function placeCard(name: Box, size: { width: number; height: number }, room: Box, keep: Box | null): CardPlace {
  const [gap, inset] = [8, 22]
  const left = Math.max(room.left, Math.min(room.right - size.width, name.left - inset + 8))
  const notch = Math.max(12, Math.min(size.width - 12, (name.left + name.right) / 2 - left))
  const covers = (top: number): boolean => keep !== null && top < keep.bottom && top + size.height > keep.top
  const fits = (top: number): boolean => top >= room.top && top + size.height <= room.bottom && !covers(top)
  const [below, above] = [name.bottom + gap, name.top - gap - size.height]
  if (fits(below)) return { left, top: below, notch, isAbove: false }
  if (fits(above)) return { left, top: above, notch, isAbove: true }
  const lowest = Math.max(room.top, room.bottom - size.height)
  const others = keep ? [keep.bottom + gap, keep.top - gap - size.height] : []
  const top = others.find(fits) ?? (covers(lowest) ? room.top : lowest)
  return { left, top, notch: null, isAbove: false }
}
