/** The four blocks and the lines that they come from. */
import { svg } from 'lit'
import { opIds, type OpId } from '../../engine/operations.ts'
import type { Program } from '../../python/program.ts'
import type { Layout } from './layout.ts'
import type { Drawing } from './pieces.ts'

interface Stage {
  readonly name: string
  readonly ops: readonly OpId[]
}

const startingWith = (...prefixes: readonly string[]): OpId[] =>
  opIds.filter(op => prefixes.some(prefix => op.startsWith(prefix)))

export const stages: readonly Stage[] = [
  { name: 'Embedding', ops: startingWith('embedding.') },
  { name: 'Attention', ops: [...startingWith('attention.'), 'head'] },
  { name: 'MLP', ops: startingWith('mlp.') },
  { name: 'Output', ops: ['output.logits', 'loss.softmax', 'loss.cross_entropy'] },
]

/** Lines as people write them: `116–134`, `143, 166–167`. Ranges with no code between them are one. */
export function linesOf(program: Program, ops: readonly OpId[]): string {
  const ranges = ops.flatMap(op => program.linesOf(op)).sort((a, b) => a[0] - b[0])
  const code = program.executableLines()
  const joined: [number, number][] = []
  for (const [from, to] of ranges) {
    const last = joined.at(-1)
    if (last && !code.some(line => line > last[1] && line < from)) last[1] = Math.max(last[1], to)
    else joined.push([from, to])
  }
  return joined.map(([from, to]) => (from === to ? String(from) : `${from}–${to}`)).join(', ')
}

/** Beside their blocks, right-aligned; on a phone above them. */
export function stageLabels(layout: Layout, lines: readonly string[]): Drawing {
  const { mode, x, right, stream, tokenY, tapAttentionY, tapMlpY, logitsY } = layout
  if (mode === 'phone')
    return stages.map(({ name }, i) => {
      const y = [tokenY - 14, tapAttentionY - 10, tapMlpY - 13, logitsY - 19][i]!
      return svg`<g><text class="bold" x=${x} y=${y}>${name}</text><text class="small muted end" x=${right} y=${y}>${lines[i]}</text></g>`
    })
  return stages.map(({ name }, i) => {
    const y = [tokenY + 2, tapAttentionY, tapMlpY, logitsY][i]!
    return svg`<g><text class="bold end" x=${stream.x - 14} y=${y + 4}>${name}</text>
      <text class="mono small muted end" x=${stream.x - 14} y=${y + 18}>${lines[i]}</text></g>`
  })
}
