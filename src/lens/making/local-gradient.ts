/** The way back through norms and activations: what came back, times how much each output grows with this input. */
import type { Call } from '../../engine/graph.ts'
import { pythonFloat } from '../python-literal.ts'
import { tanhOf } from './activation.ts'
import { added } from './backward.ts'
import { inputsOf } from './forward.ts'
import type { Cell, Ground } from './ground.ts'
import { normOf } from './norm.ts'
import { given, product, stepOf, sumOf, written, type Operand, type SoFar, type Step } from './terms.ts'

const root = Math.sqrt(2 / Math.PI)
const cubic = 0.044715

export function elementwiseGradient(
  ground: Ground,
  call: Call,
  { row, column }: Cell,
  name: string,
  soFar: SoFar,
  note: string,
): Step[] {
  const { op, layer } = call
  const source = inputsOf(ground, call)[0]!
  const x = (i: number): Cell => ({ ...source, row, column: i })
  const dy = (i: number): Operand => ground.passedOn({ op, layer, row, column: i })
  if (call.kernel === 'rmsnorm_gradient' || call.kernel === 'layernorm_gradient')
    return throughNorm(ground, call, x, dy, column, name, soFar, note)
  const [xi, g] = [ground.output(x(column)), dy(column)]
  const [X, G] = [pythonFloat(xi.value), pythonFloat(g.value)]
  const comment = `  # ${xi.text}, ${g.text}`
  switch (call.kernel) {
    case 'relu_gradient': {
      const isOpen = xi.value > 0
      const term = written(isOpen ? g.value : 0, g, ' × (', xi, ' > 0)')
      const words = isOpen ? `${note}: above 0, so it passes` : `${note}: not above 0, so nothing comes back`
      return [added(stepOf(name, 's', term, [`s = ${G} if ${X} > 0 else 0.0${comment}`], words), soFar)]
    }
    case 'relu_squared_gradient': {
      const term = written(g.value * 2 * Math.max(0, xi.value), g, ' × 2 × max(0, ', xi, ')')
      return [added(stepOf(name, 's', term, [`s = ${G} * 2 * max(0.0, ${X})${comment}`], note), soFar)]
    }
    case 'gelu_gradient': {
      const tanh = tanhOf(xi)
      const t = tanh.value
      const slope = 0.5 * (1 + t) + 0.5 * xi.value * (1 - t * t) * root * (1 + 3 * cubic * xi.value * xi.value)
      const tt = given('t', t, 'mlp')
      const form = written(slope, '(1 + ', tt, ') / 2 + ', xi, ' / 2 × (1 − t²) × √(2 / π) × (1 + 0.134 × ', xi, '²)')
      const python = [
        `root = ${pythonFloat(root)}  # math.sqrt(2 / math.pi)`,
        'slope = 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * root * (1 + 3 * 0.044715 * x * x)',
      ]
      return [
        tanh,
        stepOf('slope', 'slope', form, python),
        added(
          stepOf(name, 's', product(g, given('slope', slope, 'mlp')), [`s = ${G} * slope  # ${g.text}`], note),
          soFar,
        ),
      ]
    }
    default:
      return []
  }
}

function throughNorm(
  ground: Ground,
  call: Call,
  x: (column: number) => Cell,
  dy: (column: number) => Operand,
  column: number,
  name: string,
  soFar: SoFar,
  note: string,
): Step[] {
  const count = call.output.columns
  const kernel = call.kernel === 'rmsnorm_gradient' ? 'rmsnorm' : 'layernorm'
  const { steps, scale, mean } = normOf(ground, kernel, x, count)
  const columns = Array.from({ length: count }, (_, i) => i)
  const [xi, g] = [ground.output(x(column)), dy(column)]
  const [X, G] = [pythonFloat(xi.value), pythonFloat(g.value)]
  if (!mean) {
    const dot = sumOf(
      columns.map(i => product(dy(i), ground.output(x(i)))),
      { name: 'Σ dy × x', variable: 'dot' },
    )
    const s = scale.value
    const value = (s * s * s * dot.value) / count
    const pulled = written(value, scale, `³ × `, given('Σ dy × x', dot.value, 'grad'), ` / ${count}`)
    const pull = stepOf('pull', 'pull', pulled, [`pull = (scale * scale * scale * dot) / ${count}`])
    const dx = s * g.value - xi.value * value
    const term = written(dx, scale, ' × ', g, ' − ', xi, ' × ', given('pull', value, 'grad'))
    const python = [`s = (scale * ${G} - ${X} * pull)  # ${g.text}, ${xi.text}`]
    const words = `${note}: the second part because the scale depends on every number of the row`
    return [...steps, dot, pull, added(stepOf(name, 's', term, python, words), soFar)]
  }
  const sum = sumOf(
    columns.map(i => product(dy(i))),
    { name: 'Σ dy', variable: 'total' },
  )
  const ys = columns.map(i => {
    const [gi, at] = [dy(i), ground.output(x(i))]
    return written(gi.value * (at.value - mean.value) * scale.value, gi, ' × (', at, ' − ', mean, ') × ', scale)
  })
  const plain = sumOf(ys, { name: 'Σ dy × y', variable: 'dot' })
  const dot: Step = {
    ...plain,
    python: [
      `dy = [${columns.map(i => pythonFloat(dy(i).value)).join(', ')}]`,
      'dot = 0.0',
      'for dyi, xi in zip(dy, x):',
      '    dot += dyi * (xi - mean) * scale',
    ],
  }
  const y = (xi.value - mean.value) * scale.value
  const dx = scale.value * (g.value - sum.value / count - (y * dot.value) / count)
  const parts = [
    given('Σ dy', sum.value, 'grad'),
    given('y', y, 'resid'),
    given('Σ dy × y', dot.value, 'grad'),
  ] as const
  const term = written(
    dx,
    scale,
    ' × (',
    g,
    ' − ',
    parts[0],
    ` / ${count} − `,
    parts[1],
    ' × ',
    parts[2],
    ` / ${count})`,
  )
  const python = [
    `y = (${X} - mean) * scale`,
    `s = scale * (${G} - total / ${count} - (y * dot) / ${count})  # ${g.text}`,
  ]
  return [...steps, sum, dot, added(stepOf(name, 's', term, python, note), soFar)]
}
