/** The ledger: what the variable of each line holds at the cursor, as in a debugger; blank where nothing is known yet. */
import { opIds, type OpId } from '../engine/operations.ts'
import type { CursorState } from './displayed.ts'
import { text, type LedgerEntry } from './ledger-entry.ts'
import { output, rules } from './ledger-rules.ts'
import type { TraceReader } from './reading.ts'
import type { RunState, Session, View } from './session.ts'

export type LedgerSource = CursorState & Pick<Session, 'view' | 'program' | 'document' | 'hasGradient'>

/** All that a line's entry is made of. */
export interface At {
  readonly session: LedgerSource
  readonly run: RunState
  readonly view: View
  readonly reader: TraceReader
  readonly position: number
}

/** What stands beside each line of the program, by its number from 1. */
export function ledgerAt(session: LedgerSource): ReadonlyMap<number, LedgerEntry> {
  const entries = new Map<number, LedgerEntry>()
  const [run, view] = [session.run.value, session.view.value]
  if (!run || !view || !session.moment.value) return entries
  const at: At = { session, run, view, reader: view.reader, position: session.position.value }
  const lines = session.program.value.source.text.split('\n')
  for (const op of opIds)
    for (const line of linesOf(session, op)) {
      const code = lines[line - 1] ?? ''
      for (const name of boundOn(code)) {
        const entry = (rules[op] ?? output)({ at, op, name, code })
        if (entry) entries.set(line, joined(entries.get(line), entry))
      }
    }
  return entries
}

/** Where entries of an operation may stand: on all of its lines, or, for an output without a rule, where it is bound last. */
function linesOf({ program }: LedgerSource, op: OpId): number[] {
  const ranges = program.value.linesOf(op)
  if (!rules[op]) return ranges.slice(-1).map(([first]) => first)
  return [...new Set(ranges.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, i) => first + i)))]
}

/** In `a, b = …` two words stand beside one line. */
function joined(before: LedgerEntry | undefined, entry: LedgerEntry): LedgerEntry {
  return before?.kind === 'text' && entry.kind === 'text' ? text(...before.parts, ', ', ...entry.parts) : entry
}

/**
 * What a line of code is about: `q`, `m[i]`, `p.data` that it assigns to, `for li` that it runs through, `def gpt`,
 * `losses.append` that it calls. A line without any of these has one empty name.
 */
export function boundOn(line: string): readonly string[] {
  const code = line.trim()
  const header = /^(def|for) \w+/.exec(code)?.[0]
  if (header) return [header]
  const assigned = /^([^=(]+?)\s*(?:[-+*/]|\*\*|\/\/)?=(?!=)/.exec(code)?.[1]
  if (assigned) return assigned.split(',').map(name => name.trim())
  const called = /^(\w+)(?:\[\w+\])?\.(\w+)\(/.exec(code)
  return [called ? `${called[1]}.${called[2]}` : '']
}
