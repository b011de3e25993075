/** The norm of the program, rmsnorm or layernorm, read and written: three lines under the name that says which. */
import type { TextEdit } from './edit.ts'
import type { Hyperparameters } from './hyperparameters.ts'
import type { Fail, Keep } from './literals.ts'
import { descendantsOf, type PythonSource, textOf, tightCodeOf } from './python-source.ts'
import { nodeOf } from './selector.ts'
import { statementsIn } from './statements.ts'

type Norm = Hyperparameters['norm']

const bodies: Readonly<Record<Norm, readonly string[]>> = {
  rmsnorm: ['ms = sum(xi * xi for xi in x) / len(x)', 'scale = (ms + 1e-5) ** -0.5', 'return [xi * scale for xi in x]'],
  layernorm: [
    'mean = sum(x) / len(x)',
    'scale = (sum((xi - mean) ** 2 for xi in x) / len(x) + 1e-5) ** -0.5',
    'return [(xi - mean) * scale for xi in x]',
  ],
}

/** What our text says of it, in the line above. */
const remarks: Readonly<Record<Norm, string>> = {
  rmsnorm: '# Bring x to a mean square of one, so',
  layernorm: '# Bring x to a mean of zero and a mean square of one, so',
}

const definitionOf = (source: PythonSource, norm: Norm) => nodeOf(source, `def ${norm}`)

export function readNorm(source: PythonSource, keep: Keep<Norm>, fail: Fail): void {
  const [rms, layer] = [definitionOf(source, 'rmsnorm'), definitionOf(source, 'layernorm')]
  const definition = layer ?? rms
  const name = definition?.getChild('VariableName')
  if (!definition || !name) return fail('No rmsnorm and no layernorm is defined.')
  if (rms && layer) return fail('Both rmsnorm and layernorm are defined; which one runs is not read.', layer)
  if (layer && statementsIn(layer).some((line, i) => tightCodeOf(source, line) !== tight(bodies.layernorm[i])))
    return fail('layernorm is not written as the lens knows it, without gain and bias.', layer)
  keep(layer ? 'layernorm' : 'rmsnorm', name)
}

const tight = (code: string | undefined): string | undefined => code?.replace(/\s+/g, '')

/** What to change so that the program has another norm; nothing where its own has other than three statements. */
export function normEdits(source: PythonSource, wanted: Norm): TextEdit[] {
  const was: Norm = wanted === 'rmsnorm' ? 'layernorm' : 'rmsnorm'
  const definition = definitionOf(source, was)
  const statements = definition ? statementsIn(definition) : []
  if (!definition || statements.length !== 3) return []
  const names = descendantsOf(source.tree.topNode, 'VariableName').filter(node => textOf(source, node) === was)
  const remark = source.text.lastIndexOf(remarks[was], definition.from)
  return [
    ...names.map(({ from, to }) => ({ from, to, text: wanted })),
    ...statements.map(({ from, to }, i) => ({ from, to, text: bodies[wanted][i]! })),
    ...(remark < 0 ? [] : [{ from: remark, to: remark + remarks[was].length, text: remarks[wanted] }]),
  ]
}
