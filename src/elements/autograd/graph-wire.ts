/** A wire: forward it carries a number into an operation, back it hands a share of the gradient to a part. */
import { nothing, svg, type SVGTemplateResult } from 'lit'
import { keyOf, type Edge } from '../../lens/autograd/steps.ts'
import type { GraphView } from './graph-view.ts'
import { pathOf } from './layout.ts'
import { short } from './words.ts'

type WireState = 'unmade' | 'made' | 'making' | 'ahead' | 'walked' | 'now'

const hues: Record<WireState, string> = {
  unmade: 'rule-2',
  made: 'ink-3',
  making: 'grad',
  ahead: 'rule-2',
  walked: 'grad-m',
  now: 'grad',
}

function stateOf({ state: { made, step, isBack, walked } }: GraphView, edge: Edge): WireState {
  if (!made.has(edge.v)) return 'unmade'
  if (!isBack) return step.kind === 'make' && step.node === edge.v ? 'making' : 'made'
  if (step.kind === 'edge' && keyOf(step.edge) === keyOf(edge)) return 'now'
  return walked.has(keyOf(edge)) ? 'walked' : 'ahead'
}

/** Width is the size of what was handed over. */
function widthOf({ state: { walked } }: GraphView, edge: Edge, status: WireState): number {
  const handed = walked.get(keyOf(edge))
  if (handed === undefined || !Number.isFinite(handed)) return status === 'making' ? 1.75 : 1.25
  return Math.max(status === 'now' ? 1.75 : 1.25, Math.min(8, 1.2 + 5 * Math.abs(handed)))
}

export function wire(view: GraphView, edge: Edge): SVGTemplateResult {
  const status = stateOf(view, edge)
  const isBack = status === 'walked' || status === 'now' || status === 'ahead'
  const place = view.layout.wires.get(keyOf(edge))!
  const path = pathOf(place, isBack ? 'back' : 'forward')
  const hue = `var(--${hues[status]})`
  const [x, y] = (isBack ? place.points[0] : place.points.at(-1))!
  const tip = isBack ? `M${x} ${y}l8 -4.5v9z` : `M${x} ${y}l-7 -4v8z`
  return svg`<g class="wire ${status}" data-op="value.backward" data-edge=${keyOf(edge)}
      opacity=${view.isFaded(edge.v) ? 0.28 : nothing} @click=${() => view.onEdge(edge)}>
    <path d=${path} class=${status === 'now' || status === 'making' ? 'flow' : nothing} fill="none" stroke=${hue}
      stroke-width=${widthOf(view, edge, status)} stroke-dasharray=${status === 'unmade' ? '4 4' : status === 'ahead' ? '2 3' : nothing}></path>
    ${status === 'unmade' ? nothing : svg`<path d=${tip} fill=${hue}></path>`}
    <path d=${path} fill="none" stroke="transparent" stroke-width="14"></path>
  </g>`
}

/** `∂p/∂a` with its number, which is known as soon as p is made. */
export function wireLabel(view: GraphView, edge: Edge) {
  const { v, child, index } = edge
  const status = stateOf(view, edge)
  if (status === 'unmade') return nothing
  const [x, y] = view.layout.wires.get(keyOf(edge))!.label
  const [symbol, number] = [`∂${v.name}/∂${child.name}`, short(v.value._local_grads[index]!)]
  // Each line twice: its paper outline first, so that no letter's outline eats the letter before it.
  const lines = ['under', ''].map(
    kind => svg`<text class="math middle ${kind}" x=${x} y=${y - 3}>${symbol}</text>
      <text class="mono middle ${kind}" x=${x} y=${y + 11}>${number}</text>`,
  )
  return svg`<g class="wire-label ${status}" aria-hidden="true" opacity=${view.isFaded(v) ? 0.28 : nothing}>${lines}</g>`
}
