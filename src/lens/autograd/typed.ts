/** What somebody typed, as an expression that can be run: the same Values in the same order as Python would make them. */
import { inBook } from './book.ts'
import { result, run, startValues, type LeafValues } from './expression.ts'
import type { Leaf, Line, Preset, ValueOp } from './presets.ts'
import { plain, statementsOf, Unreadable, type Problem, type Statement, type Term } from './syntax.ts'

/** More numbers than this are no picture any more. */
export const mostNodes = 40
/** More letters than this are no part of a link. */
export const mostLetters = 200

/** A plain number, or the name of a Value. */
type Operand = string | number

/** Names for what has none: products, sums and what follows. */
const pool = 'p q r s t u v g h k m n'.split(' ')

/** Reads an expression; a problem comes with the place where it is. */
export function readExpression(text: string): Preset | Problem {
  try {
    if (text.trim() === '') throw new Unreadable('Type an expression of named numbers, as a * b + c.', 0)
    if (text.length > mostLetters) throw new Unreadable(`Only ${mostLetters} letters are read.`, mostLetters)
    // As it is kept and linked to, in the letters of Python.
    return compile(plain(text), statementsOf(text))
  } catch (error) {
    if (error instanceof Unreadable) return { words: error.message, at: error.at }
    throw error
  }
}

export const isProblem = (read: Preset | Problem): read is Problem => 'words' in read

function compile(text: string, statements: readonly Statement[]): Preset {
  const taken = new Set(statements.flatMap(({ name, term }) => [...(name === null ? [] : [name]), ...namesIn(term)]))
  const unnamed = [...pool, ...Array.from({ length: mostNodes }, (_, i) => `p${subscript(i + 1)}`)]
  const names = unnamed.filter(name => !taken.has(name))
  const last = statements.at(-1)!
  const resultName = last.name ?? ['L', 'y', 'out'].find(name => !taken.has(name)) ?? 'result'
  const given = new Map<string, number | null>()
  const lines: Line[] = []
  const madeAt = new Map<string, number>()

  const emit = (at: number, wanted: string | null, op: ValueOp, ...of: Operand[]): string => {
    const name = wanted ?? names.shift()
    if (name === undefined) throw new Unreadable(tooMany, at)
    lines.push({ name, op, of })
    madeAt.set(name, at)
    return name
  }

  /** @param wanted the name of what comes out, where it has one */
  function lower(term: Term, wanted: string | null = null): Operand {
    const { at } = term
    switch (term.kind) {
      case 'number':
        return term.value
      case 'name':
        if (term.name === resultName) throw new Unreadable(`${term.name} cannot be made of itself.`, at)
        if (!madeAt.has(term.name)) {
          given.set(term.name, given.get(term.name) ?? null)
          madeAt.set(term.name, at)
        }
        return term.name
      case 'minus': {
        const of = lower(term.of)
        return typeof of === 'number' ? -of : emit(at, wanted, 'value.multiply', of, -1)
      }
      case 'call': {
        const of = lower(term.of)
        return typeof of === 'number'
          ? finite(plainCall[term.word](of), at)
          : emit(at, wanted, `value.${term.word}`, of)
      }
      case 'power': {
        const [base, exponent] = [lower(term.base), lower(term.exponent)]
        if (typeof exponent !== 'number')
          throw new Unreadable('An exponent has to be a plain number: __pow__ gives it no gradient.', term.exponent.at)
        return typeof base === 'number' ? finite(base ** exponent, at) : emit(at, wanted, 'value.power', base, exponent)
      }
      case 'binary':
        return binary(term, wanted)
    }
  }

  /** As the methods of Value do it: a minus is a sum, a quotient is a product. */
  function binary({ sign, left, right, at }: Extract<Term, { kind: 'binary' }>, wanted: string | null): Operand {
    const [a, b] = [lower(left), lower(right)]
    if (typeof a === 'number' && typeof b === 'number') return finite(plainSign[sign](a, b), at)
    const op = sign === '+' || sign === '-' ? 'value.add' : 'value.multiply'
    if (typeof b === 'number') return emit(at, wanted, op, a, sign === '-' ? -b : sign === '/' ? finite(1 / b, at) : b)
    const turned = sign === '-' ? emit(at, null, 'value.multiply', b, -1) : sign === '/' ? emit(at, null, 'value.power', b, -1) : b // prettier-ignore
    return typeof a === 'number' ? emit(at, wanted, op, turned, a) : emit(at, wanted, op, a, turned)
  }

  for (const { name, term, at } of statements) {
    if (name !== null && madeAt.has(name))
      throw new Unreadable(`${name} is there already: a name can be set once, before it is used.`, at)
    const isLast = term === last.term
    const made = lower(term, isLast ? resultName : name)
    if (typeof made === 'number') {
      if (name === null || isLast) throw new Unreadable('There is no named number in it that could be turned.', at)
      given.set(name, made)
      madeAt.set(name, at)
    } else if (term.kind === 'name') throw new Unreadable('Nothing is computed here.', at)
    else if (!isLast && name === null) throw new Unreadable('What comes before a ; needs a name, as p = a * b.', at)
  }

  const used = new Set(lines.flatMap(({ of }) => of))
  const unused = [...madeAt].find(([name]) => name !== resultName && !used.has(name))
  if (unused) throw new Unreadable(`${unused[0]} is set and never used.`, unused[1])
  const constants = lines.filter(({ op, of }) => op !== 'value.power' && typeof of[1] === 'number').length
  const count = given.size + lines.length + constants
  if (count > mostNodes) throw new Unreadable(`That makes ${count} numbers, and the picture holds ${mostNodes}.`, 0)

  const computed = statements.filter(({ name }) => name === null || !given.has(name))
  const preset = (values: readonly number[]): Preset => ({
    id: 'typed',
    title: 'your own',
    formula: inBook(computed, resultName),
    text: computed.map(({ at, end }) => text.slice(at, end)).join('; '),
    leaves: [...given].map(([name, data], i) => leafOf(name, data ?? values[i % values.length]!)),
    lines,
  })
  return starts.map(preset).find(isFiniteAt) ?? preset(starts[0]!)
}

const tooMany = `That makes more numbers than the ${mostNodes} that the picture holds.`

/** Where a person says nothing: the first of these at which the expression has a value. */
const starts: readonly (readonly number[])[] = [
  [2, -1.5, 0.5, 1, -0.5, 1.5, 0.8],
  [0.5, 1.5, 0.8, 1.2, 2],
]

function isFiniteAt(preset: Preset): boolean {
  const { value } = result(run(preset, startValues(preset)))
  return Number.isFinite(value.data) && Math.abs(value.data) < 1000
}

/** As far to both sides as makes a curve worth looking at. */
function leafOf(name: string, data: number): Leaf {
  const most = Math.max(3, Math.ceil(Math.abs(data) * 1.5))
  return { name, data, least: -most, most }
}

const plainCall = { relu: (x: number) => Math.max(0, x), exp: Math.exp, log: Math.log }
const plainSign = {
  '+': (a: number, b: number) => a + b,
  '-': (a: number, b: number) => a - b,
  '*': (a: number, b: number) => a * b,
  '/': (a: number, b: number) => a / b,
}

function finite(value: number, at: number): number {
  if (!Number.isFinite(value)) throw new Unreadable('These plain numbers have no result.', at)
  return value
}

function namesIn(term: Term): string[] {
  switch (term.kind) {
    case 'number':
      return []
    case 'name':
      return [term.name]
    case 'minus':
    case 'call':
      return namesIn(term.of)
    case 'binary':
      return [...namesIn(term.left), ...namesIn(term.right)]
    case 'power':
      return [...namesIn(term.base), ...namesIn(term.exponent)]
  }
}

const subscript = (n: number): string => [...String(n)].map(digit => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)]).join('')

/** With the numbers of its leaves, for a link; without them where that is too long. */
export function expressionText({ leaves, text }: Preset, values: LeafValues): string {
  const whole = [...leaves.map(({ name }) => `${name}=${Number(values[name]!.toPrecision(6))}`), text].join('; ')
  return whole.length > mostLetters ? text : whole
}
