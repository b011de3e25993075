/** Where the boxes and wires of a small graph go: dagre orders them, this stretches the columns over the width at hand. */
import { Graph, layout as arrange, type EdgeLabel, type GraphLabel, type NodeLabel } from '@dagrejs/dagre'
import { curveBumpX, line, scaleLinear } from 'd3'
import type { Expression } from '../../lens/autograd/expression.ts'
import type { ValueOp } from '../../lens/autograd/presets.ts'
import { edgesOf, keyOf } from '../../lens/autograd/steps.ts'

export type Point = readonly [x: number, y: number]

export interface Wire {
  /** From the child's right side to the operator of the number made of it. */
  readonly points: readonly Point[]
  /** The middle of its label, two lines high. */
  readonly label: Point
}

export interface Layout {
  readonly width: number
  readonly height: number
  readonly box: { readonly width: number; readonly height: number }
  /** Boxes are too narrow for the words beside their numbers. */
  readonly isNarrow: boolean
  /** Upper left corner of each box, by the name of its number. */
  readonly places: ReadonlyMap<string, Point>
  /** By the key of the edge. */
  readonly wires: ReadonlyMap<string, Wire>
}

const boxHeight = 52
/** Above a box stands its name, below it its bar. */
const [above, below] = [26, 8]
/** The halo's reach. */
const margin = 8
/** Least space between two columns: an operator, a label, an arrowhead. */
const leastGap = 58
const labelHeight = 34

/** How large an operator's circle is; it sits on the left edge of its box. */
export const radiusOf = (op: ValueOp): number => (op === 'value.add' || op === 'value.multiply' ? 10 : 13)

export function layoutOf(expression: Expression, available: number): Layout {
  const graph = arranged(expression)
  const centers = [...new Set(expression.nodes.map(({ name }) => Math.round(graph.node(name).x!)))].sort((a, b) => a - b)
  const columns = centers.length
  const gaps = (boxWidth: number): number => (available - 2 * margin - columns * boxWidth) / Math.max(1, columns - 1)
  const isNarrow = gaps(92) < leastGap
  const boxWidth = isNarrow ? 58 : 92
  // A graph of two columns would be all wire if it took the whole width.
  const gap = Math.min(190, Math.max(leastGap, gaps(boxWidth)))
  const x = scaleLinear(
    centers,
    centers.map((_, column) => margin + boxWidth / 2 + column * (boxWidth + gap)),
  )
  const places = new Map(
    expression.nodes.map(({ name }): [string, Point] => {
      const { x: center, y } = graph.node(name)
      return [name, [x(Math.round(center!)) - boxWidth / 2, y! - (boxHeight + above + below) / 2 + above]]
    }),
  )
  const wires = new Map(
    edgesOf(expression).map((edge): [string, Wire] => {
      const { v, child } = edge
      const [start, end] = [places.get(child.name)!, places.get(v.name)!]
      const from: Point = [start[0] + boxWidth + 1, start[1] + boxHeight / 2]
      const to: Point = [end[0] - 2 - radiusOf(v.op!), end[1] + boxHeight / 2]
      const { points, x: labelX, y: labelY } = graph.edge({ v: child.name, w: v.name, name: keyOf(edge) })
      // Through the columns that it passes a wire runs level, so that it keeps clear of their boxes.
      const passed = points!.slice(1, -1).filter(point => centers.includes(Math.round(point.x)))
      const level = passed.flatMap(point => {
        const y = point.y + labelHeight / 2
        return [-0.5, 0.5].map((side): Point => [x(point.x) + side * boxWidth, y])
      })
      return [keyOf(edge), { points: [from, ...level, to], label: passed.length > 0 ? [x(labelX!), labelY!] : beside(from, to) }]
    }),
  )
  return {
    width: 2 * margin + columns * boxWidth + (columns - 1) * gap,
    height: graph.graph().height!,
    box: { width: boxWidth, height: boxHeight },
    isNarrow,
    places,
    wires,
  }
}

function arranged(expression: Expression) {
  const graph = new Graph<GraphLabel, NodeLabel, EdgeLabel>({ multigraph: true })
  graph.setGraph({ rankdir: 'LR', nodesep: 12, edgesep: 10, ranksep: 60, marginx: margin, marginy: 4 })
  for (const { name } of expression.nodes) graph.setNode(name, { width: 92, height: boxHeight + above + below })
  for (const edge of edgesOf(expression))
    graph.setEdge(edge.child.name, edge.v.name, { width: 40, height: labelHeight, labelpos: 'c' }, keyOf(edge))
  arrange(graph)
  return graph
}

/** Beside the middle of a wire, where an S leaves room: below it where it rises, above it where it falls. */
function beside([x1, y1]: Point, [x2, y2]: Point): Point {
  const [x, y] = [(x1 + x2) / 2, (y1 + y2) / 2]
  if (Math.abs(y2 - y1) < 16) return [x + 2, Math.min(y1, y2) - 20]
  return [x + 26, y + (y2 < y1 ? 12 : -12)]
}

const curve = line<Point>()
  .x(([x]) => x)
  .y(([, y]) => y)
  .curve(curveBumpX)

/** The path of a wire in the direction in which numbers flow, or back. */
export const pathOf = ({ points }: Wire, direction: 'forward' | 'back'): string =>
  curve(direction === 'forward' ? [...points] : points.toReversed()) ?? ''
