/** Where the boxes and wires of a small graph go: dagre orders them, this stretches the columns over the width at hand. */
import { Graph, layout as arrange, type EdgeLabel, type GraphLabel, type NodeLabel } from '@dagrejs/dagre'
import { curveBumpX, line, scaleLinear } from 'd3'
import { uses, type Expression, type Node } from '../../lens/autograd/expression.ts'
import type { ValueOp } from '../../lens/autograd/presets.ts'
import { edgesOf, keyOf } from '../../lens/autograd/steps.ts'
import { clearLevel, placeLabels, type Point, type Rect } from './label-places.ts'

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
  /** The height at which a line from a box to the right crosses least, by the name of its number. */
  readonly ways: ReadonlyMap<string, number>
}

/** The picture is stretched to this where the graph is small. */
const usualHeight = 296
/** Below this width it is stretched less. */
const tight = 640
const boxHeight = 52
const labelSize = { width: 40, height: 29 }
/** Above a box stands its name, below it its bar. */
const [above, below] = [26, 8]
const rowHeight = boxHeight + above + below
/** The halo's reach. */
const margin = 8
/** Least space between two columns: an operator, a label, an arrowhead. */
const leastGap = 56

/** How large an operator's circle is; it sits on the left edge of its box. */
export const radiusOf = (op: ValueOp): number => (op === 'value.add' || op === 'value.multiply' ? 10 : 13)

export function layoutOf(expression: Expression, available: number): Layout {
  const graph = arranged(expression)
  const { nodes } = expression
  const centers = [...new Set(nodes.map(({ name }) => Math.round(graph.node(name).x!)))].sort((a, b) => a - b)
  const columns = centers.length
  const gaps = (boxWidth: number): number => (available - 2 * margin - columns * boxWidth) / Math.max(1, columns - 1)
  const isNarrow = gaps(92) < leastGap
  const box = { width: isNarrow ? 54 : 92, height: boxHeight }
  // A graph of two columns would be all wire if it took the whole width.
  const gap = Math.min(190, Math.max(leastGap, gaps(box.width)))
  const natural = graph.graph().height!
  const stretch = Math.min(1.6, Math.max(1, (available < tight ? 0.82 : 1) * (usualHeight / natural)))
  const x = scaleLinear(
    centers,
    centers.map((_, column) => margin + box.width / 2 + column * (box.width + gap)),
  )
  // The first and the last row stay at the edges; what is between them moves apart.
  const y = scaleLinear([rowHeight / 2, natural - rowHeight / 2], [rowHeight / 2, natural * stretch - rowHeight / 2])

  const places = new Map(
    nodes.map(({ name }): [string, Point] => {
      const center = graph.node(name)
      return [name, [x(Math.round(center.x!)) - box.width / 2, y(center.y!) - rowHeight / 2 + above]]
    }),
  )
  const edges = edgesOf(expression)
  const wires = edges.map((edge): Point[] => {
    const { v, child } = edge
    const [start, end] = [places.get(child.name)!, places.get(v.name)!]
    const { points } = graph.edge({ v: child.name, w: v.name, name: keyOf(edge) })
    // Through the columns that it passes a wire runs level, so that it keeps clear of their boxes.
    const passed = points!.slice(1, -1).filter(point => centers.includes(Math.round(point.x)))
    const level = passed.flatMap(point => [-0.5, 0.5].map((side): Point => [x(point.x) + side * box.width, y(point.y)]))
    return [
      [start[0] + box.width + 1, start[1] + boxHeight / 2],
      ...level,
      [end[0] - 2 - radiusOf(v.op!), end[1] + boxHeight / 2],
    ]
  })
  const obstacles = nodes.flatMap(node =>
    obstaclesOf(node, places.get(node.name)!, box.width, !isNarrow && uses(expression, node) > 1),
  )
  const tips = edges.map(({ child }): Rect => {
    const [x, y] = places.get(child.name)!
    return { x: x + box.width, y: y + boxHeight / 2 - 6, width: 12, height: 12 }
  })
  const [width, height] = [2 * margin + columns * box.width + (columns - 1) * gap, natural * stretch]
  const labels = placeLabels(wires, [...obstacles, ...tips], labelSize, { width, height })
  const labelled = labels.map(([x, y]): Rect => ({
    x: x - labelSize.width / 2,
    y: y - labelSize.height / 2,
    ...labelSize,
  }))
  const texts = [...places.values()].flatMap(([x, y]) =>
    [8, 34].map((down): Rect => ({ x, y: y + down, width: box.width, height: 10 })),
  )
  const levels = wires.flatMap(points =>
    points.slice(1).flatMap(([x, y], i): Rect[] => {
      const [from, level] = points[i]!
      return level === y ? [{ x: from, y: y - 3, width: x - from, height: 6 }] : []
    }),
  )
  const wayOf = ([x, y]: Point): number =>
    clearLevel(
      { x, y: y - 4, width: box.width + 4, height: rowHeight - above + 6 },
      [...obstacles, ...texts],
      [...labelled, ...levels, ...tips],
    )
  return {
    width,
    height,
    box,
    isNarrow,
    places,
    wires: new Map(edges.map((edge, i) => [keyOf(edge), { points: wires[i]!, label: labels[i]! }])),
    ways: new Map([...places].map(([name, place]) => [name, wayOf(place)])),
  }
}

/** What a label must not cover: a box with its bar, its name and remark, its operator. */
function obstaclesOf({ op }: Node, [x, y]: Point, width: number, hasLongRemark: boolean): Rect[] {
  const radius = op ? radiusOf(op) : 0
  return [
    { x, y, width, height: boxHeight + below },
    { x: x - radius - 2, y: y + boxHeight / 2 - radius, width: 2 * radius, height: 2 * radius },
    { x, y: y - 22, width: hasLongRemark ? 195 : width, height: 18 },
  ]
}

function arranged(expression: Expression) {
  try {
    return arrangedBy(expression, firstHigher(expression))
  } catch {
    // dagre gives up on some graphs when it is told what stands above what.
    return arrangedBy(expression, [])
  }
}

interface Constraint {
  readonly left: string
  readonly right: string
}

/** What is read first stands higher; where two operations say the opposite, as `a·b` and `b·a`, the first has it. */
function firstHigher({ nodes }: Expression): Constraint[] {
  const found: Constraint[] = []
  const isAbove = (left: string, right: string): boolean =>
    left === right || found.some(each => each.left === left && isAbove(each.right, right))
  for (const { children } of nodes) {
    const [left, right] = children.map(({ name }) => name)
    if (left !== undefined && right !== undefined && !isAbove(right, left)) found.push({ left, right })
  }
  return found
}

function arrangedBy(expression: Expression, constraints: Constraint[]) {
  const graph = new Graph<GraphLabel, NodeLabel, EdgeLabel>({ multigraph: true })
  // The better of the two takes too long where wires pass many columns.
  const ranker = expression.nodes.length > 16 ? 'longest-path' : 'network-simplex'
  graph.setGraph({ rankdir: 'LR', nodesep: 8, edgesep: 10, ranksep: 60, ranker })
  for (const { name } of expression.nodes) graph.setNode(name, { width: 92, height: rowHeight })
  for (const edge of edgesOf(expression))
    graph.setEdge(edge.child.name, edge.v.name, { width: 40, height: 34, labelpos: 'c' }, keyOf(edge))
  arrange(graph, { constraints })
  return graph
}

const curve = line<Point>()
  .x(([x]) => x)
  .y(([, y]) => y)
  .curve(curveBumpX)

/** The path of a wire in the direction in which numbers flow, or back. */
export const pathOf = ({ points }: Wire, direction: 'forward' | 'back'): string =>
  curve(direction === 'forward' ? [...points] : points.toReversed()) ?? ''
