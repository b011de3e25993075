/** The very source of what computes an operation, cut out of the file that the source map names. */
import type { Plan } from '../engine/plan.ts'
import type { Computation, SourceMap } from '../python/source-map.ts'
import type { Moment } from './timeline.ts'

export interface Excerpt {
  readonly file: string
  readonly name: string
  /** The line of the file, from 1, on which the excerpt starts. */
  readonly line: number
  readonly text: string
}

/**
 * The declaration of a symbol with the comment above it. It ends where the next thing at the left margin begins, which
 * holds for every file that is formatted as ours are.
 * @param symbol `path#name`
 */
export function excerptOf(files: Readonly<Record<string, string>>, symbol: string): Excerpt | null {
  const [file = '', name = ''] = symbol.split('#')
  const lines = files[file]?.split('\n')
  const declares = new RegExp(`^(export )?(async )?(function|const|class|fn|interface) ${name}\\b`)
  const at = lines?.findIndex(line => declares.test(line)) ?? -1
  if (!lines || at < 0) return null
  let from = at
  while (from > 0 && /^(\/\/|\/\*\*| \*|@)/.test(lines[from - 1]!)) from--
  let to = at + 1
  while (to < lines.length && (lines[to] === '' || /^[\s)\]}]/.test(lines[to]!))) to++
  while (lines[to - 1] === '') to--
  return { file, name, line: from + 1, text: lines.slice(from, to).join('\n') }
}

/** What computes the operation at a moment in a plan: its kernels there, or what the map names where it has none. */
export function computationsAt(map: SourceMap, plan: Plan, moment: Moment): readonly Computation[] {
  const { op, layer } = moment
  const entry = map[op]
  if (!entry) return []
  const phase = moment.phase === 'loss' ? 'forward' : moment.phase
  const calls = plan.calls.filter(call => call.op === op && call.phase === phase && call.layer === layer)
  const kernels = new Set<string>(calls.map(({ kernel }) => kernel))
  const all = phase === 'backward' ? entry.backward : entry.forward
  const used = all.filter(({ kernel }) => kernel !== undefined && kernels.has(kernel))
  return used.length > 0 ? used : all.filter(({ kernel }) => kernel === undefined)
}

export type Token = { readonly kind: 'keyword' | 'comment' | 'number' | 'plain'; readonly text: string }

const keywords =
  /^(export|function|const|let|var|fn|for|if|else|while|return|struct|class|new|readonly|private|async|await|of|in|import|from|type|switch|case|break|continue|extends|this|usize|f32|i32|u32|f64|vec4u|vec4f|v128|void|number|boolean)$/

/** Words of TypeScript, AssemblyScript and WGSL alike: enough to see keywords, numbers and comments. */
export function tokensOf(text: string): Token[] {
  const parts = text.match(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|[A-Za-z_$][\w$]*|\d[\w.]*|\s+|./g) ?? []
  return parts.map(part => {
    if (part.startsWith('//') || part.startsWith('/*')) return { kind: 'comment', text: part }
    if (keywords.test(part)) return { kind: 'keyword', text: part }
    return { kind: /^\d/.test(part) ? 'number' : 'plain', text: part }
  })
}
