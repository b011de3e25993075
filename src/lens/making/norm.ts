/** Norms: one number over the size of all numbers of its row. */
import { pythonFloat, pythonList } from '../python-literal.ts'
import type { Cell, Ground } from './ground.ts'
import { given, product, stepOf, sumOf, written, type Operand, type Step } from './terms.ts'

/** The numbers in the middle of rmsnorm(), or of the layernorm that stands in for it, with how they come about. */
export interface Norm {
  readonly steps: readonly Step[]
  readonly scale: Operand
  /** 0 for rmsnorm. */
  readonly mean: Operand | null
}

/** @param x the row's numbers, by column */
export function normOf(ground: Ground, kernel: string, x: (column: number) => Cell, count: number): Norm {
  const row = Array.from({ length: count }, (_, i) => ground.output(x(i)))
  return kernel === 'rmsnorm' ? rms(row) : layer(row)
}

function rms(row: readonly Operand[]): Norm {
  const ms = sumOf(
    row.map(xi => product(xi, xi)),
    { name: 'ms', variable: 'ms', over: row.length, note: 'the mean of the squares' },
  )
  const scale = rootOver('ms', ms.value)
  return { steps: [ms, scale], scale: given('scale', scale.value, 'resid'), mean: null }
}

function layer(row: readonly Operand[]): Norm {
  const mean = sumOf(
    row.map(xi => product(xi)),
    { name: 'mean', variable: 'mean', over: row.length },
  )
  const centre = given('mean', mean.value, 'resid')
  const squares = row.map(xi => {
    const d = xi.value - mean.value
    return written(d ** 2, '(', xi, ' − ', centre, ')²')
  })
  const variance: Step = {
    ...sumOf(squares, { name: 'variance', variable: 'variance', over: row.length }),
    python: [
      `x = ${pythonList(row.map(({ value }) => value))}`,
      'variance = 0.0',
      'for xi in x:',
      '    variance += (xi - mean) * (xi - mean)',
      `variance = variance / ${row.length}`,
    ],
  }
  const scale = rootOver('variance', variance.value)
  return { steps: [mean, variance, scale], scale: given('scale', scale.value, 'resid'), mean: centre }
}

function rootOver(of: string, value: number): Step {
  const scale = (value + 1e-5) ** -0.5
  const term = written(scale, '(', given(of, value, 'resid'), ' + 1e-5) ** −0.5')
  return stepOf('scale', 'scale', term, [
    'import math',
    `scale = ${pythonFloat(scale)}  # (${of} + 1e-5) ** -0.5, its last digit as computed here`,
    `assert math.isclose(scale, (${of} + 1e-5) ** -0.5, rel_tol=1e-14)`,
  ])
}

export function normalized(
  ground: Ground,
  kernel: string,
  x: (column: number) => Cell,
  column: number,
  count: number,
  name: string,
): Step[] {
  const { steps, scale, mean } = normOf(ground, kernel, x, count)
  const xi = ground.output(x(column))
  const value = mean ? (xi.value - mean.value) * scale.value : xi.value * scale.value
  const term = mean ? written(value, '(', xi, ' − ', mean, ') × ', scale) : product(xi, scale)
  const python = mean ? `s = (${pythonFloat(xi.value)} - mean) * scale` : `s = ${pythonFloat(xi.value)} * scale`
  return [...steps, stepOf(name, 's', term, [`${python}  # ${xi.text}`])]
}
