/** One parameter through Adam: the one of the matrix at hand that the loss feels most. */
import { small, dim, text, type LedgerEntry, type Part } from './ledger-entry.ts'
import type { At } from './ledger.ts'
import type { MatrixKind } from './reading.ts'

/** Null where no matrix is being updated, or where the moments before the step are not known. */
export function updateOn({ at, name }: { at: At; name: string }): LedgerEntry | null {
  const { session, view, reader } = at
  const parameter = session.moment.value?.op === 'adam' ? session.moment.value.parameter : null
  const matrix = reader.matrices.find(matrix => matrix.name === parameter)
  if (!matrix || view.provisional) return null
  const all = (kind: MatrixKind) => reader.matrix(matrix.name, kind).values
  const chosen = strongest(all('gradients'))
  const value = (kind: MatrixKind): number => all(kind)[chosen]!
  const { correction1, correction2 } = reader.trace.input.rates
  switch (name) {
    case 'for i': {
      const [row, column] = [Math.floor(chosen / matrix.columns), chosen % matrix.columns]
      const called = at.run.config.n_layer === 1 ? matrix.name.replace(/^layer0\./, '') : matrix.name
      return text(`i = ${matrix.start + chosen} `, dim(`${called}[${row}][${column}]`))
    }
    case 'm[i]':
      return text('m[i] = ', small(value('m')))
    case 'v[i]':
      return text('v[i] = ', small(value('v')))
    case 'm_hat':
      return text('m_hat = ', small(value('m') / correction1))
    case 'v_hat':
      return text('v_hat = ', small(value('v') / correction2))
    case 'p.data':
      return change(value('values'), value('updated'))
    case 'p.grad':
      return text(small(value('gradients')), dim(' → '), '0')
    default:
      return null
  }
}

function strongest(gradients: ArrayLike<number>): number {
  let chosen = 0
  for (let i = 1; i < gradients.length; i++) if (Math.abs(gradients[i]!) > Math.abs(gradients[chosen]!)) chosen = i
  return chosen
}

/** Old and new with as many decimals as it takes to see the difference. */
function change(before: number, after: number): LedgerEntry {
  let digits = 4
  while (digits < 8 && before !== after && before.toFixed(digits) === after.toFixed(digits)) digits++
  const bold: Part = { value: after, digits, tone: 'bold' }
  return text({ value: before, digits }, dim(' → '), bold)
}
