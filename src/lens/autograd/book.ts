/** An expression as a book prints it: `L = exp( (a·b + a)·c )`. */
import { raised } from './raised.ts'
import type { Statement, Term } from './syntax.ts'

/** How close an operation binds. */
const strength = (term: Term): number => {
  switch (term.kind) {
    case 'binary':
      return term.sign === '+' || term.sign === '-' ? 1 : 2
    case 'minus':
      return 3
    case 'power':
      return 4
    case 'call':
    case 'number':
    case 'name':
      return 5
  }
}

const inside = (term: Term, least: number): string =>
  strength(term) < least ? `(${termInBook(term)})` : termInBook(term)

function termInBook(term: Term): string {
  switch (term.kind) {
    case 'number':
      return String(term.value)
    case 'name':
      return term.name
    case 'minus':
      return `−${inside(term.of, 3)}`
    case 'call':
      return `${term.word}( ${termInBook(term.of)} )`
    case 'power': {
      const sign = term.exponent.kind === 'minus' ? -1 : 1
      const exponent = term.exponent.kind === 'minus' ? term.exponent.of : term.exponent
      return `${inside(term.base, 5)}${exponent.kind === 'number' ? raised(sign * exponent.value) : ` ** ${inside(term.exponent, 5)}`}`
    }
    case 'binary': {
      const [own, { sign, left, right }] = [strength(term), term]
      const word = { '+': ' + ', '-': ' − ', '*': '·', '/': ' / ' }[sign]
      return inside(left, own) + word + inside(right, sign === '-' || sign === '/' ? own + 1 : own)
    }
  }
}

/** @param name what the last of them is called */
export const inBook = (statements: readonly Statement[], name: string): string =>
  statements.map(({ name: own, term }) => `${own ?? name} = ${termInBook(term)}`).join(', ')
