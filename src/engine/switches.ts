/** Lines of the program that can be switched off where that has a meaning: the graph is then built without them. */
import type { Config } from './config.ts'

/** Parts by the operation that their line belongs to; `attention.scale` is the √head_dim of the scores. */
export const switchableParts = [
  'embedding.position',
  'embedding.norm',
  'attention.norm',
  'attention.scale',
  'attention.add',
  'mlp.norm',
  'mlp.relu',
  'mlp.add',
] as const

export type Part = (typeof switchableParts)[number]

export const headPart = (head: number): string => `head.${head}`

/** What is switched off: parts, and heads as `head.0`. The config keeps it as words with commas between. */
export const switchedOff = ({ off }: Pick<Config, 'off'>): ReadonlySet<string> =>
  new Set(off.split(',').filter(Boolean))

/** The same parts in the one order in which a config keeps them, and those that the model has. */
export function offWords(parts: Iterable<string>, n_head: number): string {
  const heads = Array.from({ length: Math.max(0, n_head) }, (_, head) => headPart(head))
  const asked = new Set(parts)
  return [...switchableParts, ...heads].filter(part => asked.has(part)).join(',')
}

/** A bit for each head that is on, the first head lowest. */
export function keptHeads(config: Pick<Config, 'off' | 'n_head'>): number {
  const off = switchedOff(config)
  let kept = 0
  for (let head = 0; head < config.n_head; head++) if (!off.has(headPart(head))) kept |= 1 << head
  return kept
}
