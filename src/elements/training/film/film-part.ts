/** A part of the film. It has no shadow root of its own: the line from a glowing mark to the code is measured around it. */
import { PacedElement } from '../paced-element.ts'

export abstract class FilmPart extends PacedElement {
  private stopFollowing: (() => void) | null = null

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
}
