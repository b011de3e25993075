/** The activations of the MLP: relu, its square, and the tanh form of gelu. */
import { pythonFloat } from '../python-literal.ts'
import { given, stepOf, written, type Operand, type Step } from './terms.ts'

export type Activation = 'relu' | 'relu_squared' | 'gelu'

/** √(2 / π) and the weight of the cube, as in the tanh form of GELU: https://arxiv.org/abs/1606.08415 */
const root = Math.sqrt(2 / Math.PI)
const cubic = 0.044715

/** The tanh inside gelu. */
export function tanhOf(x: Operand): Step {
  const inner = root * (x.value + cubic * x.value ** 3)
  const value = Math.tanh(inner)
  const term = written(value, 'tanh(√(2 / π) × (', x, ' + 0.044715 × ', x, '³))')
  return stepOf('t', 't', term, [
    'import math',
    `x = ${pythonFloat(x.value)}  # ${x.text}`,
    `t = ${pythonFloat(value)}  # its last digit as computed here`,
    'assert math.isclose(t, math.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x ** 3)), rel_tol=1e-13)',
  ])
}

export function activated(x: Operand, kernel: Activation, name: string): Step[] {
  const note = x.value > 0 ? 'above 0, so it passes' : 'not above 0, so nothing passes'
  const most = Math.max(0, x.value)
  const literal = pythonFloat(x.value)
  switch (kernel) {
    case 'relu':
      return [stepOf(name, 's', written(most, 'max(0, ', x, ')'), [`s = max(0.0, ${literal})  # ${x.text}`], note)]
    case 'relu_squared':
      return [
        stepOf(
          name,
          's',
          written(most ** 2, 'max(0, ', x, ')²'),
          [`r = max(0.0, ${literal})  # ${x.text}`, 's = r * r'],
          note,
        ),
      ]
    case 'gelu': {
      const t = tanhOf(x)
      const value = 0.5 * x.value * (1 + t.value)
      const term = written(value, '0.5 × ', x, ' × (1 + ', given('t', t.value, 'mlp'), ')')
      return [t, stepOf(name, 's', term, ['s = 0.5 * x * (1 + t)'])]
    }
  }
}
