import type { LitElement, ReactiveController } from 'lit'

/** The width that an element has, in whole pixels; it renders again when that changes, or does as it is told. */
export class Width implements ReactiveController {
  value = 0
  private readonly observer = new ResizeObserver(([entry]) => {
    const width = Math.round(entry!.contentRect.width)
    if (width === this.value) return
    this.value = width
    if (this.changed) this.changed(width)
    // In the next frame: what is drawn now changes sizes that are being reported.
    else requestAnimationFrame(() => this.host.requestUpdate())
  })

  /** @param changed in place of rendering again, and within the same frame */
  constructor(
    private readonly host: LitElement,
    private readonly changed?: (width: number) => void,
  ) {
    host.addController(this)
  }

  hostConnected(): void {
    this.observer.observe(this.host)
  }

  hostDisconnected(): void {
    this.observer.disconnect()
  }
}
