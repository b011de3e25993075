/** The layers beside the one that is laid out: each a stripe with its norms, where its heads look, and what its MLP lets through. */
import { nothing, svg } from 'lit'
import { guard } from 'lit/directives/guard.js'
import type { OpId } from '../../../engine/operations.ts'
import type { Grid } from '../../marks/heat.ts'
import { mark } from '../../marks/mark.ts'
import { arrowRight, type Drawing } from '../pieces.ts'
import { describe, type Scene } from '../scene.ts'
import { drawCells } from '../thumbnail.ts'

const ops = ['attention.norm', 'attention.softmax', 'mlp.norm', 'mlp.relu'] as const
const line = 7

export function stack(scene: Scene): Drawing {
  const { layout, config } = scene
  return svg`<g class="stack">${layout.stripes.map(({ layer, y }) =>
    guard([layout, scene.reader, scene.position, stateOf(scene, layer)], () => stripe(scene, layer, y)),
  )}${expanded(scene, config.n_layer)}</g>`
}

/** All that decides how a stripe looks. */
function stateOf(scene: Scene, layer: number): string {
  const { n_head } = scene.config
  return ops
    .map(op => {
      const heads = op === 'attention.softmax' ? n_head : 1
      return Array.from({ length: heads }, (_, head) => {
        const look = scene.look(op, head, scene.position, layer)
        return look.status[0]! + (look.isGradient ? 'g' : '')
      }).join('')
    })
    .join('|')
}

function stripe(scene: Scene, layer: number, y: number): Drawing {
  const { layout, config } = scene
  const { x, right, strip, mode, stream } = layout
  const isPhone = mode === 'phone'
  const top = isPhone ? y + 17 : y + 1
  const from = x + strip + (isPhone ? 8 : 14)
  const wide = right - from
  const gap = config.n_head > 8 ? 1 : 4
  const room = (wide - gap * (config.n_head - 1)) / config.n_head
  const columns = scene.position + 1
  const hidden = config.mlp_factor * config.n_embd
  const edge = stream.x + stream.width
  return [
    label(scene, layer, { y, isExpanded: false }),
    svg`<path d="M${edge + 1} ${top + line}H${x - 3}" stroke="var(--rule-2)" fill="none"></path>
      <path d=${arrowRight(x - 2, top + line)} fill="var(--rule-2)"></path>`,
    cellsAt(scene, 'attention.norm', layer, null, x, top, strip / config.n_embd, config.n_embd),
    Array.from({ length: config.n_head }, (_, head) =>
      cellsAt(
        scene,
        'attention.softmax',
        layer,
        head,
        from + head * (room + gap),
        top,
        Math.min(14, room / layout.sizes.positions),
        columns,
      ),
    ),
    cellsAt(scene, 'mlp.norm', layer, null, x, top + line + 1, strip / config.n_embd, config.n_embd),
    cellsAt(scene, 'mlp.relu', layer, null, from, top + line + 1, wide / hidden, hidden),
  ] as Drawing
}

function cellsAt(
  scene: Scene,
  op: OpId,
  layer: number,
  head: number | null,
  x: number,
  y: number,
  cellWidth: number,
  columns: number,
): Drawing {
  const look = scene.look(op, head, scene.position, layer)
  const { reading, status, hue } = look
  const grid: Grid = { rows: 1, columns, cellWidth, cellHeight: line }
  return mark({
    op,
    layer,
    head,
    position: scene.position,
    x,
    y,
    grid,
    reading,
    status,
    hue,
    label: describe(scene.config, op, reading, { head, of: `layer ${layer}` }),
    cells: reading ? drawCells(reading, grid) : nothing,
  })
}

/** Which layer is laid out, in the column of the stage labels; on a phone after the name of its first block. */
const expanded = (scene: Scene, layers: number): Drawing => {
  const { expandedY, tapAttentionY, mode, x } = scene.layout
  return mode === 'phone'
    ? label(scene, scene.layer, { x: x + 66, y: tapAttentionY - 21, isExpanded: true, more: ` of 0–${layers - 1}` })
    : label(scene, scene.layer, { y: expandedY - 3, isExpanded: true, more: ` of 0–${layers - 1}` })
}

interface LabelOptions {
  readonly x?: number
  readonly y: number
  readonly isExpanded: boolean
  readonly more?: string
}

function label(scene: Scene, layer: number, { x, y, isExpanded, more = '' }: LabelOptions): Drawing {
  const { stream, stripe, mode } = scene.layout
  const isPhone = mode === 'phone'
  const at = x ?? (isPhone ? scene.layout.x : stream.x - 14)
  return svg`<g class="layer-label" role="button" tabindex="0" aria-expanded=${isExpanded ? 'true' : 'false'} aria-label="layer ${layer}${more}"
      data-expand=${layer}>
    <rect class="hit" x=${isPhone ? at - 4 : at - 72} y=${y} width=${isPhone ? 120 : 78} height=${isPhone ? (isExpanded ? 16 : stripe) : stripe - 2} fill="transparent"></rect>
    <text class="small ${isPhone ? '' : 'end'} ${isExpanded ? 'bold' : 'muted'}" x=${at} y=${y + (isPhone ? 11 : stripe / 2 + 2)}>layer ${layer}${more}</text>
    ${isExpanded || isPhone ? nothing : svg`<path d="M${at + 3} ${y + stripe / 2 - 4.5}l4 3 -4 3z" fill="var(--ink-3)"></path>`}</g>`
}
