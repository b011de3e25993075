/** What the making of a number is written in: operands, terms of operands, steps that end in a number with a name. */
import type { Role } from '../../engine/operations.ts'
import type { NumberPlace } from '../number-place.ts'
import { pythonFloat, pythonList } from '../python-literal.ts'

/** A number that goes in: one that can be opened in turn, where it has a place. */
export interface Operand {
  readonly text: string
  readonly value: number
  readonly place: NumberPlace | null
  readonly role: Role
  /** What is to be said of it besides: at which other position it stands, that it is held. */
  readonly note?: string
}

export interface Term {
  /** As it is written, with the signs between. */
  readonly parts: readonly (Operand | string)[]
  readonly value: number
}

/** What a sum has come to before this step goes on with it; null where the step begins it. */
export type SoFar = { readonly name: string; readonly value: number } | null

/** One line of the making: terms, and the number that they come to. */
export interface Step {
  readonly name: string
  /** What Python calls it. */
  readonly variable: string
  readonly terms: readonly Term[]
  /** What there is already when the first term is added. */
  readonly start: SoFar
  /** Stands before the terms and behind them. */
  readonly lead: string
  readonly tail: string
  readonly value: number
  readonly note: string | null
  readonly python: readonly string[]
}

export const given = (text: string, value: number, role: Role = 'plain'): Operand => ({
  text,
  value,
  place: null,
  role,
})

/** Factors multiplied from left to right. */
export const product = (...factors: readonly Operand[]): Term => ({
  parts: factors.flatMap((factor, i) => (i === 0 ? [factor] : [' × ', factor])),
  value: factors.slice(1).reduce((value, factor) => value * factor.value, factors[0]!.value),
})

/** Anything else that is written of operands. */
export const written = (value: number, ...parts: readonly (Operand | string)[]): Term => ({ parts, value })

export const factorsOf = ({ parts }: Term): Operand[] => parts.filter(part => typeof part !== 'string')

interface SumOptions {
  readonly name: string
  readonly variable?: string
  readonly start?: SoFar
  /** The sum over so many. */
  readonly over?: number
  readonly note?: string | null
}

/** Products added up from left to right, from 0 as sum() does, or from what is there already. */
export function sumOf(
  terms: readonly Term[],
  { name, variable = 's', start = null, over, note = null }: SumOptions,
): Step {
  const sum = terms.reduce((so_far, { value }) => so_far + value, start?.value ?? 0)
  const value = over === undefined ? sum : sum / over
  return {
    name,
    variable,
    terms,
    start,
    lead: over === undefined ? '' : '(',
    tail: over === undefined ? '' : `) / ${over}`,
    value,
    note,
    python: [
      ...pythonSum(terms, variable, !start),
      ...(over === undefined ? [] : [`${variable} = ${variable} / ${over}`]),
    ],
  }
}

/** One expression that is no sum. */
export const stepOf = (name: string, variable: string, term: Term, python: readonly string[], note = ''): Step => ({
  name,
  variable,
  terms: [term],
  start: null,
  lead: '',
  tail: '',
  value: term.value,
  note: note || null,
  python,
})

/** The number is another one: a copy, a slice, another name. */
export const equalTo = (name: string, operand: Operand, note: string): Step =>
  stepOf(name, 's', written(operand.value, operand), [`s = ${pythonFloat(operand.value)}  # ${operand.text}`], note)

const letters = ['a', 'b', 'c'] as const

/** A loop with its lists. Python's own sum() takes more care with floats than adding one by one, so it would print others. */
function pythonSum(terms: readonly Term[], variable: string, isFirst: boolean): string[] {
  const begin = isFirst ? [`${variable} = 0.0`] : []
  const [first] = terms
  if (!first) return begin
  const rows = terms.map(factorsOf)
  if (rows.some(row => row.length !== rows[0]!.length))
    return [...begin, ...rows.map(row => `${variable} += ${row.map(({ value }) => pythonFloat(value)).join(' * ')}`)]
  const names = letters.slice(0, rows[0]!.length)
  const lists = names.flatMap((name, i) => {
    const column = rows.map(row => row[i]!)
    // A number that all terms share stands alone.
    if (terms.length > 1 && column.every(({ text, place }) => place === null && text === column[0]!.text))
      return [{ name, isShared: true, line: `${name} = ${pythonFloat(column[0]!.value)}  # ${column[0]!.text}` }]
    const words = terms.length > 1 ? `${column[0]!.text} … ${column.at(-1)!.text}` : column[0]!.text
    return [{ name, isShared: false, line: `${name} = ${pythonList(column.map(({ value }) => value))}  # ${words}` }]
  })
  const listed = lists.filter(({ isShared }) => !isShared).map(({ name }) => name)
  const each = listed.map(name => `${name}_i`)
  const factors = lists.map(({ name, isShared }) => (isShared ? name : `${name}_i`)).join(' * ')
  const over = listed.length === 1 ? listed[0]! : `zip(${listed.join(', ')})`
  return [
    ...lists.map(({ line }) => line),
    ...begin,
    `for ${each.join(', ')} in ${over}:`,
    `    ${variable} += ${factors}`,
  ]
}
