/** The words of first sight: each invites to one thing, and goes for good once that has been done. */
import { signal, type Signal } from '@preact/signals-core'
import { recall, remember } from '../../lens/storage.ts'
import type { Session } from '../../lens/session.ts'

export type HintKey = 'hint cells' | 'hint lines'

type HintSession = Pick<Session, 'tab' | 'timeline' | 'cursor' | 'training'>

/** Kept with the session as well, for where the browser keeps nothing. */
const taken = new WeakMap<object, Map<HintKey, Signal<boolean>>>()

function isTaken(session: HintSession, key: HintKey): Signal<boolean> {
  const known = taken.get(session) ?? new Map<HintKey, Signal<boolean>>()
  const found = known.get(key) ?? signal(recall(key) === true)
  taken.set(session, known.set(key, found))
  return found
}

/** Whether a hint is to be seen: everything is computed, the cursor rests after the loss, and nobody took it yet. */
export function isHintDue(session: HintSession, key: HintKey): boolean {
  if (isTaken(session, key).value) return false
  const { tab, timeline, cursor, training } = session
  return tab.value === 'Architecture' && !training.running.value && cursor.value === timeline.value?.lossIndex
}

/** What a hint invites to has been done. */
export function takeHint(session: HintSession, key: HintKey): void {
  const now = isTaken(session, key)
  if (now.peek()) return
  now.value = true
  remember(key, true)
}
