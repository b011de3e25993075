/** The walk of the Autograd tab for what stands on every tab: fetched when that tab is first opened, not before. */
import { signal } from '@preact/signals-core'
import type { Session } from '../session.ts'
import type { Walk } from './walk.ts'

const walkOf = signal<((session: Session) => Walk) | null>(null)

/** Whether time is that of the walk: on the picture that shows it, and on no other of the tab. */
export const isWalkShown = (session: Session): boolean => session.aspect.value === 'expression'

/** Where the walk is; null until it has come. */
export function walkAtHand(session: Session): Walk | null {
  // Where it cannot be fetched the tab itself says so.
  if (!walkOf.value) void import('./walk.ts').then(walk => (walkOf.value = walk.walkOf)).catch(() => {})
  return walkOf.value?.(session) ?? null
}
