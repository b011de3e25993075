/** The neighbourhood of one number that a line puts out: what it is made of and what uses it, the heaviest of them. */
import type { OpId } from '../engine/operations.ts'
import { valueKinds, type ValueGraph, type ValueKind } from '../engine/value-graph.ts'

export interface GraphNumber {
  readonly node: number
  readonly data: number
  readonly grad: number
  readonly kind: ValueKind
  /** The line that makes it; of a parameter `parameters`. */
  readonly op: OpId
  readonly layer: number | null
  readonly position: number
  /** Of a parameter its index in `params`. */
  readonly column: number
}

/** A node of the row that takes something from elsewhere: `w × x`, `exp(x)`. */
export interface GraphTerm {
  readonly result: GraphNumber
  readonly operands: readonly GraphNumber[]
  /** What it sends back to the first that it takes from elsewhere. */
  readonly sends: number
}

export interface GraphUse {
  readonly by: GraphNumber
  /** What comes back from there; together they are the gradient. */
  readonly sends: number
}

export interface GraphRow {
  readonly op: OpId
  readonly layer: number | null
  readonly position: number
  readonly column: number
  /** In the row itself. */
  readonly nodes: number
  readonly terms: readonly GraphTerm[]
  readonly lighterTerms: number
  /** What else the row does, by kind: its sums mostly. */
  readonly inner: Partial<Record<ValueKind, number>>
  /** The number put out, and behind it each that is the only one to use the one before. */
  readonly chain: readonly GraphNumber[]
  readonly uses: readonly GraphUse[]
  readonly lighterUses: number
  /** Nodes in the picture. */
  readonly shown: number
}

/** The place of a number that a line puts out. */
export interface RowPlace {
  readonly op: OpId
  readonly layer: number | null
  readonly position: number
  readonly column: number
}

const mostTerms = 6
const mostUses = 6
const longestChain = 2

/** Null where the line puts out no such number. */
export function rowAt(graph: ValueGraph, { op, layer, position, column }: RowPlace): GraphRow | null {
  const group = graph.groups.findIndex(each => each.op === op && each.layer === layer)
  const row: number[] = []
  for (let node = 0; node < graph.size; node++)
    if (graph.group[node] === group && graph.position[node] === position && graph.column[node] === column)
      row.push(node)
  const out = row.at(-1)
  if (out === undefined || group === 0) return null
  const number = (node: number): GraphNumber => numberOf(graph, node)
  const all = row.flatMap(node => termAt(graph, new Set(row), node) ?? [])
  const terms = heaviest(all, mostTerms, ({ sends }) => sends).sort((a, b) => a.result.node - b.result.node)
  const chain = [out]
  let uses = usesOf(graph, out)
  while (uses.length === 1 && chain.length < longestChain && uses[0]!.by !== graph.loss) {
    chain.push(uses[0]!.by)
    uses = usesOf(graph, chain.at(-1)!)
  }
  const shownUses = heaviest(uses, mostUses, ({ sends }) => sends).sort((a, b) => a.by - b.by)
  const taken = new Set([...all.map(({ result }) => result.node), out])
  const inner: Partial<Record<ValueKind, number>> = {}
  for (const node of row) {
    const kind = valueKinds[graph.kind[node]!]!
    if (kind !== 'plain' && (!taken.has(node) || (node === out && !all.some(({ result }) => result.node === out))))
      inner[kind] = (inner[kind] ?? 0) + 1
  }
  const shown = new Set([
    ...terms.flatMap(({ result, operands }) => [result.node, ...operands.map(({ node }) => node)]),
    ...chain,
    ...shownUses.map(({ by }) => by),
  ])
  return {
    op,
    layer,
    position,
    column,
    nodes: row.length,
    terms,
    lighterTerms: all.length - terms.length,
    inner,
    chain: chain.map(number),
    uses: shownUses.map(({ by, sends }) => ({ by: number(by), sends })),
    lighterUses: uses.length - shownUses.length,
    shown: shown.size,
  }
}

function termAt(graph: ValueGraph, row: ReadonlySet<number>, node: number): GraphTerm | null {
  const edges = [2 * node, 2 * node + 1].filter(edge => graph.children[edge]! >= 0)
  const outside = edges.filter(edge => {
    const child = graph.children[edge]!
    return !row.has(child) && valueKinds[graph.kind[child]!] !== 'plain'
  })
  const [first] = outside
  if (first === undefined) return null
  return {
    result: numberOf(graph, node),
    operands: edges.map(edge => numberOf(graph, graph.children[edge]!)),
    sends: graph.local[first]! * graph.grad[node]!,
  }
}

/** Every edge to a node; x * x has two. */
function usesOf({ size, children, local, grad }: ValueGraph, node: number): { by: number; sends: number }[] {
  const uses: { by: number; sends: number }[] = []
  for (let edge = 2 * node; edge < 2 * size; edge++)
    if (children[edge] === node) uses.push({ by: edge >> 1, sends: local[edge]! * grad[edge >> 1]! })
  return uses
}

function numberOf(graph: ValueGraph, node: number): GraphNumber {
  const { data, grad, kind, group, groups, position, column } = graph
  return {
    node,
    data: data[node]!,
    grad: grad[node]!,
    kind: valueKinds[kind[node]!]!,
    ...groups[group[node]!]!,
    position: position[node]!,
    column: column[node]!,
  }
}

const heaviest = <Item>(items: readonly Item[], count: number, weight: (item: Item) => number): Item[] =>
  [...items].sort((a, b) => Math.abs(weight(b)) - Math.abs(weight(a))).slice(0, count)
