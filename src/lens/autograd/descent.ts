/** Gradient descent by `Value`, a step at a time: run, walk back, move every parameter against its gradient. */
import { result, run, type LeafValues } from './expression.ts'
import type { Preset } from './presets.ts'
import { readExpression } from './typed.ts'

export interface DescentStep {
  /** The parameters before the step. */
  readonly values: LeafValues
  /** What each of the named numbers comes to there. */
  readonly data: Readonly<Record<string, number>>
  readonly grads: Readonly<Record<string, number>>
  readonly loss: number
}

/** @throws where the text is no expression: it is one of ours */
export function presetOf(text: string): Preset {
  const read = readExpression(text)
  if ('words' in read) throw new Error(read.words)
  return read
}

/** A neuron with one input that is to come to 10; with these numbers the gradients are −6 and −18. */
export const neuron = presetOf('w = 2; b = 1; x = 3; y = 10; ŷ = w*x + b; (ŷ - y)**2')
export const reluNeuron = presetOf('w = 2; b = 1; x = 3; y = 10; z = w*x + b; ŷ = relu(z); (ŷ - y)**2')

/** Curves with one parameter: one valley, and one with a second beside it. */
export const curves: readonly {
  readonly title: string
  readonly preset: Preset
  readonly range: readonly [number, number]
}[] = [
  { title: 'one valley', preset: presetOf('p = -1.5; (p - 1)**2'), range: [-2, 4] },
  { title: 'two valleys', preset: presetOf('p = 2.6; p**4 * 0.12 - p**2 + p * 0.3 + 3'), range: [-3, 3] },
]

/** One forward pass and one walk back. */
export function descentAt(preset: Preset, values: LeafValues): DescentStep {
  const expression = run(preset, values)
  const last = result(expression).value
  last.backward()
  const pairs = (of: (node: (typeof expression.nodes)[number]) => number): Record<string, number> =>
    Object.fromEntries(expression.nodes.map(node => [node.name, of(node)]))
  return { values, data: pairs(({ value }) => value.data), grads: pairs(({ value }) => value.grad), loss: last.data }
}

/** Each of the named parameters moved by −learning rate × its gradient. */
export const stepped = ({ values, grads }: DescentStep, names: readonly string[], rate: number): LeafValues => ({
  ...values,
  ...Object.fromEntries(names.map(name => [name, values[name]! - rate * grads[name]!])),
})

/** Beyond this the numbers only run away. */
export const farAway = 1e6
export const hasDiverged = ({ loss }: DescentStep): boolean => !(Math.abs(loss) < farAway)
