/**
 * The way back through a run. A lane is deterministic, so a state kept every few steps and the documents between are
 * enough to stand at any step again, with Adam's moments and not only the parameters.
 */
import type { State } from './lane.ts'

/** Kept states may hold about this many numbers; a larger model keeps them further apart. */
const budget = 8_000_000

export class History {
  private readonly frames: State[]
  private readonly interval: number

  constructor(readonly first: State) {
    this.frames = [first]
    this.interval = Math.max(50, Math.ceil((1000 * 3 * first.parameters.length) / budget))
  }

  /** The step at which the next state is to be kept. */
  nextFrame(step: number): number {
    return (Math.floor(step / this.interval) + 1) * this.interval
  }

  wants(step: number): boolean {
    return step % this.interval === 0 && this.before(step).step !== step
  }

  keep(state: State): void {
    this.frames.push(state)
    this.frames.sort((a, b) => a.step - b.step)
  }

  /** The latest kept state at or before a step. */
  before(step: number): State {
    const found = this.frames.findLast(frame => frame.step <= step)
    if (!found)
      throw new RangeError(
        `Nothing is kept of step ${step}; the run at hand starts at step ${this.frames[0]?.step ?? 0}.`,
      )
    return found
  }
}
