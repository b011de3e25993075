/** How each line of the program looks at the cursor: which are lit, which run around it, which are still to come. */
import { opIds, operations, type OpId, type Role } from '../../engine/operations.ts'
import { statusOf } from '../../lens/displayed.ts'
import { text, type LedgerEntry } from '../../lens/ledger-entry.ts'
import { gradientMasses, ledgerAt, type LedgerSource } from '../../lens/ledger.ts'
import type { Session } from '../../lens/session.ts'
import { relativesOf } from '../../lens/notes/relatives.ts'
import type { Program } from '../../python/program.ts'
import { lineRange, linesOf, mainLineOf } from './main-lines.ts'

/** `active` is the line that is lit, `part` and `around` the others of its operation, `loop` what runs around it. */
export type Light = 'active' | 'part' | 'around' | 'hover' | 'loop'

export interface LineLook {
  readonly role: Role
  readonly light: Light | null
  /** Not run yet: grey. */
  readonly isTodo: boolean
}

export type LookSource = LedgerSource & Pick<Session, 'activeLines' | 'hover' | 'focusLines' | 'frames'>

/** Of a longer operation only the main line is washed: one thing glows. */
const longestPart = 8

/** @param pinned an operation whose lines stay lit as under the pointer */
export function looksAt(session: LookSource, pinned: OpId | null): ReadonlyMap<number, LineLook> {
  const program = session.program.value
  const looks = new Map<number, LineLook>()
  const light = (lines: readonly number[], light: Light, role: Role | null): void => {
    for (const line of lines) {
      const before = looks.get(line)
      looks.set(line, { isTodo: before?.isTodo ?? false, light, role: role ?? before?.role ?? roleOn(program, line) })
    }
  }
  const focus = session.focusLines.value
  if (focus) {
    for (const { op, isQuiet } of focus.toReversed()) if (!isQuiet) light([mainLineOf(program, op) ?? 0], 'hover', null)
    const op = focus[0]?.op
    const lines = op ? linesOf(program, op) : []
    light(lines, lines.length > longestPart ? 'around' : 'part', null)
    light(op ? activeLinesOf(program, op) : [], 'active', null)
    return looks
  }
  markTodo(session, looks)
  const [moment, hovered] = [session.moment.value, session.hover.value]
  if (moment && moment.head !== null) light(headLoop(program), 'loop', null)
  if (hovered) light(linesOf(program, hovered.op), 'hover', null)
  // A line that is pointed at shows which others do the same.
  if (hovered?.from === 'code') for (const op of relativesOf(hovered.op)) light(linesOf(program, op), 'loop', null)
  if (pinned) light(linesOf(program, pinned), 'hover', null)
  if (moment) {
    // Backward and update are drawn in the hue of gradients, whatever they go through.
    const role = moment.phase === 'backward' || moment.phase === 'update' ? 'grad' : operations[moment.op].role
    for (const [first, last] of session.activeLines.value) light(lineRange(first, last), 'part', role)
    const inner = session.frames.value.length > 0 ? session.activeLines.value.at(-1) : null
    light(inner ? lineRange(...inner) : activeLinesOf(program, moment.op), 'active', role)
  }
  return looks
}

/** What stands beside the lines: the values at the cursor, or the notes of a pane that has a time of its own. */
export function ledgerOf(
  session: LookSource,
  isAsked: (line: number) => boolean = () => true,
): ReadonlyMap<number, LedgerEntry> {
  const focus = session.focusLines.value
  if (!focus) return ledgerAt(session, isAsked)
  const notes = new Map<number, LedgerEntry>()
  for (const { op, note, share } of focus) {
    const line = mainLineOf(session.program.value, op)
    if (line !== null && !notes.has(line))
      notes.set(line, share === undefined ? text(note) : { ...text(note), bar: { share, role: operations[op].role } })
  }
  return notes
}

/** How much gradient the lines have let through; none while a pane with a time of its own asks for lines. */
export const massesOf = (session: LookSource): ReadonlyMap<number, number> =>
  session.focusLines.value ? new Map() : gradientMasses(session)

/** The line that is lit now, to which the eye is led. */
export function activeLineOf(session: LookSource): number | null {
  const focus = session.focusLines.value
  const inner = session.frames.value.at(-1)
  if (!focus && inner) return inner.line
  const op = focus ? focus[0]?.op : session.moment.value?.op
  return op ? mainLineOf(session.program.value, op) : null
}

/** The main line, and with it the line or two that its statement goes on in. */
function activeLinesOf(program: Program, op: OpId): number[] {
  const main = mainLineOf(program, op)
  if (main === null) return []
  const [first, last] = program.linesOf(op).find(([first, last]) => first <= main && main <= last) ?? [main, main]
  return last - first < 3 && operations[op].phase !== 'setup' ? lineRange(first, last) : [main]
}

function markTodo(session: LookSource, looks: Map<number, LineLook>): void {
  const program = session.program.value
  const areHeadsTodo = statusOf(session, 'head') === 'todo'
  const isGptTodo = statusOf(session, 'output.logits') === 'todo'
  for (const op of opIds) {
    const status = statusOf(session, op)
    const main = mainLineOf(program, op) ?? 0
    for (const line of linesOf(program, op)) {
      if (program.opsOn(line)[0] !== op) continue
      if (op === 'gpt')
        looks.set(line, { role: 'plain', light: null, isTodo: isGptTodo && line !== program.linesOf(op)[0]?.[0] })
      else if (status === null) continue
      // What stands before the loop of the heads, as x_attn = [], is done when they begin.
      else
        looks.set(line, {
          role: roleOn(program, line),
          light: null,
          isTodo: isOpening(op, line, main) ? areHeadsTodo : status === 'todo',
        })
    }
  }
}

const isOpening = (op: OpId, line: number, main: number): boolean => op === 'attention.concat' && line < main

/** The loop that runs through the heads, its header included. */
function headLoop(program: Program): number[] {
  const header = program.linesOf('head')[0]?.[0] ?? Infinity
  const inLoop = opIds.filter(op => op === 'head' || operations[op].repeats === 'head')
  return inLoop.flatMap(op => linesOf(program, op)).filter(line => line >= header)
}

function roleOn(program: Program, line: number): Role {
  const op = program.opsOn(line)[0]
  if (op === 'head') return 'attn'
  return op ? operations[op].role : 'plain'
}
