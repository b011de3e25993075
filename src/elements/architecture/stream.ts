/** The residual stream: a thread a number, as wide as its value is strong. Where a block writes, threads swell or shrink. */
import { nothing, svg, type SVGTemplateResult } from 'lit'
import type { OpId } from '../../engine/operations.ts'
import type { Reading } from '../../lens/reading.ts'
import { stepOf } from '../marks/color.ts'
import { mark } from '../marks/mark.ts'
import { glow, markOf, type Drawing } from './pieces.ts'
import { describe, type Look, type Scene } from './scene.ts'

export const streamOps = [
  'embedding.norm',
  'attention.residual',
  'attention.norm',
  'attention.add',
  'mlp.residual',
  'mlp.norm',
  'mlp.add',
] as const

/** The values of x are drawn on one scale all the way down, so that a swelling is one. */
const xScale = 2.6

/** A stretch of the stream with the same numbers. */
interface Stretch {
  readonly op: OpId
  readonly layer: number
  readonly from: number
  readonly to: number
}

/** The stretches, each with the operation that wrote it, from the embedding to the logits; a collapsed layer is one. */
function stretchesOf({ layout, layer }: Scene): Stretch[] {
  const { stream, plusAttentionY, plusMlpY, stripes, stripe } = layout
  const collapsed = stripes.map(other => ({ op: 'mlp.add' as const, layer: other.layer, from: other.y + stripe / 2 }))
  const starts: Omit<Stretch, 'to'>[] = [
    { op: 'embedding.norm', layer: 0, from: stream.top },
    ...collapsed.filter(other => other.layer < layer),
    { op: 'attention.add', layer, from: plusAttentionY },
    { op: 'mlp.add', layer, from: plusMlpY },
    ...collapsed.filter(other => other.layer > layer),
  ]
  return starts.map((start, i) => ({ ...start, to: starts[i + 1]?.from ?? stream.bottom }))
}

/** What the layer that is shown reads, and what the logits do: named for the wires that leave the stream. */
export function stream(scene: Scene): Drawing {
  const { layout } = scene
  const { x, width, bottom } = layout.stream
  const stretches = stretchesOf(scene)
  const looks = stretches.map(({ op, layer }) => scene.look(op, null, scene.position, layer))
  const last = looks.at(-1)!
  const isDone = last.status !== 'todo'
  return [
    ...stretches.map((stretch, i) =>
      stretchMark(scene, stretch, looks[i]!, looks[i - 1] ?? null, looks[i + 1] ?? null),
    ),
    svg`<path d="M${x - 2} ${bottom}H${x + width + 2}" stroke="var(--${last.isGradient ? 'grad' : 'resid'})" stroke-width="1.5" opacity=${isDone ? 1 : 0.4}
      stroke-dasharray=${isDone ? nothing : '2 3'}></path>`,
    plus(scene, 'attention.add', layout.plusAttentionY),
    plus(scene, 'mlp.add', layout.plusMlpY),
    tap(scene, 'attention.residual', 'attention.norm', layout.tapAttentionY),
    tap(scene, 'mlp.residual', 'mlp.norm', layout.tapMlpY),
    layout.mode === 'phone' ? nothing : title(scene),
    glow(scene, 'embedding.norm', { x: x - 4, y: layout.stream.top - 2, width: width + 8, height: 20 }),
  ]
}

function stretchMark(
  scene: Scene,
  { op, layer, from, to }: Stretch,
  look: Look,
  before: Look | null,
  after: Look | null,
): Drawing {
  const { x, width, unit } = scene.layout.stream
  const isTodo = look.status === 'todo'
  const grid = { rows: 1, columns: scene.config.n_embd, cellWidth: unit, cellHeight: to - from }
  // The threads end where the next stretch takes over: within its ⊕, or above the bend that leads into it. From values to
  // gradients nothing bends: they are not the same thing grown.
  const isSameKind = (other: Look | null): other is Look =>
    other !== null && other.status !== 'todo' && other.isGradient === look.isGradient
  const end = to - from - (isSameKind(after) ? 10.4 : 0)
  const rails = svg`<path d="M-2 0V${to - from}M${width + 2} 0V${to - from}" fill="none" stroke="var(--${look.isGradient ? 'grad' : 'resid'})"
    stroke-width="1.5" opacity=${isTodo ? 0.4 : nothing} stroke-dasharray=${isTodo ? '2 3' : nothing}></path>`
  return mark({
    ...markOf(scene, op, look),
    label: describe(scene.config, op, look.reading, { of: 'residual stream' }),
    layer: scene.place(op, null, layer).layer,
    // What glows at an addition is its ⊕, and not the whole stretch.
    status: isTodo ? 'todo' : 'done',
    x,
    y: from,
    grid,
    cells: look.reading ? threads(look.reading, isSameKind(before) ? before.reading : null, unit, end) : nothing,
    frame: rails,
  })
}

/** Threads of one colour are one path. */
function threads(reading: Reading, before: Reading | null, unit: number, end: number): SVGTemplateResult {
  const paths = new Map<string, string>()
  const scale = (of: Reading): number => (of.role === 'grad' ? of.scale : xScale)
  const half = (value: number, of: Reading): number =>
    (unit * (0.1 + 0.8 * Math.min(1, Math.abs(value) / scale(of)))) / 2
  reading.values.forEach((value, i) => {
    const middle = (i + 0.5) * unit
    const w = half(value, reading)
    const fill = fillOf(value, scale(reading))
    const top = before ? 11 : 0
    let d = `M${r(middle - w)} ${top}V${r(end)}H${r(middle + w)}V${top}z`
    if (before) {
      const w0 = half(before.values[i]!, before)
      const [left0, left, right, right0] = [middle - w0, middle - w, middle + w, middle + w0].map(r)
      d += `M${left0} -11C${left0} 2 ${left} -2 ${left} 11.6H${right}C${right} -2 ${right0} 2 ${right0} -11z`
    }
    paths.set(fill, (paths.get(fill) ?? '') + d)
  })
  return svg`<g class="cells">${[...paths].map(([fill, d]) => svg`<path fill="var(--${fill})" d=${d}></path>`)}</g>`
}

/** A thread is thin, so that it takes its colour from the third step on; what is next to nothing is a hairline. */
function fillOf(value: number, scale: number): string {
  if (Math.abs(value) < scale / 16) return 'rule-2'
  const step = stepOf(value, { ramp: 'signed', scale })
  return step.replace(/[12]$/, '3')
}

const r = (value: number): number => Math.round(value * 100) / 100

/** Where a block writes into the stream. */
function plus(scene: Scene, op: 'attention.add' | 'mlp.add', y: number): Drawing {
  const { x, width } = scene.layout.stream
  const look = scene.look(op)
  const at = x + width + 2
  const color = `var(--${look.status === 'todo' ? 'rule-2' : look.isGradient ? 'grad' : 'resid'})`
  return svg`<g data-op=${op} data-layer=${scene.layer}>
    ${glow(scene, op, { x: x - 4, y: y - 11, width: width + 18, height: 22 })}
    <circle cx=${at} cy=${y} r="7.5" fill="var(--paper)" stroke=${color} stroke-width="1.5"></circle>
    <path d="M${at - 4} ${y}h8M${at} ${y - 4}v8" stroke=${color} stroke-width="1.5"></path></g>`
}

/** Where a block reads the stream, which goes on beside it: that is what x_residual keeps. */
function tap(scene: Scene, op: OpId, reader: OpId, y: number): Drawing {
  const { x, width } = scene.layout.stream
  const look = scene.look(op)
  const isRead = look.status !== 'todo' || scene.look(reader).status !== 'todo'
  const hue = `var(--${look.isGradient ? 'grad' : 'resid'})`
  return svg`<g data-op=${op} data-layer=${scene.layer}>
    ${glow(scene, op, { x: x + width - 4, y: y - 5, width: 10, height: 10 })}
    <circle cx=${x + width + 1} cy=${y} r="3" fill=${isRead ? hue : 'var(--paper)'} stroke=${isRead ? hue : 'var(--rule-2)'}></circle></g>`
}

function title({ layout, config }: Scene): Drawing {
  const { stream, plusAttentionY } = layout
  const y = (stream.top + plusAttentionY) / 2 + 78
  return svg`<text class="small bold title" transform="translate(${stream.x - 6} ${y}) rotate(-90)" fill="var(--resid)"
    >residual stream, ${config.n_embd} ${config.n_embd === 1 ? 'lane' : 'lanes'}</text>`
}
