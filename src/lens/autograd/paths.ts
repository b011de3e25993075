/** The chain rule, path by path: how a number reaches the result, and what each path hands back to it. */
import { moved } from './nudge.ts'
import { result, type Expression, type LeafValues, type Node } from './expression.ts'
import type { Preset } from './presets.ts'
import { keyOf, type Edge, type Walkthrough } from './steps.ts'

export interface Path {
  /** From the result back to the number. */
  readonly edges: readonly Edge[]
  /** The product of the local gradients along it. */
  readonly product: number
}

/** More paths than this are counted, not shown. */
export const mostPaths = 6

export const localGrad = ({ v, index }: Edge): number => v.value._local_grads[index]!

/** How many ways lead from a number to the result. */
export function countPaths(expression: Expression, node: Node): number {
  const counts = new Map<Node, number>()
  const count = (of: Node): number => {
    if (of === result(expression)) return 1
    const before = counts.get(of)
    if (before !== undefined) return before
    const sum = expression.nodes.reduce(
      (sum, v) => sum + v.children.filter(child => child === of).reduce(sum => sum + count(v), 0),
      0,
    )
    counts.set(of, sum)
    return sum
  }
  return count(node)
}

/** The heaviest ways from the result back to a number: each prefix goes on by its own size, so no more are walked than shown. */
export function pathsTo(expression: Expression, node: Node, most = mostPaths): Path[] {
  const reaching = new Set<Node>([node])
  for (const v of expression.nodes) if (v.children.some(child => reaching.has(child))) reaching.add(v)
  let found: { at: Node; path: Path }[] = [{ at: result(expression), path: { edges: [], product: 1 } }]
  while (found.some(({ at }) => at !== node))
    found = found
      .flatMap(({ at, path }) =>
        at === node
          ? [{ at, path }]
          : at.children.flatMap((child, index) => {
              if (!reaching.has(child)) return []
              const edge: Edge = { v: at, child, index }
              return [{ at: child, path: { edges: [...path.edges, edge], product: path.product * localGrad(edge) } }]
            }),
      )
      .toSorted((a, b) => Math.abs(b.path.product) - Math.abs(a.path.product))
      .slice(0, most * 4)
  return found.slice(0, most).map(({ path }) => path)
}

/** What every grad would be if `backward` said `=` for `+=`: the last edge that comes wins, and what follows goes wrong with it. */
export function overwritten({ reversedTopo }: Walkthrough): ReadonlyMap<Node, number> {
  const grads = new Map<Node, number>([[reversedTopo[0]!, 1]])
  for (const v of reversedTopo)
    for (const [index, child] of v.children.entries()) grads.set(child, localGrad({ v, child, index }) * grads.get(v)!)
  return grads
}

/** The slope that running the expression twice gives: a little to both sides of a leaf. */
export function measuredSlope(preset: Preset, values: LeafValues, leaf: string, by = 1e-5): number {
  return (moved(preset, values, leaf, by) - moved(preset, values, leaf, -by)) / (2 * by)
}

export const edgeKeys = ({ edges }: Path): ReadonlySet<string> => new Set(edges.map(keyOf))
