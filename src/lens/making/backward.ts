/** How a gradient is made: what each line that read the number hands back, added up in the order of the walk. */
import type { Call } from '../../engine/graph.ts'
import { operations } from '../../engine/operations.ts'
import { matrixOf } from '../operands.ts'
import { pythonFloat } from '../python-literal.ts'
import { inputsOf } from './forward.ts'
import type { Cell, Ground } from './ground.ts'
import { elementwiseGradient } from './local-gradient.ts'
import {
  equalTo,
  given,
  product,
  stepOf,
  sumOf,
  written,
  type Operand,
  type SoFar,
  type Step,
  type Term,
} from './terms.ts'

/** The share of one line that read the number. */
type Share = (ground: Ground, call: Call, cell: Cell, name: string, soFar: SoFar) => Step[]

export function activationGradientSteps(ground: Ground, cell: Cell, name: string): Step[] {
  const tensor = ground.plan.gradient(cell.op, cell.layer)
  const calls = ground.plan.calls.filter(({ phase, output }) => phase === 'backward' && output === tensor)
  return shares(calls, name, (call, soFar) => shareOf(ground, call, cell, name, soFar))
}

/** The sum over every position of what came back there, times what the parameter met there. */
export function parameterGradientSteps(
  ground: Ground,
  parameter: string,
  row: number,
  column: number,
  name: string,
): Step[] {
  const { plan, reader } = ground
  const tensor = plan.gradientOfParameter(parameter)
  const calls = plan.calls.filter(({ phase, output }) => phase === 'backward' && output === tensor)
  const positions = Array.from({ length: reader.positions }, (_, position) => position)
  const steps = shares(calls, name, (call, soFar) => {
    const { op, layer } = call
    const dy = (position: number, column: number): Operand => ground.passedOn({ op, layer, row: position, column })
    if (call.kernel === 'embed_gradient') {
      const index = call.index === 'positions' ? positions : [...reader.tokens]
      const terms = positions.filter(position => index[position] === row).map(position => product(dy(position, column)))
      return [sumOf(terms, { name, start: soFar, note: noteOn(call, terms.length, 'that looked this row up') })]
    }
    const x = inputsOf(ground, call)[0]!
    const terms = positions.map(position => product(dy(position, row), ground.output({ ...x, row: position, column })))
    return [sumOf(terms, { name, start: soFar, note: noteOn(call, terms.length, 'that used it') })]
  })
  return steps.length > 0
    ? steps
    : [equalTo(name, given('0', 0), 'nothing that the loss depends on reads this parameter')]
}

const noteOn = ({ op }: Call, positions: number, words: string): string =>
  `through “${operations[op].title}”: ${positions === 1 ? 'the one position' : `the ${positions} positions`} ${words}`

function shares(calls: readonly Call[], name: string, share: (call: Call, soFar: SoFar) => Step[]): Step[] {
  const steps: Step[] = []
  for (const call of calls) {
    const value = steps.at(-1)?.value
    steps.push(...share(call, value === undefined ? null : { name, value }))
  }
  return steps
}

const shareOf: Share = (ground, call, cell, name, soFar) => {
  const { plan, config, reader } = ground
  const { row, column } = cell
  const { op, layer } = call
  const note = `through “${operations[op].title}”`
  const dy = (row: number, column: number): Operand => ground.passedOn({ op, layer, row, column })
  const sum = (terms: readonly Term[]): Step[] => [sumOf(terms, { name, start: soFar, note })]
  const size = config.block_size
  const headOf = (width: number): number => Math.floor(column / width)
  const inverse = given(plan.root === 1 ? '1' : `1 / √${plan.root}`, 1 / Math.sqrt(plan.root))
  const later = Array.from({ length: reader.positions - row }, (_, i) => row + i)
  const read = (which: number, row: number, column: number): Operand =>
    ground.output({ ...inputsOf(ground, call)[which]!, row, column })
  switch (call.kernel) {
    case 'copy':
      return soFar ? sum([product(dy(row, column))]) : [equalTo(name, dy(row, column), `${note}: a sum passes it on`)]
    case 'linear_gradient_input': {
      const { rows } = reader.matrices.find(({ name }) => name === matrixOf({ op, layer }, config))!
      const matrix = matrixOf({ op, layer }, config)!
      return sum(Array.from({ length: rows }, (_, o) => product(dy(row, o), ground.parameter(matrix, o, column))))
    }
    case 'attention_scores_gradient_query': {
      const head = headOf(plan.head_dim)
      return sum(
        Array.from({ length: row + 1 }, (_, j) => product(dy(row, head * size + j), inverse, read(1, j, column))),
      )
    }
    case 'attention_scores_gradient_key': {
      const head = headOf(plan.head_dim)
      return sum(later.map(asks => product(dy(asks, head * size + row), inverse, read(0, asks, column))))
    }
    case 'attention_mix_gradient_weights': {
      const [head, j] = [headOf(size), column % size]
      const columns = Array.from({ length: plan.head_dim }, (_, d) => head * plan.head_dim + d)
      return sum(columns.map(column => product(dy(row, column), read(1, j, column))))
    }
    case 'attention_mix_gradient_values': {
      const head = headOf(plan.head_dim)
      return sum(later.map(asks => product(read(0, asks, head * size + row), dy(asks, column))))
    }
    case 'attention_softmax_gradient': {
      const first = headOf(size) * size
      return throughSoftmax(ground, call, row, first, column, name, soFar, note)
    }
    case 'keep_heads': {
      const isOn = (plan.kept >> headOf(plan.head_dim)) & 1
      return [equalTo(name, isOn ? dy(row, column) : given('0', 0), isOn ? note : 'this head is switched off')]
    }
    case 'cross_entropy_gradient': {
      const p = ground.output({ op: 'loss.softmax', layer: null, row, column })
      const isTarget = reader.targets[row] === column
      const share = reader.trace.input.rows.weights[row]!
      const hot = given(isTarget ? '1' : '0', isTarget ? 1 : 0)
      const value = (p.value - hot.value) * share
      const n = given('1 / n', share)
      const python = [
        `s = (${pythonFloat(p.value)} - ${hot.value}) * ${pythonFloat(share)}  # ${p.text}, target, 1 / n`,
      ]
      const words = isTarget ? 'the target: probability minus 1, over n' : 'not the target: probability minus 0, over n'
      return [stepOf(name, 's', written(value, '(', p, ' − ', hot, ') × ', n), python, words)]
    }
    default:
      return elementwiseGradient(ground, call, cell, name, soFar, note)
  }
}

/** ds = w · (dw − Σ dw · w): what one weight gains, the others lose. */
function throughSoftmax(
  ground: Ground,
  { op, layer }: Call,
  row: number,
  first: number,
  column: number,
  name: string,
  soFar: SoFar,
  note: string,
): Step[] {
  const at = (column: number) => ({ op, layer, row, column })
  const columns = Array.from({ length: row + 1 }, (_, i) => first + i)
  const dot = sumOf(
    columns.map(column => product(ground.passedOn(at(column)), ground.output(at(column)))),
    { name: 'Σ dw × w', variable: 'dot' },
  )
  const [w, dw] = [ground.output(at(column)), ground.passedOn(at(column))]
  const value = w.value * (dw.value - dot.value)
  const term = written(value, w, ' × (', dw, ' − ', given('Σ dw × w', dot.value, 'grad'), ')')
  const dx = `${pythonFloat(w.value)} * (${pythonFloat(dw.value)} - dot)`
  return [dot, added(stepOf(name, 's', term, [`s = ${dx}`], note), soFar)]
}

/** A step whose number is added to what there is already. */
export const added = (step: Step, soFar: SoFar): Step =>
  soFar
    ? {
        ...step,
        start: soFar,
        value: soFar.value + step.value,
        python: step.python.map(line => line.replace(/^s = /, 's = s + ')),
      }
    : step
