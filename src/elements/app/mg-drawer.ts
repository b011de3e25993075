/** Holds the code: a pane beside the picture, and on a phone a drawer that is pulled up from the bottom. */
import { css, html, LitElement } from 'lit'

const heights = { peek: 44, half: 252 }

export class MgDrawer extends LitElement {
  static override properties = { height: { state: true } }
  /** On a phone, in pixels. */
  declare height: number

  static override styles = css`
    :host {
      display: block;
      min-width: 0;
      min-height: 0;
      overflow: hidden;
    }
    .handle {
      display: none;
    }
    @media (max-width: 700px) {
      :host {
        position: absolute;
        left: 0;
        right: 0;
        bottom: 0;
        z-index: 7;
        height: var(--drawer, 252px);
        background: var(--paper);
        border-top: 1px solid var(--rule-2);
        box-shadow: 0 -8px 24px rgb(0 0 0 / 0.1);
      }
      .handle {
        display: block;
        position: absolute;
        top: 0;
        left: 50%;
        z-index: 2;
        width: 88px;
        height: 24px;
        margin-left: -44px;
        padding: 0;
        border: 0;
        background: none;
        cursor: ns-resize;
        touch-action: none;
      }
      .handle::after {
        content: '';
        position: absolute;
        top: 5px;
        left: 26px;
        width: 36px;
        height: 3px;
        border-radius: 2px;
        background: var(--ink-3);
      }
      .handle:focus-visible {
        outline: 2px solid var(--focus);
        outline-offset: -2px;
      }
    }
  `

  constructor() {
    super()
    this.height = heights.half
  }

  override render() {
    return html`<button
        class="handle"
        aria-label="height of the code"
        aria-expanded=${this.height > heights.peek}
        @click=${this.toggle}
        @pointermove=${this.drag}
        @pointerdown=${(event: PointerEvent) => (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId)}
      ></button>
      <slot></slot>`
  }

  override updated(): void {
    this.closest('mg-split')?.style.setProperty('--drawer', `${this.height}px`)
  }

  private dragged = false

  private readonly toggle = (): void => {
    if (!this.dragged) this.height = this.height > heights.peek ? heights.peek : heights.half
    this.dragged = false
  }

  private readonly drag = (event: PointerEvent): void => {
    if (!(event.currentTarget as HTMLElement).hasPointerCapture(event.pointerId)) return
    this.dragged = true
    const most = innerHeight * 0.6
    this.height = Math.max(heights.peek, Math.min(most, this.getBoundingClientRect().bottom - event.clientY))
  }
}

customElements.define('mg-drawer', MgDrawer)

declare global {
  interface HTMLElementTagNameMap {
    'mg-drawer': MgDrawer
  }
}
