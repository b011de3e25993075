/** Trains in slices that leave the worker time to listen, no faster than it is asked to, and tells now and then. */
import type { Progress } from './messages.ts'
import { nextTask, pauseFor } from './tasks.ts'

/** Longest stretch of training before the worker listens again, in milliseconds. */
const slice = 12
/** From one report to the next, in milliseconds. */
const reportPause = 50
/** A machine that slept, or a page that was held back, is not made up for beyond this many milliseconds. */
const mostCredit = 250

export interface Work {
  /** Whether it is still wanted. */
  readonly goesOn: () => boolean
  /** Some steps at least of so many. */
  readonly advance: (steps: number) => Promise<Progress & { readonly problem: string | null }>
  readonly report: (progress: Progress) => void | Promise<void>
}

/** @returns why it ended early, where that is not because it is wanted no more */
export async function trainingLoop(work: Work, stepsPerSecond: number): Promise<string | null> {
  const credit = new Credit(stepsPerSecond)
  const reports = new Reports(work.report)
  let problem: string | null = null
  let most = 1
  while (problem === null && work.goesOn()) {
    const due = credit.due()
    if (due < 1) {
      reports.send()
      await pauseFor(Math.min(credit.wait(), reportPause))
      continue
    }
    const steps = Math.min(most, due)
    const began = performance.now()
    const done = await work.advance(steps)
    const took = Math.max(0.01, performance.now() - began)
    most = Math.max(1, Math.min(2 * most, Math.floor((steps * slice) / took)))
    problem = done.problem
    credit.spend(done.losses.length)
    reports.add(done)
    await nextTask()
  }
  await reports.end()
  return problem
}

/** Steps that may be done by now at a pace. */
class Credit {
  private steps = 1
  private since = performance.now()

  constructor(private readonly perSecond: number) {}

  due(): number {
    if (this.perSecond === Infinity) return Infinity
    const now = performance.now()
    this.steps += (Math.min(mostCredit, Math.max(0, now - this.since)) / 1000) * this.perSecond
    this.since = now
    return Math.floor(this.steps)
  }

  spend(steps: number): void {
    this.steps -= steps
  }

  /** Milliseconds until the next step. */
  wait(): number {
    return Math.ceil((1000 * (1 - this.steps)) / this.perSecond)
  }
}

/** Gathers losses, as every report costs the page some work. */
class Reports {
  private completed = 0
  private losses: number[] = []
  private sentAt = -Infinity
  private last: void | Promise<void> = undefined

  constructor(private readonly report: Work['report']) {}

  add({ completed, losses }: Progress): void {
    this.completed = completed
    this.losses.push(...losses)
    this.send()
  }

  send(): void {
    if (this.losses.length === 0 || performance.now() - this.sentAt < reportPause) return
    this.sendNow()
  }

  private sendNow(): void {
    this.last = this.report({ completed: this.completed, losses: this.losses })
    this.losses = []
    this.sentAt = performance.now()
  }

  /** The last report has arrived when this is over. */
  async end(): Promise<void> {
    if (this.losses.length > 0) this.sendNow()
    await this.last
  }
}
