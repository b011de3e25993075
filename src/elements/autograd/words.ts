/** How the numbers of an expression are written: formulas, local gradients, and the notes beside the code. */
import { result, type Node } from '../../lens/autograd/expression.ts'
import { raised } from '../../lens/autograd/raised.ts'
import type { State, Walkthrough } from '../../lens/autograd/steps.ts'
import type { FocusLine } from '../../lens/session.ts'
import { decimal, exact } from '../marks/numbers.ts'

/** Beyond a thousand a box has no room for all digits. */
export const short = (value: number): string =>
  Math.abs(value) < 1000 || !Number.isFinite(value) ? decimal(value) : powers(value)

/** As arithmetic is worked. */
export const worked = (value: number): string =>
  Math.abs(value) < 1000 || !Number.isFinite(value) ? decimal(value, 3) : powers(value)

const powers = (value: number): string => value.toExponential(1).replace('e+', 'e').replaceAll('-', '−')

/** A factor within a line of arithmetic. */
const factor = (value: number): string => (Math.abs(value) < 0.1 && value !== 0 ? worked(value) : short(value))

/** What a number was made of: `a · b`. */
export function madeOf({ op, children: [a, b], exponent }: Node): string {
  switch (op) {
    case 'value.add':
      return `${a!.name} + ${b!.name}`
    case 'value.multiply':
      return `${a!.name} · ${b!.name}`
    case 'value.power':
      return `${a!.name}${raised(exponent!)}`
    case 'value.log':
      return `log ${a!.name}`
    case 'value.exp':
      return `exp ${a!.name}`
    case 'value.relu':
      return `relu ${a!.name}`
    case null:
      return ''
  }
}

/** Where a local gradient comes from: `b`, for the a of `a · b`. */
export function localOf({ name, op, children, exponent }: Node, index: number): string {
  const [child, other] = [children[index]!, children[1 - index]]
  switch (op) {
    case 'value.add':
      return '1'
    case 'value.multiply':
      return other!.name
    case 'value.power':
      return `${exact(exponent!)} · ${child.name}${raised(exponent! - 1)}`
    case 'value.log':
      return `1 / ${child.name}`
    case 'value.exp':
      return name
    case 'value.relu':
      return `${child.name} > 0`
    case null:
      return ''
  }
}

/** The operation with its numbers in it: `2.00 × −1.50`. */
export function workedOut({ op, children: [a, b], exponent }: Node): string {
  const [x, y] = [a && short(a.value.data), b && inTerm(b.value.data)]
  switch (op) {
    case 'value.add':
      return `${x} + ${y}`
    case 'value.multiply':
      return `${x} × ${y}`
    case 'value.power':
      return `${x} ** ${exact(exponent!)}`
    case 'value.log':
      return `log ${x}`
    case 'value.exp':
      return `exp ${x}`
    case 'value.relu':
      return `max(0, ${x})`
    case null:
      return ''
  }
}

const inTerm = (value: number): string => (value < 0 ? `(${short(value)})` : short(value))

export const locals = ({ value }: Node): string => `(${value._local_grads.map(factor).join(', ')})`

/** `−1.50 × 0.303` */
export const share = (local_grad: number, grad: number): string => `${factor(local_grad)} × ${worked(grad)}`

const made = (node: Node): string => `${node.name} = ${short(node.value.data)}, local ${locals(node)}`

/** The lines that a step is about, the one that runs first, and what stands beside each. */
export function focusLines(walk: Walkthrough, { step }: State): FocusLine[] {
  switch (step.kind) {
    case 'empty':
      return [{ op: 'value', note: 'no number yet' }]
    case 'make': {
      const { node } = step
      if (node.op) return [{ op: node.op, note: made(node) }]
      const maker = node.isConstant ? walk.nodes.find(({ children }) => children.includes(node))?.op : null
      return maker
        ? [{ op: maker, note: `other = Value(${node.name})` }]
        : [{ op: 'value', note: `${node.name} = ${short(node.value.data)}` }]
    }
    case 'stop':
      return [{ op: step.node.op!, note: 'Python stops here' }]
    case 'start':
      return [{ op: 'value.backward', note: `${walk.nodes.length} numbers sorted, ${result(walk).name}.grad = 1` }]
    case 'edge': {
      const { edge, local_grad, grad, before, after, earlier } = step
      const product = share(local_grad, grad)
      const sum = `${earlier.length === 0 ? product : `${worked(before)} + (${product})`} = ${worked(after)}`
      return [
        { op: 'value.backward', note: sum },
        { op: edge.v.op!, note: made(edge.v) },
      ]
    }
    case 'end':
      return [{ op: 'value.backward', note: 'every grad is complete' }]
  }
}

/** What a step does, in a sentence: for the screen reader, and beside the buttons. */
export function sentenceOf(walk: Walkthrough, { step }: State): string {
  switch (step.kind) {
    case 'empty':
      return 'nothing made yet'
    case 'make':
      return step.node.op ? `make ${step.node.name} = ${madeOf(step.node)}` : `make ${step.node.name}`
    case 'stop':
      return `Python stops at ${step.node.name} = ${madeOf(step.node)}`
    case 'start':
      return `set ${result(walk).name}.grad to 1`
    case 'edge':
      return `walk from ${step.edge.v.name} back to ${step.edge.child.name}`
    case 'end':
      return 'every grad is complete'
  }
}
