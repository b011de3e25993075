/** The query, the key and the value of this position, and what all positions have cached. */
import { nothing, svg } from 'lit'
import type { OpId } from '../../engine/operations.ts'
import { heatFrame, type Grid } from '../marks/heat.ts'
import { halo, mark } from '../marks/mark.ts'
import { sliceWidth } from './layout.ts'
import { arrowRight, glow, label, markOf, strip, wire, type Drawing } from './pieces.ts'
import { describe, type Scene } from './scene.ts'
import { drawCells, thumbnail } from './thumbnail.ts'

export const projectionOps = [
  'attention.residual',
  'attention.norm',
  'attention.query',
  'attention.key',
  'attention.value',
  'attention.keys',
  'attention.values',
  'attention.query_head',
  'attention.key_head',
  'attention.value_head',
] as const
export const projectionParameters = ['attn_wq', 'attn_wk', 'attn_wv'] as const

interface Projection {
  readonly op: OpId
  readonly variable: string
  readonly weights: (typeof projectionParameters)[number]
  readonly slice: OpId
  /** The cache that it goes into. */
  readonly into: OpId | null
}

const projections: readonly Projection[] = [
  { op: 'attention.query', variable: 'q', weights: 'attn_wq', slice: 'attention.query_head', into: null },
  { op: 'attention.key', variable: 'k', weights: 'attn_wk', slice: 'attention.key_head', into: 'attention.keys' },
  { op: 'attention.value', variable: 'v', weights: 'attn_wv', slice: 'attention.value_head', into: 'attention.values' },
]

export function projectionWires(scene: Scene): Drawing {
  const { layout, config } = scene
  const { x, strip: width, stream, tapAttentionY: y, projectionsY, columns, slice } = layout
  const middle = x + width / 2
  return [
    wire(scene, 'attention.norm', `M${stream.x + stream.width + 1} ${y}H${x - 3}`, { arrow: arrowRight(x - 2, y) }),
    ...projections.map(({ op }, i) => {
      const to = columns[i]!.stripX + Math.min((config.n_embd * slice.cell) / 2, 48)
      return wire(
        scene,
        op,
        `M${middle} ${y + 6}V${projectionsY - 6 - 19 * layout.stretch}H${to}V${projectionsY - 18}`,
        { hue: 'resid-m' },
      )
    }),
  ]
}

export function projectionMarks(scene: Scene): Drawing {
  const { layout, config } = scene
  const { x, strip: width, cell, tapAttentionY, mode } = layout
  return [
    strip(scene, 'attention.norm', x, tapAttentionY - 5, { columns: config.n_embd, cell }),
    label(
      scene,
      'attention.norm',
      x + width + 10,
      tapAttentionY + 4,
      mode === 'phone' ? config.norm : `x = ${config.norm}(x)`,
    ),
    ...projections.map((_, i) => column(scene, i)),
  ]
}

function column(scene: Scene, index: number): Drawing {
  const { op, variable, weights, into } = projections[index]!
  const { layout } = scene
  const { projectionsY: y, hasThumbnails, mode, rowHeight } = layout
  const { x, stripX } = layout.columns[index]!
  const w = weights.replace('attn_', '')
  const words = hasThumbnails ? `${variable} = linear(x, ${w})` : mode === 'phone' ? variable : `${variable} = ${w}·x`
  return [
    hasThumbnails ? thumbnail(scene, op, weights, { x, y, width: 48, height: 48 }) : nothing,
    label(scene, op, x, y - 9, words, hasThumbnails ? {} : { parameter: weights }),
    into === null
      ? strip(scene, op, stripX, y, {
          ...sliceGrid(scene),
          height: Math.max(rowHeight + 3, 10),
          also: 'attention.query_head',
        })
      : layout.isDense
        ? cacheAsOne(scene, index)
        : cacheRows(scene, index),
    slices(scene, index),
  ]
}

/** All rows so far as one picture, the current one framed below them: many rows of many numbers. */
function cacheAsOne(scene: Scene, index: number): Drawing {
  const { op, into, slice } = projections[index]!
  const { layout, position, letters } = scene
  const { stripX } = layout.columns[index]!
  const { projectionsY: y, rowPitch, cachesBottom } = layout
  const look = scene.look(into!)
  const current = scene.look(op)
  const grid: Grid = {
    rows: position + 1,
    columns: scene.config.n_embd,
    cellWidth: layout.slice.cell,
    cellHeight: rowPitch,
  }
  const width = sliceWidth(layout)
  const rowY = y + position * rowPitch
  return [
    svg`<rect x=${stripX - 0.5} y=${y - 0.5} width=${width + 1} height=${cachesBottom - y + 1} fill="none" stroke="var(--rule-2)" stroke-dasharray="2 2"></rect>`,
    mark({
      ...markOf(scene, into!, look),
      label: describe(scene.config, into!, look.reading, { of: `positions 0 to ${position}` }),
      x: stripX,
      y,
      grid,
      cells: look.reading ? drawCells(look.reading, grid) : nothing,
      frame: look.reading ? heatFrame(grid, `var(--${look.hue})`) : nothing,
      also: `${slice} ${op}`,
    }),
    current.reading
      ? svg`<rect x=${stripX - 1} y=${rowY - 1} width=${width + 2} height=${Math.max(3, rowPitch) + 2} fill="none" stroke="var(--ink)" stroke-width="1.25" pointer-events="none"></rect>`
      : nothing,
    svg`<text class="mono small bold" x=${stripX + width + 5} y=${Math.min(cachesBottom, rowY + rowPitch / 2 + 3.5)}>${scene.sign(letters[position]!)}</text>`,
    glow(scene, op, { x: stripX, y: rowY - 2, width, height: rowPitch + 4 }),
  ]
}

const sliceGrid = ({ layout, config, reader }: Scene) => ({
  columns: config.n_embd,
  cell: layout.slice.cell,
  group: reader.plan.head_dim,
  gap: layout.slice.gap,
})

/** A row for every position: those computed are filled, the current one is framed strongest and named in bold. */
function cacheRows(scene: Scene, index: number): Drawing {
  const { op, into, slice } = projections[index]!
  const { layout, letters, position } = scene
  const { stripX } = layout.columns[index]!
  const { projectionsY, rowPitch, rowHeight } = layout
  const { columns, cell, group, gap } = sliceGrid(scene)
  const grid: Grid = { rows: 1, columns, cellWidth: cell, cellHeight: rowHeight, group, gap }
  // Rows too low for their letters have them in two columns.
  const twoColumns = rowPitch < 10
  return [
    ...letters.map((letter, t) => {
      const look = scene.look(op, null, t)
      const y = projectionsY + t * rowPitch
      const isCurrent = t === position
      return [
        mark({
          ...markOf(scene, isCurrent ? op : into!, look),
          status: look.status === 'now' && !isCurrent ? 'done' : look.status,
          label: describe(scene.config, op, look.reading, { of: `position ${t} ${letter}` }),
          position: t,
          x: stripX,
          y,
          grid,
          frame: heatFrame(grid, `var(--${look.hue})`, {
            dashed: look.reading === null,
            opacity: isCurrent ? 0.9 : 0.45,
          }),
          also: isCurrent ? `${into} ${slice}` : slice,
          // Later positions are not in the cache yet when this one reads it.
          ...(t > position && look.reading && { opacity: 0.4 }),
        }),
        svg`<text class="mono small ${isCurrent ? 'bold' : 'muted'}" y=${y + rowHeight / 2 + 3.5}
          x=${stripX + sliceWidth(layout) + 5 + (twoColumns && t % 2 === 1 ? 8 : 0)}>${scene.sign(letter)}</text>`,
      ]
    }),
    glow(scene, into!, {
      x: stripX,
      y: projectionsY,
      width: sliceWidth(layout),
      height: position * rowPitch + rowHeight,
    }),
  ]
}

/** The stretch that a head takes for itself, while it does. */
function slices(scene: Scene, index: number): Drawing {
  const { slice } = projections[index]!
  const { layout, moment, position } = scene
  const { head } = moment
  if (moment.op !== slice || head === null || moment.layer !== scene.layer) return nothing
  const { columns, cell, group, gap } = sliceGrid(scene)
  const width = (columns / scene.config.n_head) * cell
  const height = index === 0 ? Math.max(layout.rowHeight + 3, 10) : position * layout.rowPitch + layout.rowHeight
  const x = layout.columns[index]!.stripX + head * (group * cell + gap)
  return svg`<g transform="translate(${x} ${layout.projectionsY})" data-op=${slice} data-head=${head}>${halo(width, height, scene.look(slice, head).hue)}</g>`
}
