/** Which lines of the program can be switched off, and what stands there when they are. */
import type { OpId } from '../engine/operations.ts'
import { headPart, switchableParts, switchedOff, type Part } from '../engine/switches.ts'
import type { Program } from '../python/program.ts'

/** The operation on whose line a part stands, where the two are called differently. */
const opOf = (part: Part): OpId => (part === 'attention.scale' ? 'attention.scores' : part)

const words: Readonly<Record<Part, string>> = {
  'embedding.position': 'position',
  'embedding.norm': 'first norm',
  'attention.norm': 'norm before attention',
  'attention.scale': 'scaling by √d',
  'attention.add': 'residual around attention',
  'mlp.norm': 'norm before MLP',
  'mlp.relu': 'activation',
  'mlp.add': 'residual around MLP',
}

/** The √ within the line of the scores; of every other part the whole line goes. */
const scale = /\/ *(?:head_dim *\*\* *0?\.5|math\.sqrt\(head_dim\))/

export interface SwitchLine {
  /** A part, or `head.0`. */
  readonly part: string
  readonly words: string
  /** From 1; null where the program has no such line. */
  readonly line: number | null
  /** Columns of what goes, the end not included. */
  readonly from: number
  readonly to: number
}

/** Everything that can be switched off in a program, line by line, then head by head. */
export function switchLines(program: Program, n_head: number): SwitchLine[] {
  const lines = program.source.text.split('\n')
  const parts = switchableParts.flatMap((part): SwitchLine[] => {
    const range = program.linesOf(opOf(part))[0]
    if (!range) return []
    for (let line = range[0]; line <= range[1]; line++) {
      const code = lines[line - 1] ?? ''
      const found = part === 'attention.scale' ? scale.exec(code) : null
      if (found) return [{ part, words: words[part], line, from: found.index, to: found.index + found[0].length }]
      if (part !== 'attention.scale')
        return [{ part, words: words[part], line, from: code.search(/\S/), to: code.replace(/\s*#.*$/, '').length }]
    }
    return []
  })
  const heads = Array.from({ length: n_head }, (_, head): SwitchLine => {
    const line = program.linesOf('head')[0]?.[0] ?? null
    return { part: headPart(head), words: `head ${head}`, line, from: 0, to: 0 }
  })
  return [...parts, ...heads]
}

export const notSwitchable =
  'That line cannot be switched off: a norm, a residual, √d, the position or the activation can.'

/** What a click on a line would switch; a head is not a line. */
export const switchOn = (program: Program, line: number): SwitchLine | null =>
  switchLines(program, 0).find(each => each.line === line) ?? null

/** The lines that are off, to be struck through. */
export function struckLines(program: Program, off: string): SwitchLine[] {
  const parts = switchedOff({ off })
  return switchLines(program, 0).filter(({ part }) => parts.has(part))
}
