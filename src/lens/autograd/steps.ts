/** An expression in time: its graph built number by number, then walked back edge by edge, as `backward` does. */
import type { Value } from '../../engine/value.ts'
import { result, stopOf, uses, type Expression, type Node } from './expression.ts'

export interface Edge {
  readonly v: Node
  readonly child: Node
  /** Which child of `v` it is. */
  readonly index: number
}

export type Step =
  /** Nothing has been made yet. */
  | { readonly kind: 'empty' }
  /** A number is made; what it is made of is kept with it. */
  | { readonly kind: 'make'; readonly node: Node }
  /** Python ends here with an exception: this number and those after it are never made. */
  | { readonly kind: 'stop'; readonly node: Node }
  /** All numbers are sorted, and the last one's grad is 1. */
  | { readonly kind: 'start' }
  /** One edge of the walk back. */
  | {
      readonly kind: 'edge'
      readonly edge: Edge
      readonly local_grad: number
      /** `v.grad`, which is complete here. */
      readonly grad: number
      /** `child.grad` before and after. */
      readonly before: number
      readonly after: number
      /** The edges that gave `before` its part. */
      readonly earlier: readonly Edge[]
    }
  /** Every grad is complete. */
  | { readonly kind: 'end' }

export type EdgeStep = Extract<Step, { kind: 'edge' }>

export interface Walkthrough extends Expression {
  readonly steps: readonly Step[]
  /** Wholes before parts: the order of the walk. */
  readonly reversedTopo: readonly Node[]
}

export const edgesOf = ({ nodes }: Expression): Edge[] =>
  nodes.flatMap(v => v.children.map((child, index) => ({ v, child, index })))

/**
 * All steps of an expression that has just been run: its grads are filled in here, by the engine's own `backward`. Where
 * Python would stop, the steps do.
 */
export function walkthrough(expression: Expression): Walkthrough {
  const { nodes } = expression
  const stop = stopOf(expression)
  const nodeOf = new Map<Value, Node>(nodes.map(node => [node.value, node]))
  const last = result(expression).value
  const edges: EdgeStep[] = []
  last.backward(({ v, child, index, local_grad, before, after }) => {
    const edge: Edge = { v: nodeOf.get(v)!, child: nodeOf.get(child)!, index }
    const earlier = edges.map(step => step.edge).filter(other => other.child === edge.child)
    edges.push({ kind: 'edge', edge, local_grad, grad: v.grad, before, after, earlier })
  })
  return {
    ...expression,
    reversedTopo: last
      .topo()
      .reverse()
      .map(value => nodeOf.get(value)!),
    steps: [
      { kind: 'empty' },
      ...nodes.slice(0, stop ? nodes.indexOf(stop) : undefined).map(node => ({ kind: 'make', node }) as const),
      ...(stop
        ? [{ kind: 'stop', node: stop } as const]
        : [{ kind: 'start' } as const, ...edges, { kind: 'end' } as const]),
    ],
  }
}

export interface State {
  readonly step: Step
  readonly made: ReadonlySet<Node>
  /** The walk back has begun. */
  readonly isBack: boolean
  /** `node.grad` where the walk has reached it; what is missing here is not 0 but not known. */
  readonly grads: ReadonlyMap<Node, number>
  /** Edges walked so far, the present one among them, with what each handed over. */
  readonly walked: ReadonlyMap<string, number>
  /** All parts of the grad have been added. */
  isComplete(node: Node): boolean
}

/** The number whose data or grad the present step sets. */
export function inHand(walk: Walkthrough, { step }: State): Node | null {
  if (step.kind === 'make' || step.kind === 'stop') return step.node
  if (step.kind === 'start') return result(walk)
  return step.kind === 'edge' ? step.edge.child : null
}

export const keyOf = ({ v, index }: Edge): string => `${v.name}|${index}`

/** How things stand after a step. */
export function stateAt(walk: Walkthrough, index: number): State {
  const past = walk.steps.slice(0, index + 1)
  const made = new Set<Node>()
  const grads = new Map<Node, number>()
  const walked = new Map<string, number>()
  for (const step of past) {
    if (step.kind === 'make') made.add(step.node)
    else if (step.kind === 'start') grads.set(result(walk), 1)
    else if (step.kind === 'edge') {
      grads.set(step.edge.child, step.after)
      walked.set(keyOf(step.edge), step.local_grad * step.grad)
    }
  }
  const reached = (node: Node): number =>
    past.reduce((sum, step) => sum + Number(step.kind === 'edge' && step.edge.child === node), 0)
  return {
    step: past.at(-1)!,
    made,
    isBack: grads.size > 0,
    grads,
    walked,
    isComplete: node => grads.has(node) && reached(node) === uses(walk, node),
  }
}

/** When all numbers are made, and none has been walked back from; or where Python stops before that. */
export const builtAt = ({ nodes, steps }: Walkthrough): number => Math.min(nodes.length, steps.length - 1)

/** When an edge is walked; the last step where that never happens. */
export const walkedAt = ({ steps }: Walkthrough, edge: Edge): number =>
  orLast(
    steps,
    steps.findIndex(step => step.kind === 'edge' && keyOf(step.edge) === keyOf(edge)),
  )

const orLast = (steps: readonly Step[], index: number): number => (index < 0 ? steps.length - 1 : index)

/** When a number is made or, once the walk back has begun, when its turn in reversed(topo) comes. */
export function visitedAt(walk: Walkthrough, node: Node, isBack: boolean): number {
  if (!isBack)
    return orLast(
      walk.steps,
      walk.steps.findIndex(step => step.kind === 'make' && step.node === node),
    )
  if (node === result(walk)) return builtAt(walk) + 1
  const lastInto = walk.steps.findLastIndex(step => step.kind === 'edge' && step.edge.child === node)
  const firstFrom = walk.steps.findIndex(step => step.kind === 'edge' && step.edge.v === node)
  return firstFrom === -1 ? lastInto : firstFrom
}

/** The moment that says most: a second gradient is added to the first. Where there is none, the end. */
export function tellingStep(walk: Walkthrough): number {
  const second = walk.steps.findIndex(step => step.kind === 'edge' && step.earlier.length > 0)
  return second === -1 ? walk.steps.length - 1 : second
}
