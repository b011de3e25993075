/** The four blocks and the lines that they come from. */
import { svg, type SVGTemplateResult } from 'lit'
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

/** Beside their blocks, right-aligned; on a phone above them. Each leads into its block. */
export function stageLabels(layout: Layout, lines: readonly string[]): Drawing {
  const { mode, x, right, stream, tokenY, tapAttentionY, tapMlpY, logitsY } = layout
  const isPhone = mode === 'phone'
  return stages.map(({ name }, i): SVGTemplateResult => {
    const y = isPhone
      ? [tokenY - 14, tapAttentionY - 10, tapMlpY - 13, logitsY - 19][i]!
      : [tokenY + 2, tapAttentionY, tapMlpY, logitsY][i]! + 4
    const end = isPhone ? x : stream.x - 14
    return svg`<g class="stage-label" role="button" tabindex="0" aria-label="${name} ${lines[i]}: zoom in" data-block=${name.toLowerCase()}>
      <rect class="hit" x=${isPhone ? x - 4 : end - 80} y=${y - 13} width="84" height=${isPhone ? 18 : 32} fill="transparent"></rect>
      <text class="bold ${isPhone ? '' : 'end'}" x=${end} y=${y}>${name}</text>
      <text class="${isPhone ? '' : 'mono'} small muted end" x=${isPhone ? right : end} y=${isPhone ? y : y + 14}>${lines[i]}</text></g>`
  })
}
