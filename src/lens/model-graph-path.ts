/** From the loss to one parameter: the path that carries most, and what each use of the parameter adds to its gradient. */
import type { OpId } from '../engine/operations.ts'
import { valueKinds, type ValueGraph, type ValueKind } from '../engine/value-graph.ts'

/** The heaviest way from the loss to every node: the product of local gradients with the largest size. */
export interface Heaviest {
  readonly product: Float64Array
  /** The node before it on that way; −1 where nothing gets through. */
  readonly from: Int32Array
  /** How many ways there are in all. */
  readonly paths: Float64Array
}

export function heaviestPaths({ size, children, local, loss }: ValueGraph): Heaviest {
  const [product, paths, from] = [new Float64Array(size), new Float64Array(size), new Int32Array(size).fill(-1)]
  product[loss] = paths[loss] = 1
  // Parts stand before wholes, so the way back through the list meets every node before its parts.
  for (let node = loss; node >= 0; node--)
    for (let edge = 2 * node; edge < 2 * node + 2; edge++) {
      const child = children[edge]!
      if (child < 0) continue
      paths[child]! += paths[node]!
      const carried = product[node]! * local[edge]!
      if (Math.abs(carried) <= Math.abs(product[child]!)) continue
      product[child] = carried
      from[child] = node
    }
  return { product, from, paths }
}

/** The nodes of a path that one line makes at one position. */
export interface PathPart {
  readonly op: OpId
  readonly layer: number | null
  readonly position: number
  readonly nodes: number
  /** How many of each kind. */
  readonly kinds: Partial<Record<ValueKind, number>>
  /** Of the local gradients from the loss to its last node. */
  readonly product: number
}

export interface ParameterPath {
  readonly parameter: number
  readonly data: number
  readonly grad: number
  /** From the loss on, the parameter itself last; empty where nothing gets through. */
  readonly parts: readonly PathPart[]
  /** Nodes on the way, the parameter included. */
  readonly nodes: number
  /** What this path alone carries. */
  readonly product: number
  /** All paths, those that carry nothing included. */
  readonly paths: number
  /** What the uses at each position add to the gradient; together they are it. */
  readonly uses: readonly { readonly position: number; readonly sends: number }[]
}

/** Null where the loss does not depend on the parameter. */
export function pathTo(graph: ValueGraph, heaviest: Heaviest, parameter: number): ParameterPath | null {
  const node = graph.nodeOfParameter[parameter] ?? -1
  if (node < 0) return null
  const way: number[] = []
  if (heaviest.product[node] !== 0) for (let at = node; at >= 0; at = heaviest.from[at]!) way.unshift(at)
  return {
    parameter,
    data: graph.data[node]!,
    grad: graph.grad[node]!,
    parts: partsOf(graph, heaviest, way),
    nodes: way.length,
    product: heaviest.product[node]!,
    paths: heaviest.paths[node]!,
    uses: usesOf(graph, node),
  }
}

function partsOf(graph: ValueGraph, { product }: Heaviest, way: readonly number[]): PathPart[] {
  const parts: (PathPart & { group: number })[] = []
  for (const node of way) {
    const [group, position, kind] = [graph.group[node]!, graph.position[node]!, valueKinds[graph.kind[node]!]!]
    const before = parts.at(-1)
    const goesOn = before?.group === group && before.position === position
    const known = goesOn ? parts.pop() : undefined
    parts.push({
      ...graph.groups[group]!,
      group,
      position,
      nodes: (known?.nodes ?? 0) + 1,
      kinds: { ...known?.kinds, [kind]: (known?.kinds[kind] ?? 0) + 1 },
      product: product[node]!,
    })
  }
  return parts
}

function usesOf({ size, children, local, grad, position }: ValueGraph, node: number): ParameterPath['uses'] {
  const sums = new Map<number, number>()
  for (let edge = 0; edge < 2 * size; edge++)
    if (children[edge] === node) {
      const user = edge >> 1
      sums.set(position[user]!, (sums.get(position[user]!) ?? 0) + local[edge]! * grad[user]!)
    }
  return [...sums].map(([position, sends]) => ({ position, sends })).sort((a, b) => a.position - b.position)
}
