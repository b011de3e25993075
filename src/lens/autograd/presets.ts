/** Small expressions of growing size, as lists of lines that each make one Value. */
import type { OpId } from '../../engine/operations.ts'

/** The operations of `Value` that have a derivative of their own. */
export type ValueOp = Extract<OpId, `value.${'add' | 'multiply' | 'power' | 'log' | 'exp' | 'relu'}`>

/** A number that a person sets. */
export interface Leaf {
  readonly name: string
  readonly data: number
  readonly least: number
  readonly most: number
}

/** One Value made from others. */
export interface Line {
  readonly name: string
  readonly op: ValueOp
  /** The names of its operands; a number stands for itself, and `*` makes a Value of it. */
  readonly of: readonly (string | number)[]
}

export interface Preset {
  readonly id: string
  /** What it is called among the others. */
  readonly title: string
  /** As in a book. */
  readonly formula: string
  /** As one types it, without the numbers of its leaves. */
  readonly text: string
  readonly leaves: readonly Leaf[]
  readonly lines: readonly Line[]
}

const leaf = (name: string, data: number, least: number, most: number): Leaf => ({ name, data, least, most })
const line = (name: string, op: ValueOp, ...of: (string | number)[]): Line => ({ name, op, of })

export const presets: readonly Preset[] = [
  {
    id: 'sum',
    title: 'sum',
    formula: 'L = a + b',
    text: 'a + b',
    leaves: [leaf('a', 2, 0, 4), leaf('b', -1.5, -3, 1)],
    lines: [line('L', 'value.add', 'a', 'b')],
  },
  {
    id: 'product',
    title: 'product',
    formula: 'L = a·b',
    text: 'a*b',
    leaves: [leaf('a', 2, 0, 4), leaf('b', -1.5, -3, 1)],
    lines: [line('L', 'value.multiply', 'a', 'b')],
  },
  {
    id: 'twice',
    title: 'used twice',
    formula: 'L = a·b + a',
    text: 'a*b + a',
    leaves: [leaf('a', 2, 0, 4), leaf('b', 3, 0, 4)],
    lines: [line('p', 'value.multiply', 'a', 'b'), line('L', 'value.add', 'p', 'a')],
  },
  {
    id: 'chain',
    title: 'chain',
    formula: 'L = exp( (a·b + a)·c )',
    text: 'exp((a*b + a)*c)',
    leaves: [leaf('a', 2, 0, 4), leaf('b', -1.5, -3, 1), leaf('c', 0.5, -1, 1)],
    lines: [
      line('p', 'value.multiply', 'a', 'b'),
      line('s', 'value.add', 'p', 'a'),
      line('t', 'value.multiply', 's', 'c'),
      line('L', 'value.exp', 't'),
    ],
  },
  {
    id: 'neuron',
    title: 'neuron',
    formula: 'L = relu( w₁·x₁ + w₂·x₂ + b )',
    text: 'relu(w₁*x₁ + w₂*x₂ + b)',
    leaves: [
      leaf('w₁', -0.5, -2, 2),
      leaf('x₁', 1, -2, 2),
      leaf('w₂', 1.5, -2, 2),
      leaf('x₂', 0.8, -2, 2),
      leaf('b', 0.2, -2, 2),
    ],
    lines: [
      line('p', 'value.multiply', 'w₁', 'x₁'),
      line('q', 'value.multiply', 'w₂', 'x₂'),
      line('s', 'value.add', 'p', 'q'),
      line('t', 'value.add', 's', 'b'),
      line('L', 'value.relu', 't'),
    ],
  },
  {
    id: 'prediction',
    title: 'prediction',
    formula: 'L = (w·x + b − y)²',
    text: 'ŷ = w*x + b; (ŷ - y)**2',
    leaves: [leaf('w', 2, -4, 4), leaf('x', 3, -4, 4), leaf('b', 1, -4, 4), leaf('y', 10, 0, 12)],
    lines: [
      line('p', 'value.multiply', 'w', 'x'),
      line('ŷ', 'value.add', 'p', 'b'),
      line('n', 'value.multiply', 'y', -1),
      line('e', 'value.add', 'ŷ', 'n'),
      line('L', 'value.power', 'e', 2),
    ],
  },
  {
    id: 'softmax',
    title: 'softmax loss',
    formula: 'L = −log( exp z₁ · (exp z₁ + exp z₂)⁻¹ )',
    text: 'e₁ = exp(z₁); s = e₁ + exp(z₂); -log(e₁ * s**-1)',
    leaves: [leaf('z₁', 0.5, -3, 3), leaf('z₂', 1, -3, 3)],
    lines: [
      line('e₁', 'value.exp', 'z₁'),
      line('e₂', 'value.exp', 'z₂'),
      line('s', 'value.add', 'e₁', 'e₂'),
      line('r', 'value.power', 's', -1),
      line('p', 'value.multiply', 'e₁', 'r'),
      line('l', 'value.log', 'p'),
      line('L', 'value.multiply', 'l', -1),
    ],
  },
]

/** The one that the tab opens with: small enough to see whole, and with a number that is used twice. */
export const firstPreset = presets.find(({ id }) => id === 'chain')!
