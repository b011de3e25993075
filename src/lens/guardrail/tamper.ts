/** Whether a bot.py is still the starter's outside the part that is to be edited. */
import bot from './bot.py'

export const botSource = bot

const marks = ['# ── yours ──', '# ── the loop: the same for everybody ──'] as const

/** The lines before the edited part and after it, and where they begin; null where the marks are gone. */
function around(text: string): { readonly head: string[]; readonly tail: string[]; readonly tailFrom: number } | null {
  const lines = text.replace(/\r\n?/g, '\n').trimEnd().split('\n')
  const [from, to] = marks.map(mark => lines.indexOf(mark)) as [number, number]
  if (from < 0 || to < from) return null
  return { head: lines.slice(0, from), tail: lines.slice(to), tailFrom: to }
}

/** The first line outside the edited part that is not the starter's, from 1; null where all are. */
export function tamperedLine(text: string): number | null {
  const [ours, theirs] = [around(botSource)!, around(text)]
  if (!theirs) return 1
  const differs = (a: readonly string[], b: readonly string[]): number =>
    Array.from({ length: Math.max(a.length, b.length) }, (_, i) => i).find(i => a[i] !== b[i]) ?? -1
  const inHead = differs(theirs.head, ours.head)
  if (inHead >= 0) return inHead + 1
  const inTail = differs(theirs.tail, ours.tail)
  return inTail < 0 ? null : theirs.tailFrom + inTail + 1
}
