/** Figures of one training step, each made from the numbers of its trace. */
import type { Plan } from '../../engine/plan.ts'
import type { TraceReader } from '../../lens/reading.ts'
import type { RunState, View } from '../../lens/session.ts'

/** Length of all gradients together, as one vector. */
export function gradientNorm(reader: TraceReader): number {
  let sum = 0
  for (const { name } of reader.matrices) {
    const { values } = reader.matrix(name, 'gradients')
    for (let i = 0; i < values.length; i++) sum += values[i]! ** 2
  }
  return Math.sqrt(sum)
}

/** How far the step moved a parameter: the root of the mean of Δp². */
export function updateSize(reader: TraceReader): number {
  const [before, after] = [reader.before.parameters, reader.updatedParameters]
  let sum = 0
  for (let i = 0; i < after.length; i++) sum += (after[i]! - before[i]!) ** 2
  return Math.sqrt(sum / after.length)
}

export interface StepFigures {
  readonly gradient: number
  /** Null where the trace doesn't know Adam's moments. */
  readonly update: number | null
}

export const figuresOf = ({ reader, provisional }: View): StepFigures => ({
  gradient: gradientNorm(reader),
  update: provisional ? null : updateSize(reader),
})

/** What was seen of a run so far: a figure for every step that has been looked at, and for no other. */
export class SeenFigures {
  readonly steps = new Map<number, StepFigures>()
  private plan: Plan | null = null
  private view: View | null = null
  private last: StepFigures | null = null

  /**
   * Figures of the view at hand. They are kept as a point of the run when they are of the run itself: of its own
   * document, and of one document a step.
   */
  see(run: RunState, view: View, isOwnDocument: boolean): StepFigures {
    if (this.plan !== run.plan) this.steps.clear()
    this.plan = run.plan
    if (this.view !== view || !this.last) this.last = figuresOf(view)
    this.view = view
    if (!isOwnDocument && run.config.batch_size === 1 && !view.provisional) this.steps.set(view.step, this.last)
    return this.last
  }
}
