/** How close one looks at the model: the part of the zoom that a link and the page's first load know of. */

/** The whole model, one block of it, one operation as arithmetic, one number. */
const zoomLevels = [0, 1, 2, 3] as const
export type ZoomLevel = (typeof zoomLevels)[number]

export interface Zoom {
  readonly level: ZoomLevel
  /** Which number of the operation is laid open; null leaves it to the picture. */
  readonly row: number | null
}

export const noZoom: Zoom = { level: 0, row: null }

/** `2.5` is an operation with its number 5 open. */
export const zoomWords = ({ level, row }: Zoom): string => (row === null ? `${level}` : `${level}.${row}`)

/** What `zoomWords` wrote; no zoom where it is anything else. */
export function zoomIn(words: string): Zoom {
  const [level, row] = words.split('.').map(Number)
  return zoomLevels.some(known => known === level)
    ? { level: level as ZoomLevel, row: row === undefined || Number.isNaN(row) ? null : row }
    : noZoom
}
