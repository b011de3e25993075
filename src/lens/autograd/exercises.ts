/** Questions about small expressions, to be answered before the walk back is seen; the same seed asks the same. */
import { Random } from '../../engine/random.ts'
import { result, run, startValues, type LeafValues } from './expression.ts'
import type { Preset } from './presets.ts'
import { presetOf } from './descent.ts'

export type Ask =
  /** What it comes to. */
  | { readonly kind: 'data'; readonly name: string }
  | { readonly kind: 'grad'; readonly name: string }
  /** The x from which on the relu lets something through. */
  | { readonly kind: 'turn'; readonly name: string }

export interface Exercise {
  readonly preset: Preset
  readonly question: string
  readonly asks: readonly Ask[]
}

const exercise = (text: string, question: string, ...asks: Ask[]): Exercise => ({
  preset: presetOf(text),
  question,
  asks,
})
const data = (name: string): Ask => ({ kind: 'data', name })
const grads = (...names: string[]): Ask[] => names.map(name => ({ kind: 'grad', name }))

const byHand = 'Its forward values are there. Work out the gradients by hand, with L.grad = 1.'

/** What the field of the answers is allowed to be off by: this much, or this share of the number. */
export const tolerance = 0.01

const fixed: readonly Exercise[] = [
  exercise('w = 2; b = -3; x = 1; a = relu(x*w + b)', 'What does this neuron put out for x = 1?', data('a')),
  exercise('w = 2; b = -3; x = 4; a = relu(x*w + b)', 'The same neuron: what does it put out for x = 4?', data('a')),
  exercise('w = 2; b = -3; x = 4; a = relu(x*w + b)', 'From which x on does it put out more than 0?', {
    kind: 'turn',
    name: 'x',
  }),
  exercise('a = 2; b = -3; L = a + b', byHand, ...grads('a', 'b')),
  exercise('a = 2; b = -3; L = a * b', byHand, ...grads('a', 'b')),
  exercise('x = 3; w = 2; b = -1; a = relu(x*w + b)', 'The neuron with a.grad = 1: what reaches x, w and b?', ...grads('x', 'w', 'b')), // prettier-ignore
  exercise('x = 1; w = 2; b = -3; a = relu(x*w + b)', 'And here, where the sum is below 0?', ...grads('x', 'w', 'b')),
]

/** Expressions of rising difficulty, their numbers drawn. */
const forms: readonly { readonly text: string; readonly leaves: readonly string[]; readonly isPositive?: boolean }[] = [
  { text: 'L = a*b + c', leaves: ['a', 'b', 'c'] },
  { text: 'L = a*b + a', leaves: ['a', 'b'] },
  { text: 'L = (a + b)*c', leaves: ['a', 'b', 'c'] },
  { text: 'L = a*a*b', leaves: ['a', 'b'] },
  { text: 'L = (w*x + b - y)**2', leaves: ['w', 'x', 'b', 'y'] },
  { text: 'L = relu(a*b + c)*a', leaves: ['a', 'b', 'c'] },
  { text: 'L = (a - b)/c', leaves: ['a', 'b', 'c'], isPositive: true },
  { text: 'L = (a*b + c)*(a + c)', leaves: ['a', 'b', 'c'] },
]
/** So many at the end of the list are other ones with another seed. */
export const drawnCount = forms.length
const numbers = [-3, -2, -1, 1, 2, 3, 4, 5]

/** All of them: first those that everybody gets, then as many forms as there are with numbers of this seed. */
export function exercisesOf(seed: number): Exercise[] {
  const random = new Random(seed)
  const drawn = forms.map(({ text, leaves, isPositive }) => {
    const from = isPositive ? numbers.filter(number => number > 0) : numbers
    const values = leaves.map(name => `${name} = ${from[Math.floor(random.random() * from.length)]!}`)
    return exercise(`${values.join('; ')}; ${text}`, byHand, ...grads(...leaves))
  })
  return [...fixed, ...drawn]
}

/** What is right, by the engine's own run and walk back. */
export function truthOf({ preset }: Exercise, { kind, name }: Ask, values: LeafValues = startValues(preset)): number {
  const expression = run(preset, values)
  const node = expression.nodes.find(node => node.name === name)!
  if (kind === 'data') return node.value.data
  if (kind === 'turn') return turningPoint(preset, values, name)
  result(expression).value.backward()
  return node.value.grad
}

/** Where what goes into the relu, which is a line in that leaf, passes 0. */
function turningPoint(preset: Preset, values: LeafValues, name: string): number {
  const relu = preset.lines.find(({ op }) => op === 'value.relu')!
  const before = (x: number): number =>
    run(preset, { ...values, [name]: x }).nodes.find(node => node.name === relu.of[0])!.value.data
  const [at0, at1] = [before(0), before(1)]
  return -at0 / (at1 - at0)
}

/** A number as people write it: `-1.5`, `−1,5`, `3/2`; null where it is none. */
export function answerIn(text: string): number | null {
  const plain = text.trim().replace(/[−–]/g, '-').replace(',', '.')
  const parts = /^([+-]?\d*\.?\d+)(?:\s*\/\s*(\d*\.?\d+))?$/.exec(plain)
  if (!parts) return null
  const value = Number(parts[1]) / Number(parts[2] ?? 1)
  return Number.isFinite(value) ? value : null
}

export const isRight = (answer: number, truth: number): boolean =>
  Math.abs(answer - truth) <= tolerance * Math.max(1, Math.abs(truth))
