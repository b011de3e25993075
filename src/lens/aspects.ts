/** What each tab can show, its first picture first; the words are those of links. */
import type { Tab } from './link.ts'

export const aspects = {
  Architecture: ['model', 'why', 'source', 'parameters', 'scale', 'classic', 'tour'],
  Autograd: ['expression', 'value', 'chain', 'exercises', 'descend', 'graph', 'flow'],
  Attention: ['heads', 'steps', 'playground', 'trick', 'dictionary', 'why', 'compare', 'surgery', 'learned'],
  Training: ['run', 'optimisers', 'surprise', 'toy'],
  Generate: ['name', 'guardrail'],
} as const satisfies Record<Tab, readonly [string, ...string[]]>

export type Aspect<Of extends Tab = Tab> = (typeof aspects)[Of][number]

/** The aspect of a tab that a word names; null where it has none such. */
export const aspectOf = (tab: Tab, word: string | undefined): Aspect | null =>
  aspects[tab].find(aspect => aspect === word) ?? null
