/** What the colours say: both ramps, and the outline of what has not been computed. */
import { nothing, svg } from 'lit'
import type { Reading } from '../../lens/reading.ts'
import type { Layout } from './layout.ts'
import { probability } from '../marks/numbers.ts'
import type { Drawing } from './pieces.ts'

const [left, ramp] = [14, 68]
const signed = ['n8', 'n7', 'n6', 'n5', 'n4', 'n3', 'n2', 'n1', '0', 'p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7', 'p8']

/** @param pointed the tensor under the pointer, whose scale is then printed */
export function legend(layout: Layout, pointed: Reading | null): Drawing {
  if (layout.mode !== 'wide') return nothing
  const y = layout.height - 62
  const isCrowded = y - 14 < layout.logitsY + 22
  const most = pointed?.ramp === 'probability' ? probability(pointed.scale, 1) : '.6'
  const words =
    pointed?.ramp === 'signed' ? `${pointed.name}: up to ±${pointed.scale}` : 'signed, each tensor to its own scale'
  return svg`<g class="legend">
    <g shape-rendering="crispEdges">
      ${signed.map((step, i) => svg`<rect x=${left + i * 4} y=${y} width="4" height="7" fill="var(--d-${step})"></rect>`)}
      ${Array.from({ length: 13 }, (_, i) => svg`<rect x=${left + (i * ramp) / 13} y=${y + 30} width=${ramp / 13} height="7" fill="var(--s${i})"></rect>`)}
    </g>
    ${isCrowded ? nothing : svg`<text class="small muted" x=${left} y=${y - 4}>${words}</text>`}
    <text class="small muted" x=${left} y=${y + 17}>−</text>
    <text class="small muted middle" x=${left + ramp / 2} y=${y + 17}>0</text>
    <text class="small muted end" x=${left + ramp} y=${y + 17}>+</text>
    <rect x=${left + 76.5} y=${y - 0.5} width="26" height="8" fill="none" stroke="var(--rule-2)" stroke-dasharray="2 2"></rect>
    <text class="small muted" x=${left + 109} y=${y + 7}>not yet computed</text>
    <text class="small muted" x=${left + 76} y=${y + 37}>probability</text>
    <text class="small muted" x=${left} y=${y + 47}>0</text>
    <text class="small muted end" x=${left + ramp} y=${y + 47}>${most}+</text>
  </g>`
}
