/** One parameter through Adam: the one that was chosen, or of the matrix at hand the one that the loss feels most. */
import type { Matrix } from '../engine/parameters.ts'
import { largest } from './attention-arithmetic.ts'
import { dim, small, text, worked, type LedgerEntry, type Part } from './ledger-entry.ts'
import { remembered, type At, type Rule } from './ledger-line.ts'
import type { MatrixKind, TraceReader } from './reading.ts'

export interface Chosen {
  readonly matrix: Matrix
  /** Within the matrix. */
  readonly index: number
}

/** Null while no matrix has been updated, or where that of the chosen parameter has not. */
export function parameterAt(at: At): Chosen | null {
  const { session, reader, moment } = at
  const index = session.parameterIndex.value
  const now = moment.op === 'adam' ? reader.matrices.find(({ name }) => name === moment.parameter) : undefined
  const chosen = index === null ? undefined : reader.matrices.findLast(({ start }) => start <= index)
  // While the loop goes through another matrix, the parameter at hand is one of that.
  if (chosen && index! < at.run.plan.parameters && (now ? now === chosen : session.isUpdated(chosen.name)))
    return { matrix: chosen, index: index! - chosen.start }
  const matrix = now ?? reader.matrices.findLast(({ name }) => session.isUpdated(name))
  return matrix ? { matrix, index: strongest(at, matrix.name) } : null
}

const strongest = (at: At, name: string): number =>
  remembered(at, `strongest ${name}`, () => largest(at.reader.matrix(name, 'gradients').values.map(Math.abs)))

/** `wte[4][7]`; the layer is said where there are several. */
export function parameterName({ matrices }: TraceReader, { matrix: { name, columns }, index }: Chosen): string {
  const isOnly = !matrices.some(matrix => matrix.name.startsWith('layer1.'))
  return `${isOnly ? name.replace(/^layer0\./, '') : name}[${Math.floor(index / columns)}][${index % columns}]`
}

/** Nothing where no matrix has been updated, or where the moments before the step are not known. */
export const update: Rule = ({ at, name }) => {
  const { view, reader, run } = at
  const chosen = parameterAt(at)
  if (!chosen || view.provisional) return null
  const value = (kind: MatrixKind): number => reader.matrix(chosen.matrix.name, kind).values[chosen.index]!
  const flat = chosen.matrix.start + chosen.index
  const { correction1, correction2, beta1, beta2 } = reader.trace.input.rates
  const isAdam = run.config.optimizer === 'adam'
  const grad = value('gradients')
  const bold = (number: number): Part => small(number, 'bold')
  switch (name) {
    case 'for i':
      return text(`i = ${flat} `, dim(parameterName(reader, chosen)))
    case 'm[i]':
      if (!isAdam) return null
      return worked([`${beta1}·`, reader.before.m[flat]!, ` + ${rest(beta1)}·`, grad], bold(value('m')))
    case 'v[i]':
      if (!isAdam) return null
      return worked([`${beta2}·`, reader.before.v[flat]!, ` + ${rest(beta2)}·`, grad, '²'], bold(value('v')))
    case 'm_hat':
      return isAdam ? worked([value('m'), ' / ', correction1], bold(value('m') / correction1)) : null
    case 'v_hat':
      return isAdam ? worked([value('v'), ' / ', correction2], bold(value('v') / correction2)) : null
    case 'p.data':
      return change(value('values'), value('updated'))
    case 'p.grad':
      return text(small(grad), dim(' → '), '0')
    default:
      return null
  }
}

/** 1 − beta, without the last digits that binary leaves over. */
const rest = (beta: number): number => Number((1 - beta).toPrecision(6))

/** Old and new with as many decimals as it takes to see the difference. */
function change(before: number, after: number): LedgerEntry {
  let digits = 4
  while (digits < 8 && before !== after && before.toFixed(digits) === after.toFixed(digits)) digits++
  return text({ value: before, digits }, dim(' → '), { value: after, digits, tone: 'bold' })
}
