/** The same program with other numbers in it: what to change in the editor, so that it stays as it is otherwise. */
import type { ChangeSpec, Text } from '@codemirror/state'

/** The stretch of each line that differs; null where lines have come or gone, so that no line could be told apart. */
export function changesTo(doc: Text, text: string): ChangeSpec[] | null {
  const lines = text.split('\n')
  if (lines.length !== doc.lines) return null
  return lines.flatMap((after, i) => {
    const { from, text: before } = doc.line(i + 1)
    if (before === after) return []
    const shortest = Math.min(before.length, after.length)
    let [start, end] = [0, 0]
    while (start < shortest && before[start] === after[start]) start++
    while (end < shortest - start && before.at(-1 - end) === after.at(-1 - end)) end++
    return { from: from + start, to: from + before.length - end, insert: after.slice(start, after.length - end) }
  })
}
