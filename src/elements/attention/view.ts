/** What the Attention tab was asked to show. */
import { has, oneOf, type Choice } from '../../lens/kept.ts'
import type { Session } from '../../lens/session.ts'

/** All heads of one layer, one head large, or every head of every layer. */
export type Shown = 'layer' | 'large' | 'all'

export interface AttentionView {
  readonly shown: Choice<Shown>
  /** The mean of the heads stands beside them. */
  readonly hasMean: Choice<boolean>
  /** The future is drawn as a mask that is struck out. */
  readonly isMasked: Choice<boolean>
  /** Arcs of every head, under those of the one that is open. */
  readonly hasAllArcs: Choice<boolean>
}

/** What a session keeps of it, in the words of its links. */
export const viewOf = ({ kept: { heads } }: Session): AttentionView => ({
  shown: oneOf<Shown>(heads, ['layer', 'large', 'all']),
  hasMean: has(heads, 'mean'),
  isMasked: has(heads, 'mask'),
  hasAllArcs: has(heads, 'arcs'),
})
