/** The graph as a picture: a box for each number, its operator at its left, a wire from each number it was made of. */
import { nothing, svg, type SVGTemplateResult } from 'lit'
import type { Node } from '../../lens/autograd/expression.ts'
import { edgesOf, inHand, type Edge, type State, type Walkthrough } from '../../lens/autograd/steps.ts'
import { box } from './graph-box.ts'
import { wire, wireLabel } from './graph-wire.ts'
import type { Layout } from './layout.ts'

export interface GraphView {
  readonly walk: Walkthrough
  readonly state: State
  readonly layout: Layout
  /** Where the tab key enters the picture. */
  readonly focused: Node
  /** Something else is pointed at in the code. */
  isFaded(node: Node): boolean
  onEdge(edge: Edge): void
  onNode(node: Node): void
}

export function graphView(view: GraphView): SVGTemplateResult {
  const edges = edgesOf(view.walk)
  return svg`${leaderStart(view)} ${edges.map(edge => wire(view, edge))} ${view.walk.nodes.map(node => box(view, node))}
    ${edges.map(edge => wireLabel(view, edge))}`
}

/** The leader to the code leaves from the upper edge of the box in hand, so that it crosses no other box. */
function leaderStart(view: GraphView) {
  const [x, y] = view.layout.places.get(inHand(view.walk, view.state)?.name ?? '') ?? []
  if (x === undefined || y === undefined) return nothing
  return svg`<rect class="active" x=${x} y=${y - 4} width=${view.layout.box.width + 4} height="1" fill="none" stroke="none"></rect>`
}
