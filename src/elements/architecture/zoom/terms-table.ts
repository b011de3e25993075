/** The arithmetic of an operation as a table, for the number that is open. */
import { html, type TemplateResult } from 'lit'
import { productsOf, sumsOf, weightOf, type Arithmetic } from '../../../lens/zoom-arithmetic.ts'
import { decimal } from '../../marks/numbers.ts'
import type { Plain } from './cells.ts'
import { axisLabel } from './parts.ts'

const four = (value: number): string => decimal(value, 4)

const head = (words: readonly string[]): TemplateResult =>
  html`<thead>
    <tr>
      ${words.map(word => html`<th scope="col">${word}</th>`)}
    </tr>
  </thead>`

export function terms(scene: Plain, arithmetic: Arithmetic, open: number): TemplateResult {
  const label = (axis: Parameters<typeof axisLabel>[1], i: number): string =>
    axisLabel({ letters: scene.letters, scene }, axis, i)
  const line = (name: string, values: readonly string[]): TemplateResult =>
    html`<tr>
      <th scope="row">${name}</th>
      ${values.map(value => html`<td>${value}</td>`)}
    </tr>`
  const { out } = arithmetic
  if (arithmetic.kind === 'rows') {
    const { x, matrix, columns } = arithmetic
    const products = productsOf(arithmetic, open)
    const sums = sumsOf(products)
    return html`<table>
      <caption>
        ${out.words}[${open}] = ${four(out.reading.values[open]!)}
      </caption>
      ${head(['column', matrix.words, x.words, 'product', 'sum so far'])}
      <tbody>
        ${Array.from(products, (product, i) =>
          line(label(columns, i), [
            four(weightOf(matrix, open, i)),
            four(x.reading.values[i]!),
            four(product),
            four(sums[i]!),
          ]),
        )}
      </tbody>
    </table>`
  }
  if (arithmetic.kind === 'chain') {
    const steps = arithmetic.steps.filter(step => step.kind === 'numbers')
    const count = Math.max(...steps.map(({ reading }) => reading.columns))
    const others = arithmetic.steps.filter(step => step.kind !== 'numbers')
    return html`<table>
      <caption>
        ${others.map(step => `${step.words} = ${four(step.kind === 'sum' ? step.total : step.value)}; `)}
      </caption>
      ${head(['column', ...steps.map(({ words }) => words)])}
      <tbody>
        ${Array.from({ length: count }, (_, i) =>
          line(
            label(arithmetic.columns, i),
            steps.map(({ reading }) => four(reading.values[i]!)),
          ),
        )}
      </tbody>
    </table>`
  }
  const last = out.reading.values.subarray((out.reading.rows - 1) * out.reading.columns)
  return html`<table>
    <caption>
      ${out.words}
    </caption>
    ${head(['column', out.words])}
    <tbody>
      ${Array.from(last, (value, i) => line(String(i), [four(value)]))}
    </tbody>
  </table>`
}
