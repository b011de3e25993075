/** What every head does: scores over the positions so far, softmax, and a mix of the values. */
import { nothing, svg, type SVGTemplateResult } from 'lit'
import { inkOn } from '../marks/color.ts'
import type { Grid } from '../marks/heat.ts'
import { halo, mark } from '../marks/mark.ts'
import { probability } from '../marks/numbers.ts'
import { leastForNumber, middleOf } from './heads-layout.ts'
import { arrowLeft, label, markOf, strip, wire, type Drawing } from './pieces.ts'
import type { Look, Scene } from './scene.ts'
import { drawCells, thumbnail } from './thumbnail.ts'

export const headOps = [
  'attention.query_head',
  'attention.key_head',
  'attention.value_head',
  'attention.scores',
  'attention.softmax',
  'attention.mix',
  'attention.concat',
  'attention.output',
  'attention.add',
] as const
export const headParameters = ['attn_wo'] as const

const into = ['attention.query_head', 'attention.key_head', 'attention.value_head'] as const
const everyHead = ({ config }: Scene): number[] => Array.from({ length: config.n_head }, (_, head) => head)

export function headWires(scene: Scene): Drawing {
  const { layout } = scene
  const { heads, x, strip: width, stream, plusAttentionY: y } = layout
  const last = middleOf(heads, scene.config.n_head - 1)
  const from = x + width / 2
  return [
    ...everyHead(scene).map(head => [
      ...into.map((_, i) => inWire(scene, head, i)),
      wire(
        scene,
        'attention.mix',
        `M${middleOf(heads, head)} ${heads.weightsY + heads.cellHeight + 10 + heads.letterLines * 9}V${heads.outY - 3}`,
        { head },
      ),
      wire(scene, 'attention.concat', `M${middleOf(heads, head)} ${heads.outY + 11}V${heads.joinY}`, {
        head,
        hue: 'resid-m',
      }),
    ]),
    wire(
      scene,
      'attention.output',
      `M${Math.max(last, from)} ${heads.joinY}H${Math.min(from, middleOf(heads, 0))}M${from} ${heads.joinY}V${y - 8}`,
    ),
    wire(scene, 'attention.add', `M${x - 3} ${y}H${stream.x + stream.width + 12}`, {
      arrow: arrowLeft(stream.x + stream.width + 10, y),
    }),
  ]
}

/** From a head's stretch of q, of the keys or of the values to the head. */
function inWire(scene: Scene, head: number, index: number): SVGTemplateResult {
  const { layout, reader } = scene
  const { heads, slice, projectionsY, rowHeight, cachesBottom } = layout
  const width = reader.plan.head_dim * slice.cell
  const x = layout.columns[index]!.stripX + head * (width + slice.gap) + width / 2
  const to = heads.xs[head]! + heads.width * (index + 1) * 0.25
  const top = index === 0 ? projectionsY + Math.max(rowHeight + 3, 10) + 1 : cachesBottom
  const [bend, end] = [Math.max(top, cachesBottom + 1), heads.scoresY - 24]
  const [a, b] = [bend + (end - bend) * 0.8, end - (end - bend) * 0.7]
  return wire(scene, into[index]!, `M${x} ${top}V${bend}C${x} ${a} ${to} ${b} ${to} ${end + 4}`, { head })
}

export function headMarks(scene: Scene): Drawing {
  const { layout, config, moment } = scene
  const { x, right, strip: width, cell, mode, plusAttentionY: y } = layout
  const isConcat = moment.op === 'attention.concat' && moment.layer === scene.layer && moment.head !== null
  return [
    ...everyHead(scene).map(head => [title(scene, head), scores(scene, head), weights(scene, head), out(scene, head)]),
    isConcat ? joined(scene, moment.head) : nothing,
    strip(scene, 'attention.output', x, y - 5, { columns: config.n_embd, cell }),
    label(
      scene,
      'attention.output',
      x + width + 10,
      y + 4,
      mode === 'phone' ? 'wo·x_attn' : 'x = linear(x_attn, wo)',
      mode === 'wide' ? {} : { parameter: 'attn_wo' },
    ),
    mode === 'wide'
      ? [
          thumbnail(scene, 'attention.output', 'attn_wo', { x: right - 96, y: y - 12, width: 96, height: 24 }),
          weightName(scene, 'attention.output', 'wo', right - 102, y + 4),
        ]
      : nothing,
  ]
}

export function weightName(
  scene: Scene,
  op: 'attention.output' | 'mlp.expand' | 'mlp.contract',
  words: string,
  x: number,
  y: number,
): Drawing {
  const { status } = scene.look(op)
  const hue =
    status === 'todo'
      ? 'ink-3'
      : scene.matrix(scene.parameter(`${op === 'attention.output' ? 'attn' : 'mlp'}_${words}`), op).hue
  return svg`<text class="mono end" x=${x} y=${y} fill="var(--${hue})" data-op=${op}>${words}</text>`
}

function title({ layout, moment, layer }: Scene, head: number): Drawing {
  const { heads } = layout
  const isCurrent = moment.head === head && moment.layer === layer
  const words =
    layout.mode === 'phone' || heads.room < 44 ? (heads.room < 16 ? String(head) : `h${head}`) : `head ${head}`
  return svg`<text class="small ${isCurrent ? 'bold' : 'muted'}" x=${heads.xs[head]!} y=${heads.scoresY - 9}>${words}</text>`
}

/** The frame runs over all positions; those that this one cannot see stay blank. */
function scores(scene: Scene, head: number): Drawing {
  const { heads, sizes } = scene.layout
  const look = scene.look('attention.scores', head)
  const isBlank = look.reading === null
  const frame = svg`<rect x="-0.5" y="-0.5" width=${heads.width + 1} height="10" fill="none" stroke="var(--${isBlank ? 'rule-2' : look.hue})"
    opacity=${isBlank ? nothing : 0.5} stroke-dasharray=${isBlank ? '2 2' : nothing}></rect>`
  const grid = { rows: 1, columns: Math.min(scene.position + 1, sizes.positions), cellWidth: heads.cell, cellHeight: 9 }
  return mark({
    ...markOf(scene, 'attention.scores', look, head),
    x: heads.xs[head]!,
    y: heads.scoresY,
    grid,
    cells: look.reading ? drawCells(look.reading, grid) : nothing,
    frame,
    extent: { width: heads.width, height: 9 },
  })
}

function weights(scene: Scene, head: number): Drawing {
  const { heads, sizes } = scene.layout
  const look = scene.look('attention.softmax', head)
  const { cell, cellHeight } = heads
  const columns = scene.position + 1
  const grid: Grid = { rows: 1, columns, cellWidth: cell, cellHeight }
  const from = look.reading ? columns : 0
  return [
    mark({
      ...markOf(scene, 'attention.softmax', look, head),
      x: heads.xs[head]!,
      y: heads.weightsY,
      grid,
      cells: look.reading ? drawCells(look.reading, grid) : nothing,
      extent: { width: heads.width, height: cellHeight },
      frame: [
        look.isGradient
          ? svg`<rect x="-0.5" y="-0.5" width=${columns * cell + 1} height=${cellHeight + 1} fill="none" stroke="var(--grad)" opacity="0.75"></rect>`
          : nothing,
        from < sizes.positions ? emptyCells(from, sizes.positions, cell, cellHeight) : nothing,
      ],
    }),
    cell >= leastForNumber && look.reading && !look.isGradient ? numbers(scene, head, look) : nothing,
    lettersUnder(scene, head),
  ]
}

function emptyCells(from: number, to: number, cell: number, height: number): SVGTemplateResult {
  let d = `M${from * cell} 0H${to * cell}V${height}H${from * cell}z`
  // Cells narrower than their own dashes are one frame.
  if (cell >= 5) for (let i = from + 1; i < to; i++) d += `M${i * cell} 0V${height}`
  return svg`<path d=${d} fill="none" stroke="var(--rule-2)" stroke-dasharray="2 2"></path>`
}

/** Beside the mark and not in it: what a mark is called does not change with its numbers. */
function numbers({ layout }: Scene, head: number, { reading }: Look): Drawing {
  const { xs, weightsY, cell, cellHeight } = layout.heads
  return svg`<g class="numbers" transform="translate(${xs[head]!} ${weightsY})" data-op="attention.softmax" data-head=${head}>${Array.from(
    reading!.values,
    (
      value,
      t,
    ) => svg`<text class="small middle" x=${(t + 0.5) * cell} y=${cellHeight / 2 + 3.5} fill=${inkOn(value, reading!)}
      >${probability(value)}</text>`,
  )}</g>`
}

/** Letters under their cells, in two lines or only some of them where cells are narrow; the current one always. */
function lettersUnder(scene: Scene, head: number): Drawing {
  const { letters, position, layout } = scene
  const { heads } = layout
  const every = Math.max(1, Math.ceil(6.6 / (heads.cell * heads.letterLines)))
  return letters.map((letter, t) => {
    const isCurrent = t === position
    if (!isCurrent && (t % every !== 0 || Math.abs(t - position) < every)) return nothing
    const line = Math.floor(t / every) % heads.letterLines
    return svg`<text class="mono small middle ${isCurrent ? 'bold' : 'muted'}" x=${heads.xs[head]! + (t + 0.5) * heads.cell}
      y=${heads.weightsY + heads.cellHeight + 15 + line * 9}>${scene.sign(letter)}</text>`
  })
}

function out(scene: Scene, head: number): Drawing {
  const { heads } = scene.layout
  const { head_dim } = scene.reader.plan
  return strip(scene, 'attention.mix', middleOf(heads, head) - (head_dim * heads.outCell) / 2, heads.outY, {
    columns: head_dim,
    cell: heads.outCell,
    head,
    also: 'attention.concat',
  })
}

/** x_attn as far as it goes: the results of the heads so far. */
function joined(scene: Scene, head: number): Drawing {
  const { heads } = scene.layout
  const half = (scene.reader.plan.head_dim * heads.outCell) / 2
  const from = middleOf(heads, 0) - half
  const width = middleOf(heads, head) + half - from
  const { hue } = scene.look('attention.concat', head)
  return svg`<g transform="translate(${from} ${heads.outY})" data-op="attention.concat">${halo(width, 10, hue)}</g>`
}
