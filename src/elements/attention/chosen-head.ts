/** Which head of which layer is looked into: the same one in every picture of the tab. */
import { signal, type Signal } from '@preact/signals-core'
import type { Session } from '../../lens/session.ts'

export interface ChosenHead {
  readonly layer: number
  readonly head: number
}

const choices = new WeakMap<Session, Signal<ChosenHead | null>>()

/** What was chosen last; null while nobody chose. A model that came since may have no such head. */
export function chosenHead(session: Session): Signal<ChosenHead | null> {
  const known = choices.get(session) ?? signal<ChosenHead | null>(null)
  choices.set(session, known)
  return known
}
