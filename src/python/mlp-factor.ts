/** How many times wider the middle of the MLP is: the 4 of `4 * n_embd`, in the shapes of mlp_fc1 and mlp_fc2. */
import type { SyntaxNode } from '@lezer/common'
import type { TextEdit } from './edit.ts'
import type { Hyperparameters } from './hyperparameters.ts'
import { matricesIn } from './initial-std.ts'
import { argumentsOf, keepLiteral, type Fail, type Keep } from './literals.ts'
import { type PythonSource, textOf } from './python-source.ts'

/** The numbers that n_embd is multiplied by, of mlp_fc1 and of mlp_fc2; null where the shape is no such product. */
function factorsIn(source: PythonSource): readonly (SyntaxNode | null)[] {
  const matrices = matricesIn(source)
  const places = [
    ['mlp_fc1', 0],
    ['mlp_fc2', 1],
  ] as const
  return places.map(([name, argument]) => {
    const found = matrices.find(({ matrix }) => new RegExp(`\\b${name}\\b`).test(matrix))
    const product = found ? argumentsOf(found.call)[argument] : null
    if (product?.name !== 'BinaryExpression' || !/^(\d+ ?\* ?n_embd|n_embd ?\* ?\d+)$/.test(textOf(source, product)))
      return null
    return product.getChild('Number')
  })
}

export function readMlpFactor(source: PythonSource, keep: Keep<Hyperparameters['mlp_factor']>, fail: Fail): void {
  const [first, second] = factorsIn(source)
  if (!first || !second) return fail('The shapes of mlp_fc1 and mlp_fc2 are not a number times n_embd.')
  if (textOf(source, first) !== textOf(source, second))
    return fail('mlp_fc1 and mlp_fc2 do not agree on the width between them.', second)
  keepLiteral(source, 'mlp_factor', first, true, keep, fail)
}

/** Both shapes have to say it. */
export const mlpFactorEdits = (source: PythonSource, factor: number): TextEdit[] =>
  factorsIn(source).flatMap(node => (node ? [{ from: node.from, to: node.to, text: String(factor) }] : []))
