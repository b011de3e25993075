/** What lanes were measured to need for a step, by the shape of the model: a run like one before needs no other race. */
import type { LaneName } from '../../engine/lane.ts'
import type { Plan } from '../../engine/plan.ts'
import type { Figure } from './messages.ts'

const raced = new Map<string, readonly Figure[]>()
const mostRaced = 50

const shapeOf = ({ size, calls, positions }: Plan): string => [size, calls.length, positions].join()

export const figuresBefore = (plan: Plan): readonly Figure[] | null => raced.get(shapeOf(plan)) ?? null

export function remember(plan: Plan, figures: readonly Figure[]): void {
  raced.set(shapeOf(plan), figures)
  const [oldest] = raced.keys()
  if (raced.size > mostRaced) raced.delete(oldest!)
}

export function quickest(figures: readonly Figure[]): LaneName | null {
  const measured = figures.flatMap(({ lane, milliseconds }) => (milliseconds === null ? [] : [{ lane, milliseconds }]))
  return measured.sort((a, b) => a.milliseconds - b.milliseconds)[0]?.lane ?? null
}
