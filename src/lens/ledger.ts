/** The ledger: what the variable of each line holds at the cursor, as in a debugger; blank where nothing is known yet. */
import { opIds, type OpId } from '../engine/operations.ts'
import { outlineOf } from './calls.ts'
import { statusOf } from './displayed.ts'
import { aside, text, type LedgerEntry } from './ledger-entry.ts'
import { massesAt, largestMass } from './gradient-mass.ts'
import type { At, LedgerSource } from './ledger-line.ts'
import { hasRule, ruleOf } from './ledger-rules.ts'
import type { Program } from '../python/program.ts'

export type { LedgerSource } from './ledger-line.ts'

/**
 * What stands beside each line of the program, by its number from 1.
 * @param isAsked whether a line's entry is wanted; without it, all are
 */
export function ledgerAt(
  session: LedgerSource,
  isAsked: (line: number) => boolean = () => true,
): ReadonlyMap<number, LedgerEntry> {
  const entries = new Map<number, LedgerEntry>()
  const at = atCursor(session)
  if (!at) return entries
  const ahead = linesAhead(at)
  for (const { op, line, code, names } of placesIn(session.program.value)) {
    if (!isAsked(line)) continue
    const rule = statusOf(session, op) === 'todo' || ahead.isAhead(line) ? null : ruleOf(op)
    if (!rule) continue
    for (const name of names) {
      const entry = rule({ at, op, line, name, code, isNow: ahead.isNow(op, line) })
      if (entry) entries.set(line, joined(entries.get(line), entry))
    }
  }
  return entries
}

/** How much gradient each line has let through, as a share of the largest; only on the way back, and after it. */
export function gradientMasses(session: LedgerSource): ReadonlyMap<number, number> {
  const masses = new Map<number, number>()
  const at = atCursor(session)
  if (!at || at.moment.phase !== 'backward') return masses
  const most = largestMass(at)
  for (const [op, mass] of massesAt(at)) {
    const line = session.program.value.linesOf(op).at(-1)?.[0]
    if (line !== undefined && most > 0) masses.set(line, mass / most)
  }
  return masses
}

/** Null while there is no trace. */
export function atCursor(session: LedgerSource): At | null {
  const [run, view, timeline, moment] = [
    session.run.value,
    session.view.value,
    session.timeline.value,
    session.moment.value,
  ]
  if (!run || !view || !timeline || !moment) return null
  return { session, run, view, reader: view.reader, position: session.position.value, timeline, moment }
}

interface PlaceInCode {
  readonly op: OpId
  readonly line: number
  readonly code: string
  readonly names: readonly string[]
}

const known = new WeakMap<Program, readonly PlaceInCode[]>()

/** Where entries may stand, operation by operation. */
function placesIn(program: Program): readonly PlaceInCode[] {
  const found = known.get(program) ?? findPlaces(program)
  known.set(program, found)
  return found
}

function findPlaces(program: Program): PlaceInCode[] {
  const lines = program.source.text.split('\n')
  return opIds.flatMap(op =>
    linesOf(program, op).map(line => {
      const code = lines[line - 1] ?? ''
      return { op, line, code, names: boundOn(code) }
    }),
  )
}

/** On all lines of an operation, or, for an output without a rule, where it is bound last. */
function linesOf(program: Program, op: OpId): number[] {
  const ranges = program.linesOf(op)
  if (!hasRule(op)) return ranges.slice(-1).map(([first]) => first)
  return [...new Set(ranges.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, i) => first + i)))]
}

/** Inside a moment the lines after the one at hand have not run, nor have those that still wait for a call. */
function linesAhead({ session, moment }: At): {
  isAhead(line: number): boolean
  isNow(op: OpId, line: number): boolean
} {
  const frames = session.frames.value
  const program = session.program.value
  const { statements, helpers } = outlineOf(program)
  const spans = frames.map(({ helper, line }, depth) => {
    const [first, last] = statements.get(line) ?? [line, line]
    const body = helper === null ? [] : (helpers.get(helper)?.body ?? [])
    const end = body.reduce((end, line) => Math.max(end, statements.get(line)?.[1] ?? line), 0)
    return { helper, first, last, end, waits: depth < frames.length - 1 }
  })
  const top = spans.at(-1)
  return {
    isAhead: line =>
      spans.some(({ helper, first, last, end, waits }) => {
        // On the way back the lines of the forward pass have run.
        if (helper === null && moment.phase === 'backward') return false
        if (helper === null ? program.opsOn(line)[0] !== moment.op : line < first || line > end) return false
        return line > last || (waits && line >= first)
      }),
    isNow: (op, line) => moment.op === op && (!top || (line >= top.first && line <= top.last)),
  }
}

/** In `a, b = …` two words stand beside one line. */
function joined(before: LedgerEntry | undefined, entry: LedgerEntry): LedgerEntry {
  if (before?.kind !== 'text' || entry.kind !== 'text') return entry
  const isAside = entry.parts.every(part => typeof part === 'object' && part.optional)
  return text(...before.parts, isAside ? aside(', ') : ', ', ...entry.parts)
}

/**
 * What a line of code is about: `q`, `m[i]`, `p.data` that it assigns to, `for li` that it runs through, `def gpt`,
 * `losses.append` that it calls. A line without any of these has one empty name.
 */
export function boundOn(line: string): readonly string[] {
  const code = line.trim()
  const header = /^(def|for|with) \w+/.exec(code)?.[0]
  if (header) return [header]
  const assigned = /^([^=(]+?)\s*(?:[-+*/]|\*\*|\/\/)?=(?!=)/.exec(code)?.[1]
  if (assigned) return assigned.split(',').map(name => name.trim())
  const called = /^(\w+)(?:\[\w+\])?\.(\w+)\(/.exec(code)
  if (called) return [`${called[1]}.${called[2]}`]
  return [/^print\(/.test(code) ? 'print' : '']
}
