/** How long each part of one turn of the training loop takes on the lane that computes it. */
import { byParts, stepParts, type LaneName, type State, type StepPart } from '../../engine/lane.ts'
import type { Trainer } from '../../engine/trainer.ts'
import { leastTimes, type Timed } from './timing.ts'

export interface LoopTimes {
  readonly lane: LaneName
  /** Milliseconds of each part by itself, and of all together; null where the lane runs the step as one. */
  readonly parts: Readonly<Record<'tokenise' | StepPart | 'whole', number>> | null
  readonly turns: number
}

/** @param state before the step that is timed: its own documents, apart from training */
export async function loopTimesOf(trainer: Trainer, state: State): Promise<LoopTimes> {
  const { lane } = trainer
  const parts = await lane.parts?.(state, trainer.inputAt(state.step))
  if (!parts) return { lane: lane.name, parts: null, turns: 0 }
  const timed =
    (run: () => unknown): Timed =>
    times => {
      const from = performance.now()
      for (let i = 0; i < times; i++) run()
      return performance.now() - from
    }
  const tokenise = (): unknown => trainer.inputAt(state.step)
  const whole = (): void => {
    tokenise()
    for (const part of stepParts) parts[part]()
  }
  const { least, turns } = await leastTimes(
    { tokenise: timed(tokenise), ...byParts(part => timed(parts[part])), whole: timed(whole) },
    1,
  )
  return { lane: lane.name, parts: least, turns }
}
