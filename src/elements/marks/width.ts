import type { LitElement, ReactiveController } from 'lit'

/** The width that an element has, in whole pixels; it renders again when that changes. */
export class Width implements ReactiveController {
  value = 0
  private readonly observer = new ResizeObserver(([entry]) => {
    const width = Math.round(entry!.contentRect.width)
    if (width === this.value) return
    this.value = width
    // In the next frame: what is drawn now changes sizes that are being reported.
    requestAnimationFrame(() => this.host.requestUpdate())
  })

  constructor(private readonly host: LitElement) {
    host.addController(this)
  }

  hostConnected(): void {
    this.observer.observe(this.host)
  }

  hostDisconnected(): void {
    this.observer.disconnect()
  }
}
