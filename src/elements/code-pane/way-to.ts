/** How far a click on a line would run, in words. */
import type { Session } from '../../lens/session.ts'
import type { Target } from './breakpoint-gutter.ts'

/** Null on a line to which nothing in the step belongs, and on the line at hand. */
export function wayTo(session: Session, line: number): Target | null {
  if (session.focusLines.peek()) return null
  for (const op of session.program.peek().opsOn(line)) {
    const index = session.indexOf(op)
    if (index === null) continue
    const by = index - session.cursor.peek()
    const count = `${Math.abs(by).toLocaleString('en')} ${Math.abs(by) === 1 ? 'op' : 'ops'}`
    return by === 0 ? null : { line, words: `run ${by < 0 ? 'back ' : ''}to here, ${count}` }
  }
  return null
}
