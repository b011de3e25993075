import type { SyntaxNode } from '@lezer/common'
import { childrenOf, isString, type PythonSource, textOf, tightCodeOf } from './python-source.ts'

/** Blocks that only wrap: what stands in them is looked for as if it stood beside them. */
const wrappers = new Set(['IfStatement', 'WithStatement', 'TryStatement', 'StatementGroup'])

export const isStatement = (node: SyntaxNode): boolean =>
  node.name.endsWith('Statement') ||
  node.name === 'FunctionDefinition' ||
  node.name === 'ClassDefinition' ||
  node.name === 'StatementGroup'

/** A decorated definition is that definition; the decorator belongs to its lines. */
export const bare = (statement: SyntaxNode): SyntaxNode =>
  statement.name === 'DecoratedStatement'
    ? (statement.getChild('FunctionDefinition') ?? statement.getChild('ClassDefinition') ?? statement)
    : statement

/** Statements of a module, a definition or a loop, in order, without those of definitions and loops inside it. */
export function statementsIn(container: SyntaxNode): SyntaxNode[] {
  const inner = bare(container)
  const blocks = inner.name === 'Script' || inner.name === 'StatementGroup' ? [inner] : inner.getChildren('Body')
  return blocks.flatMap(childrenOf).flatMap(node => {
    if (!isStatement(node)) return []
    if (node.name === 'StatementGroup') return statementsIn(node)
    return wrappers.has(node.name) ? [node, ...statementsIn(node)] : [node]
  })
}

/** What the statement assigns to, as written without spaces: `a, b = 1, 2` gives `a` and `b`. */
export function targetsOf(source: PythonSource, statement: SyntaxNode): string[] {
  return assignmentsOf(statement).map(({ target }) => tightCodeOf(source, target))
}

export interface Assignment {
  readonly target: SyntaxNode
  /** The expression that this target gets; null where targets and expressions do not pair up. */
  readonly value: SyntaxNode | null
}

/** Each target of an assignment with its expression: `a, b = 1, 2` gives (a, 1) and (b, 2), `a = b = 3` (a, 3) and (b, 3). */
export function assignmentsOf(statement: SyntaxNode): Assignment[] {
  if (statement.name !== 'AssignStatement' && statement.name !== 'UpdateStatement') return []
  const sides: SyntaxNode[][] = [[]]
  for (const node of childrenOf(statement)) {
    if (node.name === 'AssignOp' || node.name === 'UpdateOp') sides.push([])
    else if (node.name !== ',' && node.name !== 'TypeDef' && node.name !== 'Comment')
      sides[sides.length - 1]?.push(node)
  }
  const values = sides.length > 1 ? unpacked(sides.pop() ?? []) : []
  return sides.map(unpacked).flatMap(targets =>
    targets.map((target, at) => ({
      target,
      value: targets.length === values.length ? (values[at] ?? null) : null,
    })),
  )
}

/** `(a, b)` and `[a, b]` mean `a, b` on either side, unless the bracket stands alone as a value of its own. */
function unpacked(side: SyntaxNode[]): SyntaxNode[] {
  const only = side.length === 1 ? side[0] : undefined
  if (only?.name !== 'TupleExpression') return side
  return childrenOf(only).filter(node => !['(', ')', ',', 'Comment'].includes(node.name))
}

/** Names that a `for` gives its items: `for i, p in …` gives `i` and `p`. */
export function loopNamesOf(source: PythonSource, statement: SyntaxNode): string[] {
  if (statement.name !== 'ForStatement') return []
  const children = childrenOf(statement)
  const end = children.findIndex(node => node.name === 'in')
  return unpacked(children.slice(1, end).filter(node => node.name !== ',')).map(node => textOf(source, node))
}

/** What a statement that is one call calls, without subscripts: `keys[li].append(k)` gives `keys.append`. */
export function calleeOf(source: PythonSource, statement: SyntaxNode): string | null {
  const call = statement.name === 'ExpressionStatement' ? statement.getChild('CallExpression') : null
  const callee = call?.firstChild
  return callee ? tightCodeOf(source, callee).replace(/\[[^\]]*\]/g, '') : null
}

/** The name that a `def` or a `class` defines. */
export function definedNameOf(source: PythonSource, statement: SyntaxNode): string | null {
  const definition = bare(statement)
  const isDefinition = definition.name === 'FunctionDefinition' || definition.name === 'ClassDefinition'
  const name = isDefinition ? definition.getChild('VariableName') : null
  return name ? textOf(source, name) : null
}

/** Whether the statement is a text and nothing else, as docstrings are. */
export const isBareText = (statement: SyntaxNode): boolean =>
  statement.name === 'ExpressionStatement' &&
  childrenOf(statement).length === 1 &&
  statement.firstChild !== null &&
  isString(statement.firstChild)
