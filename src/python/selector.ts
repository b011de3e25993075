/**
 * A selector names a statement of a Python program by what it is and where it stands, not by its line:
 *
 *     def gpt > for li > x = ~mlp_fc1
 *
 *     selector  step > step > … , then `:` for the header line only, then `?` where a version may lack it
 *     step      forms, then places, then `#2` for the second match (the first is meant without it)
 *     form      what, then words; `form or form`: versions write it in one way or the other
 *     what      `def f`, `class C`, `for i` (a loop that others call differently is known by its work), `import m`, `if`, `with`, `while`, `return`, `break`
 *               `for` any loop, `any` any statement: what it is, the words say
 *               `x =` any assignment to x, also as one of many (`x, y = …`) and as `x += …`
 *               `keys.append()` a statement that is this call, subscripts left out
 *               `f` whatever defines f: a def, a class or an assignment
 *     word      `~word`: the statement's code has this word; comments do not count
 *     place     `before …` or `after …`: it stands before or after the first statement that is so
 *
 * `>` leads into a definition or a loop, one at a time; if, with and try are looked through. A selector without `:`
 * means the whole statement, with all that is in it.
 */
import type { SyntaxNode } from '@lezer/common'
import { fillingLoop } from './filling-loop.ts'
import { codeOf, lineAt, linesOfNode, type Lines, type PythonSource, textOf } from './python-source.ts'
import { bare, calleeOf, definedNameOf, loopNamesOf, statementsIn, targetsOf } from './statements.ts'

type Kind = 'def' | 'class' | 'for' | 'import' | 'assign' | 'call' | 'name' | 'plain' | 'loop' | 'any'

interface Form {
  readonly kind: Kind
  readonly name: string
  readonly words: readonly string[]
}

interface Pattern {
  /** A statement is meant when it has any of these forms. */
  readonly forms: readonly Form[]
  readonly written: string
}

interface Step extends Pattern {
  readonly places: readonly { readonly side: 'before' | 'after'; readonly anchor: Pattern }[]
  /** Which of the matches, from 1. */
  readonly nth: number
}

export interface Selector {
  readonly steps: readonly Step[]
  /** Only the line or lines up to the colon. */
  readonly header: boolean
  /** Some versions of the program lack it, and that is no fault. */
  readonly optional: boolean
}

export type Found =
  | {
      readonly node: SyntaxNode
      readonly lines: Lines
      /** The definitions and loops that the selector leads through. */
      readonly around: readonly SyntaxNode[]
    }
  | { readonly reason: string }

const named = new Set(['def', 'class', 'for', 'import'])
const plain: Readonly<Record<string, string>> = {
  if: 'IfStatement',
  with: 'WithStatement',
  while: 'WhileStatement',
  return: 'ReturnStatement',
  break: 'BreakStatement',
}

/** A word that stands in a loop of microgpt.py whatever its variable is called. */
const loopWords: Readonly<Record<string, string>> = {
  li: 'attn_wq',
  h: 'attn_logits',
  step: 'backward',
  pos_id: 'gpt',
  sample_idx: 'random.choices',
}

/** Reads a selector. Throws with a sentence when it is none. */
export function parseSelector(text: string): Selector {
  let rest = text.trim()
  const optional = rest.endsWith('?')
  if (optional) rest = rest.slice(0, -1).trim()
  const header = rest.endsWith(':')
  if (header) rest = rest.slice(0, -1)
  const steps = rest.split(' > ').map(step => parseStep(step, text))
  return { steps, header, optional }
}

function parseStep(step: string, selector: string): Step {
  const words = step.trim().split(/\s+/)
  const pattern = takePattern(words, selector)
  const places: { side: 'before' | 'after'; anchor: Pattern }[] = []
  while (words[0] === 'before' || words[0] === 'after') {
    const side = words[0]
    words.shift()
    places.push({ side, anchor: takePattern(words, selector) })
  }
  const nth = /^#([1-9]\d*)$/.exec(words[0] ?? '')?.[1]
  if (nth) words.shift()
  if (words.length > 0) throw new Error(`The selector "${selector}" cannot be read from "${words[0]}" on.`)
  return { ...pattern, written: step.trim(), places, nth: nth ? Number(nth) : 1 }
}

/** Takes `form or form` off the front. */
function takePattern(tokens: string[], selector: string): Pattern {
  const before = [...tokens]
  const forms = [takeForm(tokens, selector)]
  while (tokens[0] === 'or') {
    tokens.shift()
    forms.push(takeForm(tokens, selector))
  }
  return { forms, written: before.slice(0, before.length - tokens.length).join(' ') }
}

/** Takes one `what ~word ~word` off the front. */
function takeForm(tokens: string[], selector: string): Form {
  const head = tokens.shift()
  if (!head || /^[~#]/.test(head)) throw new Error(`The selector "${selector}" lacks a statement to look for.`)
  let kind: Kind = 'name'
  let name = head
  if (head === 'any') kind = 'any'
  else if (head === 'for' && tokens[0]?.startsWith('~')) kind = 'loop'
  else if (named.has(head)) {
    kind = head as Kind
    name = tokens.shift() ?? ''
    if (!name) throw new Error(`The selector "${selector}" lacks a name after "${head}".`)
  } else if (Object.hasOwn(plain, head)) kind = 'plain'
  else if (tokens[0] === '=') {
    kind = 'assign'
    tokens.shift()
  } else if (head.endsWith('()')) {
    kind = 'call'
    name = head.slice(0, -2)
  }
  const words: string[] = []
  while (tokens[0]?.startsWith('~')) words.push((tokens.shift() ?? '').slice(1))
  return { kind, name, words }
}

const parsed = new Map<string, Selector>()

/** As parseSelector, but each text is read once. */
export function selectorOf(text: string): Selector {
  const known = parsed.get(text)
  if (known) return known
  const selector = parseSelector(text)
  parsed.set(text, selector)
  return selector
}

/** The statement that a selector names, with its lines, or the reason why there is none. */
export function find(source: PythonSource, text: string): Found {
  const selector = selectorOf(text)
  let node: SyntaxNode = source.tree.topNode
  let inside = 'the program'
  const around: SyntaxNode[] = []
  for (const step of selector.steps) {
    const statements = statementsIn(node)
    const found = findStep(source, statements, step)
    if (typeof found === 'string') return { reason: `no "${found}" in ${inside}` }
    around.push((node = found))
    inside = `"${step.written}"`
  }
  // A header leads into what it is the header of.
  if (!selector.header) around.pop()
  return { node, lines: selector.header ? headerLines(source, node) : linesOfNode(source, node), around }
}

/** The statement of a selector, or null when nothing is found. */
export function nodeOf(source: PythonSource, selector: string): SyntaxNode | null {
  const found = find(source, selector)
  return 'node' in found ? found.node : null
}

/** The lines of a selector, counted from 1, or null when nothing is found. */
export function resolve(source: PythonSource, selector: string): Lines | null {
  const found = find(source, selector)
  return 'lines' in found ? found.lines : null
}

/** The statement of one step, or what could not be found, as written. */
function findStep(source: PythonSource, statements: readonly SyntaxNode[], step: Step): SyntaxNode | string {
  let from = -Infinity
  let to = Infinity
  for (const { side, anchor } of step.places) {
    const at = statements.find(statement => matches(source, statement, anchor))
    if (!at) return anchor.written
    if (side === 'before') to = Math.min(to, at.from)
    else from = Math.max(from, at.to)
  }
  const candidates = statements.filter(
    statement => statement.from >= from && statement.to <= to && matches(source, statement, step),
  )
  return candidates[step.nth - 1] ?? step.written
}

function matches(source: PythonSource, statement: SyntaxNode, { forms }: Pattern): boolean {
  return forms.some(form => isKind(source, statement, form) && hasWords(source, statement, form.words))
}

function isKind(source: PythonSource, statement: SyntaxNode, { kind, name }: Form): boolean {
  switch (kind) {
    case 'any':
      return true
    case 'loop':
      return statement.name === 'ForStatement'
    case 'def':
      return bare(statement).name === 'FunctionDefinition' && definedNameOf(source, statement) === name
    case 'class':
      return bare(statement).name === 'ClassDefinition' && definedNameOf(source, statement) === name
    case 'for':
      return loopNamesOf(source, statement).includes(name) || isLoopOf(source, statement, name)
    case 'import':
      return (
        statement.name === 'ImportStatement' &&
        statement.getChildren('VariableName').some(node => textOf(source, node) === name)
      )
    case 'assign':
      return targetsOf(source, statement).includes(name)
    case 'call':
      return calleeOf(source, statement) === name
    case 'name':
      return definedNameOf(source, statement) === name || targetsOf(source, statement).includes(name)
    case 'plain':
      return statement.name === plain[name]
  }
}

const isLoopOf = (source: PythonSource, statement: SyntaxNode, name: string): boolean =>
  statement.name === 'ForStatement' && Object.hasOwn(loopWords, name) && hasWords(source, statement, [loopWords[name]!])

function hasWords(source: PythonSource, statement: SyntaxNode, words: readonly string[]): boolean {
  if (words.length === 0) return true
  const loop = fillingLoop(source, statement)
  const code = codeOf(source, statement) + (loop ? `\n${codeOf(source, loop)}` : '')
  return words.every(word => {
    const literal = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    return new RegExp(`(?<!\\w)${literal}(?!\\w)`).test(code)
  })
}

function headerLines(source: PythonSource, statement: SyntaxNode): Lines {
  const body = bare(statement).getChild('Body')
  return body ? [lineAt(source, statement.from), lineAt(source, body.from)] : linesOfNode(source, statement)
}
