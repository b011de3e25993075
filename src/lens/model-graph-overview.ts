/** The graph of one training step by lines and rows: how many nodes each makes, and the gradient that reached it. */
import type { OpId } from '../engine/operations.ts'
import type { ValueGraph } from '../engine/value-graph.ts'

/** All nodes that one line makes, in one layer. */
export interface GraphLine {
  readonly op: OpId
  readonly layer: number | null
  readonly nodes: number
  /** By position; the mean of the losses is made once, after all of them. */
  readonly byPosition: readonly number[]
  /** The numbers that the line puts out, as columns of its tensor; not every position has them all. */
  readonly columns: Int32Array
  /** Nodes behind each number that the line puts out, where all have as many; null where they differ. */
  readonly each: number | null
  /** How much the loss grows with each number put out: [position][index in `columns`], NaN where there is none. */
  readonly gradients: Float64Array
  /** Numbers put out, and how many of them have no influence at all. */
  readonly cells: number
  readonly silent: number
}

export interface GraphOverview {
  readonly nodes: number
  readonly operations: number
  readonly edges: number
  /** Parameters that the loss depends on; the others are in no graph. */
  readonly reached: number
  /** Of each number of `params`; 0 where the loss does not depend on it. */
  readonly gradients: Float64Array
  /** In the order of the program. */
  readonly lines: readonly GraphLine[]
}

export function overviewOf(graph: ValueGraph): GraphOverview {
  const { size, children, grad, nodeOfParameter } = graph
  let [operations, edges] = [0, 0]
  for (let node = 0; node < size; node++) {
    if (children[2 * node]! >= 0) operations++
    edges += Number(children[2 * node]! >= 0) + Number(children[2 * node + 1]! >= 0)
  }
  const tallies = graph.groups.map(() => new Map<number, Cell>())
  for (let node = 0; node < size; node++) {
    const tally = tallies[graph.group[node]!]!
    const key = graph.position[node]! * stride + graph.column[node]!
    const cell = tally.get(key)
    if (cell) [cell.last, cell.nodes] = [node, cell.nodes + 1]
    else tally.set(key, { last: node, nodes: 1 })
  }
  return {
    nodes: size,
    operations,
    edges,
    reached: tallies[0]!.size,
    gradients: Float64Array.from(nodeOfParameter, node => (node < 0 ? 0 : grad[node]!)),
    lines: graph.groups.flatMap((group, index) =>
      index === 0 ? [] : [{ ...group, ...lineOf(graph, tallies[index]!) }],
    ),
  }
}

/** The nodes behind one number that is put out: it is the last of them. */
interface Cell {
  last: number
  nodes: number
}

/** More than the columns of any line. */
const stride = 2 ** 22

function lineOf({ grad }: ValueGraph, cells: ReadonlyMap<number, Cell>): Omit<GraphLine, 'op' | 'layer'> {
  const columns = Int32Array.from(new Set([...cells.keys()].map(key => key % stride))).sort()
  const indexOf = new Map(Array.from(columns, (column, index) => [column, index]))
  const positions = Math.max(...[...cells.keys()].map(key => Math.floor(key / stride))) + 1
  const byPosition = new Array<number>(positions).fill(0)
  const gradients = new Float64Array(positions * columns.length).fill(NaN)
  let silent = 0
  for (const [key, { last, nodes }] of cells) {
    const position = Math.floor(key / stride)
    byPosition[position]! += nodes
    gradients[position * columns.length + indexOf.get(key % stride)!] = grad[last]!
    silent += Number(grad[last] === 0)
  }
  const sizes = new Set([...cells.values()].map(({ nodes }) => nodes))
  return {
    nodes: byPosition.reduce((sum, nodes) => sum + nodes, 0),
    byPosition,
    columns,
    each: sizes.size === 1 ? [...sizes][0]! : null,
    gradients,
    cells: cells.size,
    silent,
  }
}
