/** An expression run through the engine's `Value`, with every number of it under its name. */
import { Value } from '../../engine/value.ts'
import type { Line, Preset, ValueOp } from './presets.ts'

export interface Node {
  readonly name: string
  readonly value: Value
  /** Null for a number that was not made of others. */
  readonly op: ValueOp | null
  /** In the order of `value._children`. */
  readonly children: readonly Node[]
  /** The n of `** n`: a plain number, not a Value. */
  readonly exponent: number | null
  /** A plain number of the formula, like the −1 of a minus sign. */
  readonly isConstant: boolean
}

export interface Expression {
  readonly preset: Preset
  /** In the order in which the program makes them; the last is what is walked back from. */
  readonly nodes: readonly Node[]
}

export type LeafValues = Readonly<Record<string, number>>

export const startValues = ({ leaves }: Preset): LeafValues =>
  Object.fromEntries(leaves.map(({ name, data }) => [name, data]))

/** Makes the graph; no gradient is known yet. */
export function run(preset: Preset, values: LeafValues): Expression {
  const nodes: Node[] = []
  const leaf = (name: string, value: Value, isConstant = false): Node => {
    const node = { name, value, op: null, children: [], exponent: null, isConstant }
    nodes.push(node)
    return node
  }
  for (const { name, data } of preset.leaves) leaf(name, new Value(values[name] ?? data))
  for (const { name, op, of } of preset.lines) {
    const isPower = op === 'value.power'
    const operands = isPower ? of.slice(0, 1) : of
    const named = operands.map(operand => nodes.find(node => node.name === operand))
    const value = apply(
      op,
      of,
      named.map(node => node?.value),
    )
    const children = value._children.map(
      (child, i) => named[i] ?? leaf(constantName(nodes, Number(of[i])), child, true),
    )
    nodes.push({ name, value, op, children, exponent: isPower ? Number(of[1]) : null, isConstant: false })
  }
  return { preset, nodes }
}

/** @param values the operands that are Values already; a plain number has none */
function apply(op: ValueOp, of: Line['of'], values: readonly (Value | undefined)[]): Value {
  const self = values[0]!
  const other = values[1] ?? Number(of[1])
  switch (op) {
    case 'value.add':
      return self.add(other)
    case 'value.multiply':
      return self.mul(other)
    case 'value.power':
      return self.pow(Number(other))
    case 'value.log':
      return self.log()
    case 'value.exp':
      return self.exp()
    case 'value.relu':
      return self.relu()
  }
}

/** What the whole expression comes to. */
export const result = ({ nodes }: Expression): Node => nodes.at(-1)!

/** How often a number is used: so many gradients add up in it. */
export const uses = ({ nodes }: Expression, node: Node): number =>
  nodes.reduce((sum, { children }) => sum + children.filter(child => child === node).length, 0)

/** Equal plain numbers are two Values: letters that nobody sees keep their names apart. */
function constantName(nodes: readonly Node[], value: number): string {
  let name = String(Number(value.toPrecision(3))).replace('-', '−')
  while (nodes.some(node => node.name === name)) name += '\u200b'
  return name
}

/** The number that Python cannot make, where it ends with an exception; null where it goes through. */
export const stopOf = ({ nodes }: Expression): Node | null =>
  nodes.find(
    ({ op, value, children }) =>
      op !== null &&
      op !== 'value.add' &&
      op !== 'value.multiply' &&
      !Number.isFinite(value.data) &&
      children.every(({ value }) => Number.isFinite(value.data)),
  ) ?? null

/** The number at which an expression stops having a value, in a sentence; null where all is well. */
export function troubleOf(expression: Expression): string | null {
  const stop = stopOf(expression)
  const broken = expression.nodes.find(({ value }) => !Number.isFinite(value.data))
  if (!stop)
    return broken ? `${broken.name} is beyond the largest float: Python goes on with ${endless(broken)}.` : null
  const x = stop.children[0]!.value.data
  if (stop.op === 'value.log') {
    const number = String(Number(x.toPrecision(3))).replace('-', '−')
    return `log ${number} has no value: Python stops with “math domain error”.`
  }
  if (x === 0) return `0 has no inverse: Python stops with ZeroDivisionError.`
  if (Number.isNaN(stop.value.data)) return `${stop.name} would be a complex number, and a Value holds a float.`
  return `${stop.name} is beyond the largest float: Python stops with OverflowError.`
}

const endless = ({ value: { data } }: Node): string => (Number.isNaN(data) ? 'nan' : data < 0 ? '−inf' : 'inf')
