/** What stands beside the lines of code while the graph is shown: the nodes that each makes. */
import type { GraphOverview } from '../../../lens/model-graph-overview.ts'
import type { RowPlace } from '../../../lens/model-graph-row.ts'
import type { FocusLine } from '../../../lens/session.ts'
import { thousands } from '../../marks/numbers.ts'

/** The line that is open first: it is lit, the others only have their count. */
export function focusLines({ lines, reached }: GraphOverview, { op }: RowPlace): FocusLine[] {
  const counts = new Map<FocusLine['op'], number>()
  for (const line of lines) counts.set(line.op, (counts.get(line.op) ?? 0) + line.nodes)
  const most = Math.max(...counts.values())
  const notes = [...counts].map(([op, nodes]) => ({
    op,
    note: `${thousands(nodes)} nodes`,
    isQuiet: true,
    share: nodes / most,
  }))
  const open = notes.findIndex(note => note.op === op)
  const [first] = open < 0 ? [] : notes.splice(open, 1)
  return [
    first ? { ...first, isQuiet: false } : { op, note: '' },
    ...notes,
    { op: 'parameters', note: `${thousands(reached)} reached`, isQuiet: true },
  ]
}
