/** What ends a run before its last step: a loss, a time, a page that nobody sees. None runs on for ever. */
import { effect, signal } from '@preact/signals-core'
import { recall, remember } from './storage.ts'
import type { Training } from './training.ts'

/** Minutes for which a run goes on that nobody sees. */
export const mostUnseen = 30

const minute = 60_000
const hiddenKey = 'pause when hidden'

/** The page, as far as it can be hidden. */
type Page = Pick<Document, 'hidden' | 'addEventListener'>

const word = (step: number): string => step.toLocaleString('en')

export class RunLimits {
  /** The smoothed loss at which it stops. */
  readonly loss = signal<number | null>(null)
  /** Minutes after which it stops. */
  readonly minutes = signal<number | null>(null)
  /** Training waits while the page is hidden. */
  readonly pauseHidden = signal(recall(hiddenKey) === true)
  private isArmed = false
  private isWaiting = false
  private timeIsUp: ReturnType<typeof setTimeout> | undefined
  private unseen: ReturnType<typeof setTimeout> | undefined

  constructor(
    private readonly training: Pick<Training, 'running' | 'smoothedLosses' | 'losses' | 'stop' | 'start'>,
    private readonly page: Page | null = globalThis.document ?? null,
  ) {
    let wasRunning = false
    effect(() => {
      const isRunning = training.running.value
      const mean = training.smoothedLosses.value.at(-1)
      if (isRunning && !wasRunning) this.began(mean)
      if (!isRunning && wasRunning) this.ended()
      wasRunning = isRunning
      if (isRunning && this.isArmed && mean !== undefined) this.checkLoss(mean)
    })
    page?.addEventListener('visibilitychange', () => this.onVisibility())
  }

  setPauseHidden(isWanted: boolean): void {
    this.pauseHidden.value = isWanted
    remember(hiddenKey, isWanted)
  }

  private began(mean: number | undefined): void {
    const [loss, minutes] = [this.loss.peek(), this.minutes.peek()]
    // Whoever trains on from where it has stopped wants it to go on.
    this.isArmed = loss !== null && !(mean !== undefined && mean <= loss)
    clearTimeout(this.timeIsUp)
    if (minutes !== null)
      this.timeIsUp = setTimeout(
        () => this.stop(done => `Stopped after ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}, at step ${done}.`),
        minutes * minute,
      )
    if (this.page?.hidden) this.leave()
  }

  private ended(): void {
    clearTimeout(this.timeIsUp)
    clearTimeout(this.unseen)
  }

  private checkLoss(mean: number): void {
    const level = this.loss.peek()
    if (level === null || mean > level) return
    this.isArmed = false
    const first = this.training.smoothedLosses.peek().findIndex(each => each <= level) + 1
    this.stop(done => `Stopped at step ${done}: at step ${word(first)} the smoothed loss came to ${level.toFixed(2)}.`)
  }

  private stop(words: (done: string) => string): void {
    void this.training.stop(() => words(word(this.training.losses.peek().length)))
  }

  private onVisibility(): void {
    if (this.page!.hidden) {
      if (this.training.running.peek()) this.leave()
      return
    }
    clearTimeout(this.unseen)
    if (!this.isWaiting) return
    this.isWaiting = false
    void this.training.start()
  }

  /** Nobody sees it from now on. */
  private leave(): void {
    if (this.pauseHidden.peek()) {
      this.isWaiting = true
      return this.stop(done => `Training waited at step ${done} while the page was hidden.`)
    }
    clearTimeout(this.unseen)
    this.unseen = setTimeout(
      () => this.stop(done => `Stopped at step ${done}: the page had been hidden for ${mostUnseen} minutes.`),
      mostUnseen * minute,
    )
  }
}

const known = new WeakMap<Training, RunLimits>()

export function limitsOf(training: Training): RunLimits {
  const limits = known.get(training) ?? new RunLimits(training)
  known.set(training, limits)
  return limits
}
