/** Matrices whose cells are too small to be drawn one by one: a picture of pixels, each the strongest of the numbers in it. */
import { nothing, svg, type SVGTemplateResult } from 'lit'
import type { Reading } from '../../../lens/reading.ts'
import { stepOf } from '../../marks/color.ts'
import { gridWidth, type Grid } from '../../marks/heat.ts'

interface Palette {
  readonly theme: string
  readonly colors: Map<string, readonly [number, number, number]>
}

let palette: Palette | null = null
const pictures = new WeakMap<Reading, Map<string, string>>()

/** The colours of the ramps in the theme at hand. */
function colorOf(step: string): readonly [number, number, number] {
  const root = document.documentElement
  const theme = root.dataset['theme'] ?? ''
  if (palette?.theme !== theme) palette = { theme, colors: new Map() }
  let color = palette.colors.get(step)
  if (!color) {
    const hex = getComputedStyle(root).getPropertyValue(`--${step}`).trim()
    const channel = (at: number): number => parseInt(hex.slice(at, at + 2), 16) || 0
    palette.colors.set(step, (color = [channel(1), channel(3), channel(5)]))
  }
  return color
}

/** Numbers that share a pixel. */
export function binOf({ rows, columns }: Reading, grid: Grid): number {
  const by = bins(rows, columns, grid)
  return Math.ceil(rows / by.rows) * Math.ceil(columns / by.columns)
}

/** How many pixels, at two a point where the screen has them. */
function bins(rows: number, columns: number, grid: Grid): { rows: number; columns: number } {
  const [ofRow, ofColumn] = grid.transposed ? [grid.cellWidth, grid.cellHeight] : [grid.cellHeight, grid.cellWidth]
  const sharp = Math.min(2, globalThis.devicePixelRatio || 1)
  const most = (count: number, size: number): number => Math.max(1, Math.min(count, Math.round(count * size * sharp)))
  return { rows: most(rows, ofRow), columns: most(columns, ofColumn) }
}

/** The cells of a grid as a picture; around an open row, as two. */
export function raster(reading: Reading, grid: Grid): SVGTemplateResult {
  const { tall, cellHeight, transposed = false } = grid
  const high = transposed ? grid.columns : grid.rows
  const width = gridWidth(grid)
  const part = (from: number, to: number, y: number, height = (to - from) * cellHeight): SVGTemplateResult | symbol =>
    to <= from
      ? nothing
      : svg`<image x="0" y=${y} width=${width} height=${height} preserveAspectRatio="none" href=${picture(reading, grid, from, to)}></image>`
  if (!tall) return svg`<g class="cells pixels">${part(0, high, 0)}</g>`
  const { row, height } = tall
  return svg`<g class="cells pixels">${part(0, row, 0)}${part(row, row + 1, row * cellHeight, height)}
    ${part(row + 1, high, row * cellHeight + height)}</g>`
}

/** Rows `from` to `to`, as drawn. */
function picture(reading: Reading, grid: Grid, from: number, to: number): string {
  const { transposed = false } = grid
  const across = transposed ? reading.rows : reading.columns
  const by = bins(reading.rows, reading.columns, grid)
  const all = transposed ? by.columns : by.rows
  const width = transposed ? by.rows : by.columns
  const high = transposed ? reading.columns : reading.rows
  const height = Math.max(1, Math.round((all * (to - from)) / high))
  const key = `${document.documentElement.dataset['theme'] ?? ''} ${width} ${height} ${from} ${to} ${transposed}`
  const known = pictures.get(reading) ?? new Map<string, string>()
  pictures.set(reading, known)
  const found = known.get(key)
  if (found !== undefined) return found
  const strongest = new Float64Array(width * height)
  for (let j = from; j < to; j++)
    for (let i = 0; i < across; i++) {
      const value = reading.values[transposed ? i * reading.columns + j : j * reading.columns + i]!
      const at = Math.floor(((j - from) * height) / (to - from)) * width + Math.floor((i * width) / across)
      if (Math.abs(value) > Math.abs(strongest[at]!)) strongest[at] = value
    }
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const context = canvas.getContext('2d')!
  const image = context.createImageData(width, height)
  strongest.forEach((value, at) => image.data.set([...colorOf(stepOf(value, reading)), 255], at * 4))
  context.putImageData(image, 0, 0)
  const made = canvas.toDataURL()
  known.set(key, made)
  return made
}
