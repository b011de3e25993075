import type { SyntaxNode } from '@lezer/common'
import { childrenOf, descendantsOf, type PythonSource, textOf, tightCodeOf } from './python-source.ts'
import { assignmentsOf, calleeOf } from './statements.ts'

/**
 * The loop that fills a list: in `x = []`, then `for …: x.append(…)`, the two lines say what a comprehension says in one.
 * @returns the loop, or null where the statement starts no list or the next statement is not such a loop
 */
export function fillingLoop(source: PythonSource, statement: SyntaxNode): SyntaxNode | null {
  const [only, more] = assignmentsOf(statement)
  if (!only?.value || more || !/^(\[\]|\{\}|0|0\.0|list\(\)|Value\(0(\.0)?\))$/.test(tightCodeOf(source, only.value)))
    return null
  let next = statement.nextSibling
  while (next?.name === 'Comment') next = next.nextSibling
  if (next?.name !== 'ForStatement') return null
  const name = textOf(source, only.target)
  const isFilled = descendantsOf(next, 'ExpressionStatement').some(node =>
    [`${name}.append`, `${name}.extend`].includes(calleeOf(source, node) ?? ''),
  )
  const isGrown = descendantsOf(next, 'UpdateStatement').some(node => textOf(source, childrenOf(node)[0]!) === name)
  return isFilled || isGrown ? next : null
}
