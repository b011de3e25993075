/**
 * Where everything stands. Vertical gaps stretch with the height that there is, cells never do; long names first make
 * the rows of the caches lower, and only then does the picture grow past its stage.
 */
import { headsOf, type HeadsLayout } from './heads-layout.ts'

export interface Sizes {
  readonly width: number
  readonly height: number
  readonly n_embd: number
  readonly n_head: number
  readonly positions: number
  readonly vocab_size: number
  readonly block_size: number
  /** The layer that is laid out in full; the others are stripes before it and after it. */
  readonly layer: number
  readonly layers: number
}

/** Wide has weights and the legend, narrow has neither, a phone has its stage labels above their blocks. */
export type Mode = 'wide' | 'narrow' | 'phone'

export interface Column {
  readonly x: number
  /** Where the numbers begin, right of the weights where they are shown. */
  readonly stripX: number
}

export interface Layout {
  readonly mode: Mode
  readonly sizes: Sizes
  readonly height: number
  /** How far the vertical gaps are stretched. */
  readonly stretch: number
  /** Left and right edge of the branches. */
  readonly x: number
  readonly right: number
  readonly stream: {
    readonly x: number
    readonly width: number
    readonly unit: number
    readonly top: number
    readonly bottom: number
  }
  /** Width of one number of a branch strip, and of the whole strip. */
  readonly cell: number
  readonly strip: number
  readonly tokenY: number
  readonly positionY: number
  readonly sumY: number
  readonly tapAttentionY: number
  readonly projectionsY: number
  readonly columns: readonly [Column, Column, Column]
  readonly hasThumbnails: boolean
  /** Width of one number of q, k and v, and the gap between heads. */
  readonly slice: { readonly cell: number; readonly gap: number }
  /** A cache is one picture of its rows where they are too many to be drawn one by one. */
  readonly isDense: boolean
  readonly rowPitch: number
  readonly rowHeight: number
  readonly cachesBottom: number
  readonly heads: HeadsLayout
  readonly plusAttentionY: number
  readonly tapMlpY: number
  readonly expandY: number
  readonly reluY: number
  readonly plusMlpY: number
  /** The layers that are collapsed, and how high each is. */
  readonly stripes: readonly { readonly layer: number; readonly y: number }[]
  readonly stripe: number
  /** Where the layer that is laid out begins. */
  readonly expandedY: number
  readonly logitsY: number
  readonly vocabCell: number
  /** The line that the bars of probs stand on, and how high the highest may be. */
  readonly barsY: number
  readonly barHeight: number
}

const rowGap = 2
const leastPitch = 5
/** Rows of a dense cache, which have no letters and no frames of their own. */
const densePitch = 2
const [leastStretch, mostStretch] = [0.86, 1.6]

export const modeOf = (width: number): Mode => (width >= 720 ? 'wide' : width >= 480 ? 'narrow' : 'phone')

export function layoutOf(sizes: Sizes): Layout {
  const mode = modeOf(sizes.width)
  if (isDense(sizes)) return dense(sizes, mode)
  const natural = mode === 'phone' ? 10 : 11
  if (mode === 'phone') return place(sizes, 1.06, natural)
  const room = sizes.height - 2
  const [one, more] = [place(sizes, 1, natural).height, place(sizes, 1.2, natural).height]
  const wanted = 1 + ((room - one) / (more - one)) * 0.2
  if (wanted >= leastStretch) return fill(place(sizes, Math.min(mostStretch, wanted), natural), room)
  const over = place(sizes, leastStretch, natural).height - room
  const pitch = Math.floor((natural - over / sizes.positions) * 2) / 2
  // Where low rows would not save it from scrolling, rows stay as they are easiest to read.
  return fill(place(sizes, leastStretch, pitch >= leastPitch ? pitch : natural), room)
}

/** Cells past which a cache is drawn as one. */
const isDense = ({ positions, n_embd }: Sizes): boolean => positions * n_embd > 1200

function dense(sizes: Sizes, mode: Mode): Layout {
  const pitch = Math.min(mode === 'phone' ? 10 : 11, Math.max(densePitch, Math.floor((2 * 110) / sizes.positions) / 2))
  if (mode === 'phone') return place(sizes, 1.06, pitch)
  const room = sizes.height - 2
  const [one, more] = [place(sizes, 1, pitch).height, place(sizes, 1.2, pitch).height]
  const stretch = 1 + ((room - one) / (more - one)) * 0.2
  return fill(place(sizes, Math.min(mostStretch, Math.max(leastStretch, stretch)), pitch), room)
}

const fill = (layout: Layout, room: number): Layout => ({ ...layout, height: Math.max(layout.height, room) })

function place(sizes: Sizes, v: number, rowPitch: number): Layout {
  const { width, n_embd, n_head, positions, vocab_size } = sizes
  const mode = modeOf(width)
  const pick = <T>(wide: T, narrow: T, phone: T): T => ({ wide, narrow, phone })[mode]
  const isPhone = mode === 'phone'
  const streamX = pick(98, 88, 12)
  const streamWidth = pick(128, 96, 80)
  const x = streamX + streamWidth + pick(52, 34, 26)
  const right = width - pick(24, 14, 14)
  const inner = right - x

  // 16 numbers keep their cells; more of them share a strip that grows, but less than they do.
  const cells = pick(6, 5, 4)
  const strip = n_embd <= 16 ? n_embd * cells : Math.min(n_embd * cells, 16 * cells * (n_embd / 16) ** 0.25)

  const tokenY = isPhone ? 36 : 18
  const positionY = tokenY + 24 * v
  const sumY = positionY + 28 * v
  const streamTop = sumY + 8
  const { layer, layers } = sizes
  const stripe = pick(20, 20, 44)
  const expandedY = streamTop + (layer > 0 ? 10 : 0) + layer * stripe
  const tapAttentionY = expandedY + 22 * v + 6

  const gutter = pick(22, 14, 10)
  const columnWidth = (inner - 2 * gutter) / 3
  const hasThumbnails = columnWidth >= 140
  const aside = hasThumbnails ? 56 : 0
  const gap = isDense(sizes) ? 0 : n_head > 8 ? 1 : 3
  // Where the gutter is narrow the letters take a little of the numbers' width, and those of low rows, in two columns, more.
  const letters = rowPitch < 10 ? pick(0, 8, 8) : n_embd > 16 ? pick(0, 9, 9) : 0
  const sliceRoom = columnWidth - aside - letters - gap * (n_head - 1)
  const slice = { cell: Math.min(cells, Math.max(0.5, sliceRoom / n_embd)), gap }
  const column = (index: number): Column => {
    const left = x + index * (columnWidth + gutter)
    return { x: left, stripX: left + aside }
  }
  const projectionsY = tapAttentionY + 34 * v + 6
  const cachesBottom = projectionsY + positions * rowPitch

  const heads = headsOf({
    x,
    width: inner,
    n_head,
    positions,
    headDim: n_embd / n_head,
    mode,
    top: cachesBottom + 4 + 34 * v,
    v,
    cell: cells,
  })
  const plusAttentionY = heads.joinY + 22 * v
  const tapMlpY = plusAttentionY + 30 * v + (isPhone ? 14 : 0)
  const expandY = tapMlpY + Math.max(30, 32 * v)
  const reluY = expandY + Math.max(29, 27 * v)
  const plusMlpY = reluY + 34 * v
  const after = layers - 1 - layer
  const logitsY = plusMlpY + 34 * v + (isPhone ? 14 : 0) + (after > 0 ? after * stripe + 10 : 0)
  const stripeY = (other: number): number =>
    other < layer ? streamTop + 10 + other * stripe : plusMlpY + 18 + (other - layer - 1) * stripe
  const barsY = logitsY + 24 * v + (isPhone ? 46 : 46 * v)

  return {
    mode,
    sizes,
    height: barsY + 26,
    stretch: v,
    x,
    right,
    stream: { x: streamX, width: streamWidth, unit: streamWidth / n_embd, top: streamTop, bottom: logitsY + 14 },
    cell: strip / n_embd,
    strip,
    tokenY,
    positionY,
    sumY,
    tapAttentionY,
    projectionsY,
    columns: [column(0), column(1), column(2)],
    hasThumbnails,
    slice,
    isDense: isDense(sizes),
    rowPitch,
    rowHeight: isDense(sizes) ? rowPitch : rowPitch - (rowPitch < 8 ? 1 : rowGap),
    cachesBottom,
    heads,
    plusAttentionY,
    tapMlpY,
    expandY,
    reluY,
    plusMlpY,
    stripes: Array.from({ length: layers }, (_, other) => ({ layer: other, y: stripeY(other) })).filter(
      ({ layer: other }) => other !== layer,
    ),
    stripe,
    expandedY,
    logitsY,
    vocabCell: inner / vocab_size,
    barsY,
    barHeight: isPhone ? 34 : 38 * v,
  }
}

/** Width of q, k or v as drawn: heads side by side. */
export const sliceWidth = ({ slice, sizes }: Layout): number =>
  slice.cell * sizes.n_embd + slice.gap * (sizes.n_head - 1)
