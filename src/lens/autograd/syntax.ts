/** Reads what somebody types as Python reads it: `a = 2; L = exp((a*b + a) * c)`, with a place for every problem. */

export type Term =
  | { readonly kind: 'number'; readonly value: number; readonly at: number }
  | { readonly kind: 'name'; readonly name: string; readonly at: number }
  | { readonly kind: 'minus'; readonly of: Term; readonly at: number }
  | { readonly kind: 'call'; readonly word: FunctionWord; readonly of: Term; readonly at: number }
  | { readonly kind: 'binary'; readonly sign: Sign; readonly left: Term; readonly right: Term; readonly at: number }
  | { readonly kind: 'power'; readonly base: Term; readonly exponent: Term; readonly at: number }

export type Sign = '+' | '-' | '*' | '/'

export interface Statement {
  /** What it is called from then on; null where it is given no name. */
  readonly name: string | null
  readonly term: Term
  /** Its first and its last letter in the text. */
  readonly at: number
  readonly end: number
}

/** What cannot be read, in a sentence, and where. */
export interface Problem {
  readonly words: string
  readonly at: number
}

export class Unreadable extends Error {
  constructor(
    words: string,
    readonly at: number,
  ) {
    super(words)
  }
}

/** The functions that `Value` has. */
export const functionWords = ['relu', 'exp', 'log'] as const
export type FunctionWord = (typeof functionWords)[number]
const isFunction = (word: string): word is FunctionWord => (functionWords as readonly string[]).includes(word)

/** A name stands on a box of the picture. */
const longestName = 6

interface Token {
  readonly kind: 'number' | 'name' | 'sign' | 'end'
  readonly text: string
  readonly at: number
}

const form = /\s*(?:(\d+\.?\d*(?:e[+-]?\d+)?|\.\d+)|([\p{L}_][\p{L}\p{N}_]*)|(\*\*|[-+*/().;=]))/uy

/** Letter for letter, so that places stay: a minus as in a book, a dot or a cross for a product. */
export const plain = (text: string): string => text.replace(/[−–]/g, '-').replace(/[·×]/g, '*').replaceAll('÷', '/')

function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  const given = plain(text)
  const last = given.trimEnd().length
  for (form.lastIndex = 0; form.lastIndex < last;) {
    const from = form.lastIndex
    const found = form.exec(given)
    if (!found) {
      const at = from + /^\s*/.exec(given.slice(from))![0].length
      throw new Unreadable(strange(String.fromCodePoint(given.codePointAt(at)!)), at)
    }
    const [, number, name, sign] = found
    const word = (number ?? name ?? sign)!
    const at = form.lastIndex - word.length
    if (name && name.length > longestName)
      throw new Unreadable(`${name} is too long a name: at most ${longestName} letters fit over a box.`, at)
    tokens.push({ kind: number ? 'number' : name ? 'name' : 'sign', text: word, at })
  }
  return [...tokens, { kind: 'end', text: '', at: last }]
}

const strange = (letter: string): string =>
  letter === '^'
    ? 'A power is written ** here, as in Python.'
    : `${letter} means nothing here: there are numbers, names, + - * / ** ( ) and ${functionWords.join(', ')}.`

/** @throws Unreadable */
export function statementsOf(text: string): Statement[] {
  const tokens = tokensOf(text)
  let next = 0
  const peek = (): Token => tokens[next]!
  const isSign = (sign: string): boolean => peek().kind === 'sign' && peek().text === sign
  const takes = (sign: string): boolean => isSign(sign) && next++ >= 0
  const open: Token[] = []

  function statement(): Statement {
    const first = peek()
    const isNamed = first.kind === 'name' && tokens[next + 1]?.text === '='
    if (isNamed) {
      if (isFunction(first.text)) throw new Unreadable(`${first.text} is a function: give it another name.`, first.at)
      next += 2
    }
    const term = sum()
    const { at, kind, text } = peek()
    if (kind !== 'end' && text !== ';') throw new Unreadable(afterTerm(text), at)
    return { name: isNamed ? first.text : null, term, at: first.at, end: tokens[next - 1]!.at + tokens[next - 1]!.text.length } // prettier-ignore
  }

  function afterTerm(text: string): string {
    if (text === ')') return 'There is no ( for this ).'
    if (text === '=') return 'Only one name can stand before =.'
    return `Before ${text} an operator was expected: + - * / or **.`
  }

  function chain(signs: readonly Sign[], operand: () => Term): Term {
    let left = operand()
    for (;;) {
      const { at } = peek()
      const sign = signs.find(takes)
      if (!sign) return left
      left = { kind: 'binary', sign, left, right: operand(), at }
    }
  }
  const sum = (): Term => chain(['+', '-'], product)
  const product = (): Term => chain(['*', '/'], signed)

  function signed(): Term {
    const { at } = peek()
    if (takes('+')) return signed()
    return takes('-') ? { kind: 'minus', of: signed(), at } : power()
  }

  /** Binds closer than a minus before it, and to the right: −a**2 is −(a²). */
  function power(): Term {
    const base = method(atom())
    const { at } = peek()
    return takes('**') ? { kind: 'power', base, exponent: signed(), at } : base
  }

  /** `(a*b).relu()`, as microgpt.py writes it. */
  function method(of: Term): Term {
    if (!takes('.')) return of
    const { text, at } = tokens[next++]!
    if (!isFunction(text)) throw new Unreadable(unknown(text), at)
    if (!takes('(') || !takes(')')) throw new Unreadable(`${text} is called with () here.`, at)
    return method({ kind: 'call', word: text, of, at })
  }

  function atom(): Term {
    const token = tokens[next++]!
    const { kind, text, at } = token
    if (kind === 'number') return { kind, value: Number(text), at }
    if (kind === 'name' && !isFunction(text)) {
      if (isSign('(')) throw new Unreadable(unknown(text), at)
      return { kind, name: text, at }
    }
    if (kind === 'name' && !isSign('(')) throw new Unreadable(`${text} needs its number in ( ).`, at)
    if (kind === 'name') next++
    else if (text !== '(') throw new Unreadable(missing(token), at)
    open.push(token)
    const of = sum()
    if (!takes(')')) throw new Unreadable(peek().kind === 'end' ? 'The ( here is never closed.' : afterTerm(peek().text), peek().kind === 'end' ? open.at(-1)!.at : peek().at) // prettier-ignore
    open.pop()
    return kind === 'name' ? { kind: 'call', word: text as FunctionWord, of, at } : of
  }

  function missing({ kind, text }: Token): string {
    if (kind === 'end') return 'It ends where a number, a name or ( should follow.'
    return `Before ${text} a number, a name or ( was expected.`
  }

  const found = [statement()]
  while (takes(';')) if (peek().kind !== 'end') found.push(statement())
  return found
}

const unknown = (word: string): string => `${word} is not known: Value has ${functionWords.join(', ')}.`
