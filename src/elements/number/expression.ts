/** The expression of a number: a step a line, its terms in columns, each operand in the colour of its role. */
import { html, nothing, type TemplateResult } from 'lit'
import type { Making } from '../../lens/making/making.ts'
import type { Operand, Step, Term } from '../../lens/making/terms.ts'
import type { NumberPlace } from '../../lens/number-place.ts'
import { exact } from '../marks/numbers.ts'
import { shortFigure, sumFigure } from './figures.ts'

export interface ExpressionView {
  readonly making: Making
  /** Pixels for the whole expression. */
  readonly room: number
  /** Steps of which all terms are shown. */
  readonly whole: ReadonlySet<number>
  readonly open: (place: NumberPlace) => void
  readonly unfold: (step: number) => void
  /** What the pointer or the focus is on. */
  readonly name: (operand: Operand | null) => void
}

export function expression(view: ExpressionView): TemplateResult {
  const { steps } = view.making
  return html`<div class="steps" role="group" aria-label="the expression, with its operands filled in">
    ${steps.map((step, at) => stepLines(view, step, at, at === steps.length - 1))}
  </div>`
}

/** How many terms are shown at first. */
const shownOf = (step: Step, isLast: boolean, across: number): number => {
  const most = across < 3 ? 6 : isLast ? 16 : 8
  // Hiding one or two would take as much room as showing them.
  return step.terms.length <= most + 2 ? step.terms.length : most
}

function stepLines(view: ExpressionView, step: Step, at: number, isLast: boolean) {
  const { making, whole, unfold } = view
  const across = acrossOf(view, step)
  const count = whole.has(at) ? step.terms.length : shownOf(step, isLast, across)
  const hidden = step.terms.length - count
  const isSum = step.terms.length > 1
  const result = html`<span class="result"
    ><span class="is">=</span> <b data-role=${isLast ? making.role : nothing}>${sumFigure(step.value)}</b></span
  >`
  const note = step.note === null ? nothing : html`<span class="says">${step.note}</span>`
  return html`<span class="name" data-role=${isLast ? making.role : nothing}>${step.name}</span
    ><span class="is">=</span>
    <div class="made">
      ${step.start ? html`<p class="says">${sumFigure(step.start.value)} so far, and</p>` : nothing}
      <div class="terms" data-across=${across}>
        ${step.terms.slice(0, count).map((term, i) => termCell(view, step, term, i))}
        ${
          hidden > 0
            ? html`<span class="term"
                ><i>+</i><button class="more" @click=${() => unfold(at)}>and ${hidden} more</button></span
              >`
            : nothing
        }
        ${isSum ? nothing : html`${result} ${note}`}
      </div>
      ${isSum ? html`<p class="total">${result} ${note}</p>` : nothing}
    </div>`
}

/** A letter of the expression, in pixels. */
const letter = 6.95

/** Up to four terms a row: as many as there is room for beside the longest name. */
function acrossOf({ room, making }: ExpressionView, { terms }: Step): number {
  const name = Math.max(...making.steps.map(({ name }) => name.length)) * letter + 26
  const longest = Math.max(0, ...terms.map(({ parts }) => parts.reduce((sum, part) => sum + lengthOf(part), 1.45)))
  if (terms.length < 2) return 1
  return Math.min(4, Math.max(1, Math.floor((room - name + 10) / (longest * letter + 10))))
}

const lengthOf = (part: Operand | string): number =>
  typeof part === 'string' ? (part === ' × ' ? 1.9 : part.length) : shortFigure(part.value).length

function termCell(view: ExpressionView, { lead, tail, terms }: Step, { parts }: Term, i: number) {
  return html`<span class="term"
    >${i > 0 ? html`<i>+</i>` : lead}${parts.map(part => (typeof part === 'string' ? sign(part) : operandOf(view, part)))}${
      i === terms.length - 1 ? tail : ''
    }</span
  >`
}

/** A sign between two operands takes less room than a letter on either side of it. */
const sign = (part: string) => (part === ' × ' ? html`<i>×</i>` : part)

function operandOf({ open, name }: ExpressionView, operand: Operand) {
  const { place, value, role, text, note } = operand
  const words = `${shortFigure(value)}: ${text}, ${exact(value)}${note ? `, ${note}` : ''}`
  const isHeld = note?.includes('held') === true
  const show = (): void => name(operand)
  const hide = (): void => name(null)
  return place
    ? html`<button
        class="operand"
        data-role=${role}
        ?data-held=${isHeld}
        tabindex="-1"
        aria-label=${words}
        @click=${() => open(place)}
        @pointerenter=${show}
        @pointerleave=${hide}
        @focus=${show}
        @blur=${hide}
      >
        ${shortFigure(value)}
      </button>`
    : html`<span class="operand" data-role=${role} @pointerenter=${show} @pointerleave=${hide}
        >${shortFigure(value)}</span
      >`
}

/** All operands with all their digits, for who reads no picture. */
export function operandsTable({ steps }: Making): TemplateResult {
  return html`${steps.map(
    ({ name, terms, value }) =>
      html`<table>
        <caption>
          ${name} = ${exact(value)}
        </caption>
        <thead>
          <tr>
            <th scope="col">term</th>
            <th scope="col">made of</th>
            <th scope="col">comes to</th>
          </tr>
        </thead>
        <tbody>
          ${terms.map(
            ({ parts, value }, i) =>
              html`<tr>
                <th scope="row">${i}</th>
                <td>
                  ${parts.map(part => (typeof part === 'string' ? part : `${part.text} (${exact(part.value)})`)).join('')}
                </td>
                <td>${exact(value)}</td>
              </tr>`,
          )}
        </tbody>
      </table>`,
  )}`
}
