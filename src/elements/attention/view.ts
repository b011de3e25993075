/** What the Attention tab was asked to show: kept while one is in another tab. */
import { signal, type Signal } from '@preact/signals-core'
import type { Session } from '../../lens/session.ts'

/** All heads of one layer, one head large, or every head of every layer. */
export type Shown = 'layer' | 'large' | 'all'

export interface AttentionView {
  readonly shown: Signal<Shown>
  /** The mean of the heads stands beside them. */
  readonly hasMean: Signal<boolean>
  /** The future is drawn as a mask that is struck out. */
  readonly isMasked: Signal<boolean>
  /** Arcs of every head, under those of the one that is open. */
  readonly hasAllArcs: Signal<boolean>
}

const views = new WeakMap<Session, AttentionView>()

export function viewOf(session: Session): AttentionView {
  const view = views.get(session) ?? {
    shown: signal<Shown>('layer'),
    hasMean: signal(false),
    isMasked: signal(false),
    hasAllArcs: signal(false),
  }
  views.set(session, view)
  return view
}
