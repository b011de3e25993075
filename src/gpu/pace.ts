/** Keeps each submit short, so that the page can draw and no watchdog bites, by what earlier submits took. */

/** Milliseconds that one submit may take, about. */
const target = 12
/** Nothing is known of the device yet: slow enough for one that is a program. */
const firstGuess = 200_000

export class Pace {
  /** Work in a millisecond. */
  private rate = firstGuess
  private lastDone = 0

  /** The next submit: as many pieces of work as fit into the time, and at least one. */
  next(pieces: ArrayLike<number>, from: number): { to: number; work: number } {
    const budget = this.rate * target
    let work = pieces[from]!
    let to = from + 1
    while (to < pieces.length && work + pieces[to]! <= budget) work += pieces[to++]!
    return { to, work }
  }

  /**
   * To be called as work is submitted; the result, as it is done. Submits queue up, so the time of one counts from the
   * end of the one before.
   */
  measure(work: number): () => void {
    const submitted = performance.now()
    return () => {
      const now = performance.now()
      const took = Math.max(0.2, now - Math.max(submitted, this.lastDone))
      this.lastDone = now
      // A small submit measures the way there and back more than the work, so it may only raise the rate.
      const measured = work / took
      if (measured > this.rate || took > target / 2) this.rate = Math.min(measured, 4 * this.rate)
    }
  }
}
