/** What each of those measured here can do. All work is the same: see work.ts. */
import type { Work } from '../work.ts'

export interface Contender {
  /**
   * Trains so many further steps; the loss of each. It returns when the numbers are there. After the last step that is
   * laid out it goes on with the documents of the first.
   */
  train(steps: number): Promise<number[]>
  /** Bytes of its tensors, where it keeps an account of them. */
  bytes?(): number
  dispose(): void
}

/** Compiles, and takes the first parameters; the next step is step 0. */
export type Create = (work: Work) => Promise<Contender>
