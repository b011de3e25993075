/** One number opened: what it is made of at the left, the number itself, and those who use it at the right. */
import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit'
import { operations } from '../../../engine/operations.ts'
import type { Matrix } from '../../../engine/parameters.ts'
import type { GraphNumber, GraphRow, GraphTerm } from '../../../lens/model-graph-row.ts'
import { kindWords, lineName } from '../../../lens/model-graph-words.ts'
import { nameOf, roleOfParameter, shortName } from '../../../lens/reading.ts'
import { brief as letterOf, visible } from '../../attention/letters.ts'
import { fillOf, inkOn } from '../../marks/color.ts'
import { brief } from './numbers.ts'

export interface RowLook {
  readonly row: GraphRow
  readonly width: number
  readonly matrices: readonly Matrix[]
  readonly letters: readonly string[]
  readonly letter: (token: number) => string
  readonly block_size: number
  /** The parameter whose gradient is followed. */
  readonly parameter: number | null
  /** The strongest colour of what the line of an operation puts out. */
  readonly scaleFor: (number: GraphNumber) => number
  /** That of the gradients of the line. */
  readonly gradientScale: number
  readonly follow: (parameter: number) => void
}

const [boxHeight, pitch, top] = [20, 27, 30]
/** Of a box, and between two of them. */
const measures = (width: number): { readonly boxWidth: number; readonly gap: number } =>
  width < 384 ? { boxWidth: 38, gap: 12 } : { boxWidth: 46, gap: 14 }
const useWidth = 52
/** From one number of the chain to the next. */
const chainStep = 62
/** Of those that take one number. */
const single: Partial<Record<GraphNumber['kind'], string>> = { pow: 'power', exp: 'exp', log: 'log', relu: 'relu' }
const signs: Partial<Record<GraphNumber['kind'], string>> = { mul: '×', add: '+' }

export function rowView(look: RowLook): TemplateResult {
  const { row, width } = look
  const isWide = row.terms.some(({ operands }) => operands.length > 1)
  const areSums = row.terms.some(({ result }) => result.node !== row.chain[0]!.node)
  const { boxWidth, gap } = measures(width)
  const places = {
    first: 18,
    second: 18 + boxWidth + gap,
    result: 18 + (isWide ? 2 : 1) * (boxWidth + gap) + 2,
    uses: width - useWidth - 18,
  }
  const from = areSums ? places.result + boxWidth : places.first + (isWide ? 2 : 1) * (boxWidth + gap) - gap
  const middle = (from + places.uses) / 2
  const lines = Math.max(row.terms.length, row.uses.length, 3)
  const middleY = top + ((lines - 1) * pitch) / 2 + boxHeight / 2
  const center = middleY - ((row.chain.length - 1) * chainStep) / 2
  const height = top + lines * pitch + 14
  const scale = look.scaleFor(row.terms[0]?.operands.find(({ kind }) => kind === 'parameter') ?? row.chain[0]!)
  const most = Math.max(...row.terms.map(({ sends }) => Math.abs(sends)), 1e-300)
  const chainX = Math.min(places.uses - 84, middle + (areSums ? 0 : -31))
  return html`<svg width=${width} height=${height} role="group" aria-label="the nodes of this number">
    ${headers(look, places, isWide, areSums)}
    ${row.terms.map((term, i) => {
      const y = yOf(i, row.terms.length, lines)
      const isOn = term.operands.some(({ kind, column }) => kind === 'parameter' && column === look.parameter)
      const weight = 0.7 + (Math.abs(term.sends) / most) * 3
      const end = areSums ? places.result + boxWidth : from
      return svg`<path d="M${end} ${y}C${end + 22} ${y} ${chainX - (areSums ? 40 : 24)} ${center} ${chainX + (areSums ? -24 : 8)} ${center}"
          fill="none" stroke=${isOn ? 'var(--grad)' : 'var(--grad-m)'} stroke-width=${round(weight)}></path>
        ${termView(look, term, { ...places, y, isOn, areSums, scale })}`
    })}
    ${areSums ? sigma(chainX - 13, center, row) : nothing} ${chain(look, chainX, center, areSums)}
    ${uses(look, places.uses, lines, chainX, center)} ${lighter(row.lighterTerms, 'terms', 18, height, '')}
    ${lighter(row.lighterUses, '', width, height, 'end')}
  </svg>`
}

const yOf = (i: number, count: number, lines: number): number => top + boxHeight / 2 + (i + (lines - count) / 2) * pitch
const round = (value: number): number => Math.round(value * 100) / 100

const lighter = (count: number, what: string, x: number, height: number, look: string) =>
  count > 0
    ? svg`<text x=${x} y=${height - 4} class="small muted ${look}">and ${count} lighter ${what}</text>`
    : nothing

function headers(
  { row, matrices, width }: RowLook,
  { first, second, result, uses }: Readonly<Record<'first' | 'second' | 'result' | 'uses', number>>,
  isWide: boolean,
  areSums: boolean,
): SVGTemplateResult {
  const { terms } = row
  const { boxWidth } = measures(width)
  const header = (x: number, words: string, hue: string): SVGTemplateResult =>
    svg`<text x=${x + boxWidth / 2} y="14" class="mono small middle" fill="var(--${hue})">${words}</text>`
  const of = (at: number): readonly [string, string] | null => {
    const operands = terms.flatMap(({ operands }) => operands[at] ?? [])
    const all = new Set(operands.map(number => nameIn(number, matrices)))
    return all.size === 1 ? [[...all][0]!, roleOf(operands[0]!, matrices)] : null
  }
  const [a, b] = [of(0), of(1)]
  const kinds = new Set(terms.map(({ result }) => signs[result.kind] ?? result.kind))
  const users = new Set(row.uses.map(({ by }) => by.op))
  return svg`${a ? header(first, ...a) : nothing} ${isWide && b ? header(second, ...b) : nothing}
    ${areSums && kinds.size === 1 ? header(result, [...kinds][0]!, 'ink-3') : nothing}
    ${
      users.size === 1
        ? svg`<text x=${uses + useWidth} y="14" class="small end" fill="var(--${operations[[...users][0]!].role})">from ${lineName([...users][0]!)}</text>`
        : row.uses.length > 0
          ? svg`<text x=${uses + useWidth} y="14" class="small end muted">comes back</text>`
          : nothing
    }`
}

function roleOf({ kind, op, column }: GraphNumber, matrices: readonly Matrix[]): string {
  if (kind === 'plain') return 'ink-3'
  if (kind !== 'parameter') return operations[op].role === 'plain' ? 'ink-3' : operations[op].role
  return roleOfParameter(matrices.findLast(({ start }) => start <= column)!.name)
}

function nameIn({ kind, op, column }: GraphNumber, matrices: readonly Matrix[]): string {
  if (kind === 'plain') return ''
  if (kind !== 'parameter') return nameOf(op) ?? op
  const matrix = matrices.findLast(({ start }) => start <= column)!
  return `${shortName(matrix.name)}[${Math.floor((column - matrix.start) / matrix.columns)}]`
}

interface TermPlace {
  readonly first: number
  readonly second: number
  readonly result: number
  readonly y: number
  readonly isOn: boolean
  readonly areSums: boolean
  readonly scale: number
}

function termView(look: RowLook, { result, operands }: GraphTerm, place: TermPlace): SVGTemplateResult {
  const { first, second, y, isOn, areSums, scale } = place
  const [a, b] = operands
  const { boxWidth, gap } = measures(look.width)
  const sign = signs[result.kind] ?? result.kind
  return svg`<text x=${first - 5} y=${y + 3.5} class="small end ${isOn ? 'bold' : 'muted'}">${indexOf(look, operands)}</text>
    ${a ? operand(look, a, first, y, isOn) : nothing}
    ${
      b
        ? svg`<text x=${second - gap / 2} y=${y + 4} class="small middle muted">${sign}</text>${operand(look, b, second, y, isOn)}`
        : svg`<text x=${first + boxWidth + 5} y=${y + 3.5} class="small muted">${single[result.kind] ?? ''}</text>`
    }
    ${
      areSums
        ? svg`<path d="M${place.result - gap - 2} ${y}h${gap + 2}" stroke="var(--rule-2)"></path>
          ${cell(boxWidth, place.result, y, result.data, scale, isOn ? 'grad' : 'rule-2', isOn)}`
        : nothing
    }`
}

/** What tells the terms apart: the place in the vector, or the position that is read. */
function indexOf(look: RowLook, operands: readonly GraphNumber[]): string {
  const { row, matrices, letters, block_size } = look
  const letterAt = (position: number): string => letterOf(visible(letters[position] ?? ''))
  const [first, last] = [operands[0], operands.at(-1)]
  const weight = operands.find(({ kind }) => kind === 'parameter')
  if (!first || !last) return ''
  if (weight) {
    const { start, columns } = matrices.findLast(({ start }) => start <= weight.column)!
    return String((weight.column - start) % columns)
  }
  if (row.op === 'attention.mix' || row.op === 'loss.mean') return letterAt(last.position)
  if (first.op === 'attention.scores') return letterAt(first.column % block_size)
  // The sum of a softmax stands with its first number.
  if (first.op === row.op) return 'all'
  return first.op === 'output.logits' ? letterOf(visible(look.letter(first.column))) : String(first.column)
}

function operand(look: RowLook, number: GraphNumber, x: number, y: number, isOn: boolean): SVGTemplateResult {
  const hue = roleOf(number, look.matrices)
  const view = cell(
    measures(look.width).boxWidth,
    x,
    y,
    number.data,
    look.scaleFor(number),
    isOn && number.kind === 'parameter' ? 'grad' : hue,
    isOn,
  )
  if (number.kind !== 'parameter') return view
  const name = nameIn(number, look.matrices)
  const follow = (): void => look.follow(number.column)
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    follow()
  }
  return svg`<g class="weight" role="button" tabindex="0" aria-pressed=${isOn}
    aria-label="${brief(number.data, 2)}: follow ${name}[${indexOf(look, [number])}]" @click=${follow} @keydown=${onKey}>${view}</g>`
}

function cell(
  boxWidth: number,
  x: number,
  y: number,
  value: number,
  scale: number,
  hue: string,
  isOn: boolean,
): SVGTemplateResult {
  const ramp = { ramp: 'signed', scale } as const
  return svg`<rect x=${x} y=${y - boxHeight / 2} width=${boxWidth} height=${boxHeight} fill=${fillOf(value, ramp)}
      stroke="var(--${hue})" stroke-width=${isOn ? 1.75 : 1}></rect>
    <text x=${x + boxWidth / 2} y=${y + 4} class="mono middle ${isOn ? 'bold' : ''}" fill=${inkOn(value, ramp)}>${brief(value, 2)}</text>`
}

function sigma(x: number, y: number, { inner }: GraphRow): SVGTemplateResult {
  const words = kindWords(inner)
  // Long ones would run into the number at the right.
  const [at, look] = words.length > 8 ? [x + 11, 'end'] : [x, 'middle']
  return svg`<circle cx=${x} cy=${y} r="11" fill="var(--paper)" stroke="var(--grad)" stroke-width="1.75"></circle>
    <text x=${x} y=${y + 4.5} class="middle sum">Σ</text>
    <text x=${at} y=${y + 26} class="small ${look} muted cased">${words}</text>`
}

/** The number put out and, where one alone uses it, that one under it: value above, gradient below. */
function chain({ row }: RowLook, x: number, center: number, areSums: boolean): SVGTemplateResult {
  return svg`${areSums ? svg`<path d="M${x - 2} ${center}h10" stroke="var(--grad)" stroke-width="2"></path>` : nothing}
    ${row.chain.map((number, i) => {
      const y = center + i * chainStep
      return svg`${i > 0 ? svg`<path d="M${x + 62} ${y - chainStep + 20}V${y - 20}" stroke="var(--grad)" stroke-width="2"></path>` : nothing}
        <text x=${x + 8} y=${y - 25} class="mono small" fill="var(--${operations[number.op].role})">${lineName(number.op)}</text>
        <rect x=${x + 8} y=${y - 20} width="62" height="40" fill="var(--paper)" stroke="var(--grad)" stroke-width=${i === 0 ? 1.75 : 1}></rect>
        <path d="M${x + 8} ${y}h62" stroke="var(--rule)"></path>
        <text x=${x + 65} y=${y - 6} class="mono end">${brief(number.data, 3)}</text>
        <text x=${x + 65} y=${y + 14} class="mono end bold" fill="var(--grad)">${brief(number.grad, 4)}</text>`
    })}`
}

/** Scores belong to two positions: the one that tells them apart here. */
function useWords({ row, letters, block_size }: RowLook, { op, position, column }: GraphNumber): string {
  if (op !== 'attention.scores') return String(column)
  return letterOf(visible(letters[row.op === 'attention.query' ? column % block_size : position] ?? ''))
}

function uses(look: RowLook, x: number, lines: number, chainX: number, center: number): SVGTemplateResult {
  const { row } = look
  const most = Math.max(...row.uses.map(({ sends }) => Math.abs(sends)), 1e-300)
  const isOneLine = new Set(row.uses.map(({ by }) => by.op)).size === 1
  const start = center + (row.chain.length - 1) * chainStep
  const ramp = { ramp: 'signed', scale: look.gradientScale } as const
  return svg`${row.uses.map(({ by, sends }, i) => {
    const y = yOf(i, row.uses.length, lines)
    const words = isOneLine ? useWords(look, by) : ''
    return svg`<path d="M${chainX + 71} ${start}C${chainX + 84} ${start} ${x - 18} ${y} ${x} ${y}" fill="none" stroke="var(--grad-m)"
        stroke-width=${round(0.6 + (Math.abs(sends) / most) * 3)} opacity="0.75"></path>
      <rect x=${x} y=${y - boxHeight / 2} width=${useWidth} height=${boxHeight} fill=${fillOf(sends, ramp)}
        stroke="var(--${operations[by.op].role})"></rect>
      <text x=${x + useWidth / 2} y=${y + 4} class="mono small middle" fill=${inkOn(sends, ramp)}>${brief(sends, 4)}</text>
      ${
        isOneLine
          ? svg`<text x=${x + useWidth + 4} y=${y + 3.5} class="small muted">${words}</text>`
          : svg`<text x=${x - 3} y=${y - 3} class="small end cased" fill="var(--${operations[by.op].role})">${lineName(by.op)}</text>`
      }`
  })}`
}
