import { scrubberOf } from '../../lens/scrubbing.ts'
import type { Session } from '../../lens/session.ts'
import { SignalElement } from '../signal-element.ts'

/** Milliseconds between two drawings while losses keep coming. */
const pause = 80
/** Milliseconds that making the parts of one drawing may take; putting them on the page takes as long again. */
const mostTime = 4

/**
 * Draws at once what a person does, but at most twelve times a second what training does; then each element in a task of
 * its own, so that a large model holds nothing up.
 */
export class PacedElement extends SignalElement {
  static override properties = { session: { attribute: false } }
  declare session: Session

  private drawnAt = 0
  private drawnLosses: readonly number[] | null = null

  /** For an element whose parts take turns: while the step is being moved there is time for one. */
  protected get timeToDraw(): number {
    return scrubberOf(this.session).moving.value ? 0 : mostTime
  }

  /** Goes on in a task of its own with what a drawing had no time for; while the step is being moved, when that ends. */
  protected drawOn(): void {
    if (!scrubberOf(this.session).moving.peek()) setTimeout(() => this.requestUpdate())
  }

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
