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

/** The leader to the code leaves from the box in hand, at the height where it crosses least. */
function leaderStart({ walk, state, layout }: GraphView) {
  const name = inHand(walk, state)?.name ?? ''
  const [place, y] = [layout.places.get(name), layout.ways.get(name)]
  if (!place || y === undefined) return nothing
  return svg`<rect class="active" x=${place[0]} y=${y} width=${layout.box.width + 4} height="1" fill="none" stroke="none"></rect>`
}
