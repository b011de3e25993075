/** One piece of work at a time, in the order of asking; what fails does not hold up what follows. */
export class Turns {
  private last: Promise<unknown> = Promise.resolve()

  take<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.last.then(work, work)
    this.last = turn.catch(() => {})
    return turn
  }
}
