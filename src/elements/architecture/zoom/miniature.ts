/** The whole model, small, with where one is in it; every part leads there. */
import { nothing, svg, type SVGTemplateResult } from 'lit'
import type { OpId } from '../../../engine/operations.ts'
import type { ZoomPlace } from '../../../lens/zoom.ts'
import type { Plain } from './cells.ts'
import { lineWords, roleOf, type Scenery } from './parts.ts'

interface Part {
  readonly op: OpId
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** Other operations that it stands for. */
  readonly also?: readonly OpId[]
}

const part = (op: OpId, x: number, y: number, width: number, height = 5, also: readonly OpId[] = []): Part => ({
  op,
  x,
  y,
  width,
  height,
  also,
})

const parts: readonly Part[] = [
  part('embedding.token', 0, 2, 16),
  part('embedding.position', 0, 9, 16),
  part('embedding.norm', 0, 17, 16, 5, ['embedding.add']),
  part('attention.norm', 22, 42, 30, 5, ['attention.residual']),
  part('attention.query', 22, 56, 15, 15, ['attention.query_head']),
  part('attention.key', 42, 56, 15, 15, ['attention.keys', 'attention.key_head']),
  part('attention.value', 62, 56, 15, 15, ['attention.values', 'attention.value_head']),
  part('attention.softmax', 22, 84, 55, 6, ['attention.scores']),
  part('attention.mix', 22, 94, 55, 6, ['attention.concat']),
  part('attention.output', 22, 110, 30, 5, ['attention.add']),
  part('mlp.norm', 22, 134, 30, 5, ['mlp.residual']),
  part('mlp.expand', 22, 148, 55),
  part('mlp.relu', 22, 160, 55),
  part('mlp.contract', 22, 176, 30, 5, ['mlp.add']),
  part('output.logits', 22, 204, 55),
  part('loss.softmax', 22, 213, 55, 5, ['loss.cross_entropy', 'loss.mean']),
]

const isOf = ({ op, also }: Part, other: OpId): boolean => op === other || also!.includes(other)

export function miniature(
  { scene, program }: Scenery,
  place: ZoomPlace,
  counts: readonly string[],
  x: number,
  y: number,
): SVGTemplateResult {
  const { config } = scene
  const layer = place.layer ?? scene.layer
  return svg`<g transform="translate(${x} ${y})">
    <text class="small muted" y="-5">you are here</text>
    <path d="M8 26V222" stroke="var(--resid-m)" stroke-width="5"></path>
    <path d="M4 26V222M12 26V222" stroke="var(--resid)" stroke-width="0.75"></path>
    ${[44.5, 136.5, 206.5].map(at => svg`<path d="M12 ${at}H22" stroke="var(--resid-m)"></path>`)}
    ${[112.5, 178.5].map(at => svg`<path d="M12 ${at}H22" stroke="var(--resid-m)"></path><circle cx="8" cy=${at} r="4" fill="var(--paper)" stroke="var(--resid)"></circle>`)}
    ${parts.map(one => drawPart(scene, one, isOf(one, place.op), layer))}
    ${config.n_layer > 1 ? svg`<text class="small muted" y="240">layer ${layer} of 0–${config.n_layer - 1}</text>` : nothing}
    <g class="facts">${[lineWords(program, place.op), ...counts].map(
      (words, i) =>
        svg`<text class="small muted" y=${(config.n_layer > 1 ? 262 : 248) + i * 14 + (i > 0 ? 8 : 0)}>${words}</text>`,
    )}</g>
  </g>`
}

function drawPart(scene: Plain, { op, x, y, width, height }: Part, isHere: boolean, layer: number): SVGTemplateResult {
  const isTodo = scene.status(op, 0, scene.position, layer) === 'todo' && !isHere
  const hue = roleOf(op)
  const at = scene.place(op, 0, layer)
  return svg`<g data-op=${op} data-layer=${at.layer ?? nothing} data-head=${at.head ?? nothing}>
    <rect x=${x} y=${y} width=${width} height=${height} fill="var(--${isHere ? `${hue}-w` : 'paper'})" stroke="var(--${isTodo ? 'rule-2' : hue})"
      stroke-width=${isHere ? 1.75 : 1} stroke-dasharray=${isTodo ? '2 2' : nothing}></rect>
    ${isHere ? svg`<rect class="here" x=${x - 3.5} y=${y - 3.5} width=${width + 7} height=${height + 7} fill="none" stroke="var(--${hue})" stroke-width="1.25"></rect>` : nothing}
  </g>`
}
