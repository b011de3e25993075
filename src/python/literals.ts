import type { SyntaxNode } from '@lezer/common'
import { descendantsOf, type PythonSource, textOf, tightCodeOf } from './python-source.ts'
import { assignmentsOf, statementsIn } from './statements.ts'

/** Takes a value, with the node where it stands. */
export type Keep<Value> = (value: Value, node: SyntaxNode) => void
/** Takes the reason why there is no value, with the node that is to blame. */
export type Fail = (reason: string, node?: SyntaxNode | null) => void
/** Calls one of the two. */
export type Reader<Value> = (source: PythonSource, keep: Keep<Value>, fail: Fail) => void

/** The number of a literal, or null for anything else. */
export function literal(source: PythonSource, node: SyntaxNode): number | null {
  const text = textOf(source, node)
  const isDecimal = node.name === 'Number' && /^(\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(e[+-]?\d+)?$/i.test(text)
  return isDecimal ? Number(text.replaceAll('_', '')) : null
}

/** Keeps a literal number, or one that the program has under a name; else says why what stands there is none. */
export function keepLiteral(
  source: PythonSource,
  name: string,
  node: SyntaxNode,
  whole: boolean,
  keep: Keep<number>,
  fail: Fail,
): void {
  const named = node.name === 'VariableName' ? assignedTo(source, textOf(source, node)) : []
  const [only] = named
  if (only?.value && named.length === 1 && only.value.name === 'Number')
    return keepLiteral(source, name, only.value, whole, keep, fail)
  const value = literal(source, node)
  if (value === null) fail(`${name} should be a plain number; it is "${textOf(source, node)}".`, node)
  else if (whole && !/^[\d_]+$/.test(textOf(source, node)))
    fail(`${name} should be a whole number; it is "${textOf(source, node)}".`, node)
  else keep(value, node)
}

/** A name that the program sets once, at its top level, to a number. */
export function constant(name: string, whole = false): Reader<number> {
  return (source, keep, fail) => {
    const set = assignedTo(source, name)
    const [only] = set
    if (!only) fail(`No line sets ${name}.`)
    else if (set.length > 1) fail(`${name} is set ${set.length} times; which one holds is not clear.`, set[1]?.target)
    else if (!only.value) fail(`${name} gets a part of something that the lens does not take apart.`, only.target)
    else keepLiteral(source, name, only.value, whole, keep, fail)
  }
}

const assignedTo = (source: PythonSource, name: string) =>
  statementsIn(source.tree.topNode)
    .flatMap(assignmentsOf)
    .filter(({ target }) => textOf(source, target) === name)

/** Arguments of a call that stand without a name. */
export const argumentsOf = (call: SyntaxNode): SyntaxNode[] => {
  const list = call.getChild('ArgList')
  const args: SyntaxNode[] = []
  for (let node = list?.firstChild ?? null; node; node = node.nextSibling)
    if (!['(', ')', ',', 'Comment'].includes(node.name)) args.push(node)
  return args
}

/** The expression behind `name=` in a parameter or argument list. */
export function keyword(source: PythonSource, list: SyntaxNode | null, name: string): SyntaxNode | null {
  const names = list?.getChildren('VariableName').filter(node => textOf(source, node) === name) ?? []
  const sign = names.find(node => node.nextSibling?.name === 'AssignOp')?.nextSibling
  return sign?.nextSibling ?? null
}

/** Calls of a function inside a node, by the function's name as written. */
export const callsOf = (source: PythonSource, node: SyntaxNode, callee: string): SyntaxNode[] =>
  descendantsOf(node, 'CallExpression').filter(
    call => call.firstChild !== null && tightCodeOf(source, call.firstChild) === callee,
  )
