import type { ReactiveController, ReactiveElement } from 'lit'

/** Keeps what an element shows up to date for as long as it is on the page, from its first drawing on. */
export class Following implements ReactiveController {
  private stop: (() => void) | null = null

  /** @param follow begins, and gives the way to end it; null where there is nothing to follow yet */
  constructor(
    private readonly host: ReactiveElement,
    private readonly follow: () => (() => void) | null,
  ) {
    host.addController(this)
  }

  hostUpdated(): void {
    if (this.host.isConnected) this.stop ??= this.follow()
  }

  hostDisconnected(): void {
    this.stop?.()
    this.stop = null
  }
}
