import type { LitElement, ReactiveController } from 'lit'

/**
 * Tells the styles of the pane how wide it is: `--pane` in pixels, and `narrow`. A container query would tell them too, but
 * inside a container the browser works out styles while it lays out the lines, at every number that changes.
 */
export class PaneWidth implements ReactiveController {
  private readonly observer = new ResizeObserver(([entry]) => {
    const { width } = entry!.contentRect
    this.host.style.setProperty('--pane', `${width}px`)
    // A wide pane has room for numbers, a narrow one for strips.
    this.host.toggleAttribute('narrow', width < 600)
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
