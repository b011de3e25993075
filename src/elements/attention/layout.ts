/** Where things stand in the Attention tab, from the width that there is. Numbers only. */
import type { Grid } from '../marks/heat.ts'

/** Space at the left and right edge. */
export const edge = (width: number): number => (width < 500 ? 16 : 24)

/** From the left edge of a heatmap to its first cell: the letters of the rows. */
export const rowLabel = 20
/** From the top of a heatmap to its first cell: the head's name, its underline, the letters of the columns. */
export const headTop = 34

export interface HeatmapLayout {
  /** Side of a cell. */
  readonly cell: number
  /** Heatmaps side by side. */
  readonly across: number
  /** Of one heatmap with its letters. */
  readonly width: number
  readonly height: number
  readonly gap: number
}

const largestCell = 36
/** Where heads stand in several lines, so that the arithmetic below stays in sight. */
const largestOfMany = 24
/** Below this a number does not fit into its cell. */
export const printedCell = 18
/** Below this letters would run into each other. */
export const letteredCell = 9

/** The smallest cell that is still drawn rather than putting fewer heads side by side. */
const smallestCell = (positions: number): number =>
  positions <= 8 ? printedCell : positions <= 16 ? 11 : positions <= 32 ? 8 : 5

/** One heatmap a head, as many side by side as fit with cells of a good size. */
export function heatmapLayout(inner: number, heads: number, positions: number): HeatmapLayout {
  const gap = inner < 500 ? 16 : 24
  const mostAcross = inner < 650 ? 2 : Math.max(heads === 5 ? 5 : 4, Math.floor((inner + gap) / 220))
  const cellFor = (across: number): number => Math.floor(((inner - (across - 1) * gap) / across - rowLabel) / positions)
  let across = 1
  for (let lines = 1; lines <= heads; lines++) {
    across = Math.ceil(heads / lines)
    if (across <= mostAcross && (across === 1 || cellFor(across) >= smallestCell(positions))) break
  }
  const most = across < heads && inner >= 500 ? largestOfMany : largestCell
  const cell = Math.max(2, Math.min(most, cellFor(across)))
  const width = Math.floor((inner - (across - 1) * gap) / across)
  return { cell, across, width, height: headTop + positions * cell + 20, gap }
}

/** One heatmap alone, with room for the entropy of each row at its right; it may be wider than the page. */
export function largeLayout(inner: number, positions: number, aside: number): HeatmapLayout {
  const room = inner - rowLabel - aside
  const cell = Math.max(letteredCell, Math.min(52, Math.floor(room / positions)))
  return { cell, across: 1, width: rowLabel + positions * cell + aside, height: headTop + positions * cell + 4, gap: 0 }
}

export interface PairLayout {
  /** Arcs and softmax stand side by side. */
  readonly isPair: boolean
  /** Of the arcs. */
  readonly arcs: number
  /** From one letter of the arcs to the next. */
  readonly arcStep: number
  /** Names of the softmax rows. */
  readonly label: number
  /** From one key of the softmax to the next, and the cell in it. */
  readonly keyStep: number
  readonly keyCell: number
}

const leastKeyStep = 36

export function pairLayout(inner: number, positions: number): PairLayout {
  const isWide = inner >= 650
  const label = isWide ? 78 : 62
  const beside = 270
  // The last key has no gap behind it, so that the cells end with the rules of the page.
  const step = (inner - beside - 12 - label + 8) / positions
  const isPair = isWide && step >= leastKeyStep
  const keyStep = isPair ? step : Math.min(74, Math.max(leastKeyStep, (inner - label + 3) / positions))
  return {
    isPair,
    arcs: isPair ? beside : inner,
    arcStep: isPair ? beside / positions : Math.min(54, inner / positions),
    label,
    keyStep,
    keyCell: keyStep - (keyStep > 50 ? 8 : keyStep > 42 ? 5 : 3),
  }
}

export interface TermLayout {
  /** Left edge of the first term. */
  readonly x: number
  readonly grid: Grid
  /** Terms are wide enough for their numbers. */
  readonly isPrinted: boolean
  /** Left edge of what stands beside the terms, and the room that it has. */
  readonly aside: number
  readonly room: number
}

const leastTermStep = 36

/** The numbers of one head side by side: wide cells with numbers while they fit, a strip when there are too many. */
export function termLayout(inner: number, head_dim: number): TermLayout {
  const x = 76
  const beside = inner < 500 ? 60 : 212
  const generous = Math.min(80, Math.floor((inner - x - beside) / head_dim))
  const step = generous >= 40 ? generous : Math.floor((inner - x) / head_dim)
  const isPrinted = step >= leastTermStep
  const gap = !isPrinted ? 0 : step >= 70 ? 18 : step >= 52 ? 12 : 3
  const cellWidth = isPrinted ? Math.min(62, step - gap) : Math.max(3, Math.min(18, step))
  const right = x + head_dim * (cellWidth + gap) - gap
  const aside = right + 22
  const grid = { rows: 1, columns: head_dim, cellWidth, cellHeight: 24, group: isPrinted ? 1 : null, gap }
  return { x, grid, isPrinted, aside, room: inner - aside }
}

/** Height of one row of values: many positions get lower rows. */
export const valueRow = (positions: number): number => (positions <= 5 ? 21 : positions <= 7 ? 18 : 17)
