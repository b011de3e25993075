import type { Session } from '../../lens/session.ts'
import { SignalElement } from '../signal-element.ts'

/** Milliseconds between two drawings while losses keep coming. */
const pause = 80

/**
 * Draws at once what a person does, but at most twelve times a second what training does; then each element in a task of
 * its own, so that a large model holds nothing up.
 */
export class PacedElement extends SignalElement {
  static override properties = { session: { attribute: false } }
  declare session: Session

  private drawnAt = 0
  private drawnLosses: readonly number[] | null = null

  protected override async scheduleUpdate(): Promise<void> {
    const training = this.session?.training
    const isPaced = (training?.losses.peek() ?? null) !== this.drawnLosses
    const wait = isPaced ? Math.max(0, this.drawnAt + pause - performance.now()) : 0
    if (wait > 0 || training?.running.peek()) await new Promise(done => setTimeout(done, wait))
    this.drawnLosses = training?.losses.peek() ?? null
    this.drawnAt = performance.now()
    await super.scheduleUpdate()
    // Taken off the page during the wait: the update has begun to watch signals again.
    if (!this.isConnected) this.disconnectedCallback()
  }
}
