/** A part of the film. It has no shadow root of its own: the line from a glowing mark to the code is measured around it. */
import { scrubberOf } from '../../../lens/scrubbing.ts'
import { PacedElement } from '../paced-element.ts'

/** Milliseconds between two drawings while the step is being moved. */
const pause = 120

export abstract class FilmPart extends PacedElement {
  private stopFollowing: (() => void) | null = null
  private shownAt = 0

  protected override createRenderRoot(): HTMLElement {
    return this
  }

  /** Asks for what it shows for as long as it is on the page. */
  protected abstract follow(): () => void

  override connectedCallback(): void {
    super.connectedCallback()
    this.stopFollowing ??= this.follow()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.stopFollowing?.()
    this.stopFollowing = null
  }

  /** While the step is being moved the frames belong to what moves. */
  protected override async scheduleUpdate(): Promise<void> {
    const wait = scrubberOf(this.session).moving.peek() ? this.shownAt + pause - performance.now() : 0
    if (wait > 0) await new Promise(done => setTimeout(done, wait))
    this.shownAt = performance.now()
    await super.scheduleUpdate()
  }
}
