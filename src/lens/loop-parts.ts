/** The five parts of one turn of the training loop: which the cursor is in, how many operations and which lines each has. */
import { operations, opIds, type OpId } from '../engine/operations.ts'
import type { Program } from '../python/program.ts'
import type { Moment, Segment, Timeline } from './timeline.ts'

export const loopParts = ['tokenise', 'forward', 'loss', 'backward', 'update'] as const
export type LoopPart = (typeof loopParts)[number]

/** Where the cursor goes when a part is asked for. */
export const firstOp: Readonly<Record<LoopPart, OpId>> = {
  tokenise: 'training.document',
  forward: 'embedding.token',
  loss: 'loss.mean',
  backward: 'backward',
  update: 'adam.rate',
}

const isLoss = (op: OpId): boolean => op.startsWith('loss.')

/** The part that a moment belongs to; null before the loop and after it. */
export function partOf({ phase, op }: Pick<Moment, 'phase' | 'op'>): LoopPart | null {
  if (phase === 'start') return 'tokenise'
  if (phase === 'forward') return isLoss(op) ? 'loss' : 'forward'
  return phase === 'setup' || phase === 'sample' ? null : phase
}

/** How many operations of a step each part has: what stepping through it takes. */
export function countsOf(timeline: Timeline): Readonly<Record<LoopPart, number>> {
  const counts = { tokenise: 0, forward: 0, loss: 0, backward: 0, update: 0 }
  const count = ({ from, to }: Segment, times = 1): void => {
    for (let index = from; index < to; index++) {
      const part = partOf(timeline.at(index))
      if (part !== null) counts[part] += times
    }
  }
  // All positions are alike.
  count(timeline.first('forward'), timeline.positions)
  for (const segment of timeline.segments) if (segment.phase !== 'forward') count(segment)
  return counts
}

/** The operations whose lines a part stands on. */
const opsOf: Readonly<Record<LoopPart, readonly OpId[]>> = {
  tokenise: ['training.document'],
  forward: opIds.filter(op => operations[op].phase === 'forward' && !isLoss(op)),
  loss: opIds.filter(isLoss),
  backward: ['backward'],
  update: ['adam.rate', 'adam'],
}

/** First and last line of a part in the program at hand; null where it has none. */
export function linesOf(part: LoopPart, program: Program): readonly [number, number] | null {
  const lines = opsOf[part].flatMap(op => program.linesOf(op))
  if (lines.length === 0) return null
  return [Math.min(...lines.map(([from]) => from)), Math.max(...lines.map(([, to]) => to))]
}
