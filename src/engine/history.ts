/**
 * The way back through a run. A lane is deterministic, so a state kept every few steps and the documents between are
 * enough to stand at any step again, with Adam's moments and not only the parameters.
 */
import type { State } from './lane.ts'

/** Kept states hold no more than about this many numbers, however long the run; of a large model, so many states. */
const budget = 8_000_000
const fewest = 8

export class History {
  private frames: State[]
  /** Of states where another lane took over, and of the first: what comes after can only be made again from just there. */
  private readonly fixed = new Set<number>()
  private interval: number

  constructor(readonly first: State) {
    this.frames = [first]
    this.interval = Math.max(50, Math.ceil((1000 * this.numbers) / budget))
  }

  /** Numbers in one state. */
  private get numbers(): number {
    return 3 * this.first.parameters.length
  }

  /** The step at which the next state is to be kept. */
  nextFrame(step: number): number {
    return (Math.floor(step / this.interval) + 1) * this.interval
  }

  wants(step: number): boolean {
    return step % this.interval === 0 && this.before(step).step !== step
  }

  /** @param isFixed it stays, however long the run becomes */
  keep(state: State, isFixed = false): void {
    if (isFixed) this.fixed.add(state.step)
    this.frames.push(state)
    this.frames.sort((a, b) => a.step - b.step)
    while (this.frames.length > Math.max(fewest, budget / this.numbers) && this.thin());
  }

  /** Lets go of every second state; false where none is left to let go of. */
  private thin(): boolean {
    this.interval *= 2
    const { length } = this.frames
    this.frames = this.frames.filter(({ step }) => step % this.interval === 0 || this.fixed.has(step))
    return this.frames.length < length
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
