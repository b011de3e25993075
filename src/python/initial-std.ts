/** How wide the parameters are drawn: the std of matrix, and the outputs that start from 0. */
import type { SyntaxNode } from '@lezer/common'
import type { TextEdit } from './edit.ts'
import type { Hyperparameters } from './hyperparameters.ts'
import { argumentsOf, callsOf, type Fail, type Keep, keepLiteral, keyword, literal } from './literals.ts'
import { descendantsOf, type PythonSource, textOf } from './python-source.ts'
import { nodeOf } from './selector.ts'

/** `std=0.08` in the parameters of `matrix`, a def or a lambda, or the number in its call of gauss. */
export function readStd(source: PythonSource, keep: Keep<Hyperparameters['std']>, fail: Fail): void {
  const matrix = nodeOf(source, 'matrix')
  if (!matrix) return fail('Nothing named matrix draws the parameters.')
  const [parameters] = descendantsOf(matrix, 'ParamList')
  const [gauss] = callsOf(source, matrix, 'random.gauss')
  const node = keyword(source, parameters ?? null, 'std') ?? (gauss ? (argumentsOf(gauss)[1] ?? null) : null)
  if (!node) return fail('matrix has no std.', matrix)
  const own = matricesIn(source).find(({ std }) => std && literal(source, std) !== 0)
  if (own?.std) return fail(`${own.matrix} has a std of its own, "${textOf(source, own.std)}".`, own.std)
  keepLiteral(source, 'std', node, false, keep, fail)
}

/** Every call of matrix in the program, named by what it is put into, with its own std where it has one. */
export function matricesIn(source: PythonSource): { matrix: string; call: SyntaxNode; std: SyntaxNode | null }[] {
  return callsOf(source, source.tree.topNode, 'matrix').map(call => {
    const statement = call.prevSibling?.name === ':' ? call.prevSibling.prevSibling : call.parent?.firstChild
    const std = keyword(source, call.getChild('ArgList'), 'std') ?? argumentsOf(call)[2] ?? null
    return { matrix: statement ? textOf(source, statement) : 'a matrix', call, std }
  })
}

export function readZeroInit(source: PythonSource, keep: Keep<Hyperparameters['zero_init_outputs']>, fail: Fail): void {
  const matrices = matricesIn(source)
  const attention = matrices.find(({ matrix }) => /\battn_wo\b/.test(matrix))
  const mlp = matrices.find(({ matrix }) => /\bmlp_fc2\b/.test(matrix))
  if (!attention || !mlp) return fail('No matrix is drawn for attn_wo or mlp_fc2.')
  const zeros = matrices.filter(({ std }) => std && literal(source, std) === 0)
  const attentionIsZero = zeros.includes(attention)
  if (zeros.some(matrix => matrix !== attention && matrix !== mlp) || attentionIsZero !== zeros.includes(mlp))
    return fail('Zeros at the start are known for attn_wo and mlp_fc2 together, and for no others.', zeros[0]?.std)
  keep(attentionIsZero, attention.std ?? attention.call)
}

/**
 * What to change so that attn_wo and mlp_fc2 start from 0, or no longer do; nothing where the text can't say it, as
 * where matrix takes no std.
 */
export function zeroInitEdits(source: PythonSource, wanted: boolean): TextEdit[] {
  const matrix = nodeOf(source, 'matrix')
  const [parameters] = matrix ? descendantsOf(matrix, 'ParamList') : []
  if (!keyword(source, parameters ?? null, 'std')) return []
  const outputs = matricesIn(source).filter(({ matrix }) => /\b(attn_wo|mlp_fc2)\b/.test(matrix))
  return outputs.flatMap(({ call, std }) => {
    const last = argumentsOf(call).at(-1)
    if (std && wanted) return literal(source, std) === 0 ? [] : [{ from: std.from, to: std.to, text: '0' }]
    if (std) {
      const comma = source.text.lastIndexOf(',', std.from)
      return literal(source, std) === 0 ? [{ from: comma, to: std.to, text: '' }] : []
    }
    return wanted && last ? [{ from: last.to, to: last.to, text: ', std=0' }] : []
  })
}
