/** Whether wte is also the matrix that reads the logits, read and written. */
import type { SyntaxNode } from '@lezer/common'
import type { TextEdit } from './edit.ts'
import { matricesIn } from './initial-std.ts'
import type { Fail, Keep } from './literals.ts'
import { descendantsOf, isString, type PythonSource, textOf } from './python-source.ts'
import { nodeOf } from './selector.ts'

const absent = '# no lm_head: wte, read the other way, is the head too'
const present = "'lm_head': matrix(vocab_size, n_embd),  # how each token shows in the result"

/** The name of the matrix in `logits = linear(x, state_dict['lm_head'])`. */
function headOf(source: PythonSource): SyntaxNode | null {
  const statement = nodeOf(source, 'def gpt > logits =')
  const names = statement ? descendantsOf(statement, 'String').filter(isString) : []
  return names.length === 1 ? names[0]! : null
}

export function readTiedHead(source: PythonSource, keep: Keep<boolean>, fail: Fail): void {
  const head = headOf(source)
  const name = head && textOf(source, head).slice(1, -1)
  if (!head || (name !== 'wte' && name !== 'lm_head'))
    return fail("The logits are not read with state_dict['lm_head'] or state_dict['wte'].", head)
  const isDrawn = matricesIn(source).some(({ matrix }) => /\blm_head\b/.test(matrix))
  if (isDrawn !== (name === 'lm_head'))
    return fail(
      isDrawn ? 'lm_head is drawn, but the logits are read with wte.' : 'No matrix is drawn for lm_head.',
      head,
    )
  keep(name === 'wte', head)
}

/** What to change so that the head is wte, or a matrix of its own; nothing where lm_head stands on no line of its own. */
export function tiedHeadEdits(source: PythonSource, wanted: boolean): TextEdit[] {
  const head = headOf(source)
  const line = wanted ? drawnLine(source) : source.text.indexOf(absent)
  if (!head || line === null || line < 0) return []
  const quote = source.text[head.from]!
  const end = source.text.indexOf('\n', line)
  return [
    { from: head.from, to: head.to, text: `${quote}${wanted ? 'wte' : 'lm_head'}${quote}` },
    { from: line, to: end < 0 ? source.text.length : end, text: wanted ? absent : present },
  ]
}

/** Where the line begins, behind its indentation, that holds lm_head in a dict and nothing else. */
function drawnLine(source: PythonSource): number | null {
  const found = /^[ \t]*(?=['"]lm_head['"]: ?matrix\([^()]*\),[ \t]*(#.*)?$)/m.exec(source.text)
  return found && found.index + found[0].length
}
