/** Where the operands come from and what is made of the number: each a way to the next number, with its line. */
import { html, nothing, type TemplateResult } from 'lit'
import { operations, type OpId } from '../../engine/operations.ts'
import type { Making } from '../../lens/making/making.ts'
import type { Source } from '../../lens/making/links.ts'
import type { NumberPlace } from '../../lens/number-place.ts'
import type { Program } from '../../python/program.ts'

interface SourcesView {
  readonly making: Making
  readonly program: Program
  readonly open: (place: NumberPlace) => void
}

/** More rows than this are a list nobody reads. */
const most = 6

export function sources(view: SourcesView): TemplateResult {
  const { from, into } = view.making
  return html`<ul class="sources">
    ${rows(view, 'from', from)} ${rows(view, 'into', into)}
  </ul>`
}

const rows = (view: SourcesView, way: 'from' | 'into', list: readonly Source[]) =>
  list.slice(0, most).map(source => row(view, way, source))

function row({ program, open }: SourcesView, way: 'from' | 'into', { text, operand, count, op, note }: Source) {
  const { place, role } = operand
  const which = count > 1 ? `${text}: opens ${operand.text}` : text
  return html`<li>
    <span class="way">${way}</span>
    <button data-role=${role} aria-label=${which} @click=${() => place && open(place)}>${text}</button>
    <span class="line">${note ?? wordsOf(program, op)}</span>
  </li>`
}

function wordsOf(program: Program, op: OpId | null) {
  if (op === null) return nothing
  const [lines] = program.linesOf(op)
  return lines ? `${operations[op].title}, line ${lines[0]}` : operations[op].title
}
