/** Two panes and the divider between them: dragged, or moved by keys, and remembered. */
import { css, html, LitElement } from 'lit'
import { recall, remember } from '../../lens/storage.ts'

/** The least that the code and the picture each need. */
const least = 440
const leastPicture = 560
const widthKey = 'code width'

export class MgSplit extends LitElement {
  static override properties = { width: { state: true }, host: { attribute: false } }
  /** Of the right pane, in pixels; null for the width of the style sheet. */
  declare width: number | null
  /** The element that gets --w-code, so that the bar above can follow. */
  declare host: HTMLElement

  static override styles = css`
    :host {
      position: relative;
      display: grid;
      grid-template-columns: minmax(0, 1fr) var(--w-code);
      min-height: 0;
    }
    ::slotted(*) {
      min-width: 0;
      min-height: 0;
    }
    .divider {
      position: absolute;
      top: 0;
      bottom: 0;
      right: calc(var(--w-code) - 12px);
      z-index: 6;
      width: 24px;
      cursor: col-resize;
      touch-action: none;
    }
    .divider::after {
      content: '';
      position: absolute;
      inset: 0 auto 0 11px;
      width: 1px;
      background: var(--rule-2);
    }
    .divider:hover::after,
    .divider:focus-visible::after {
      width: 3px;
      margin-left: -1px;
      background: var(--focus);
    }
    .divider:focus-visible {
      outline: none;
    }
    @media (max-width: 700px) {
      :host {
        display: block;
      }
      .divider {
        display: none;
      }
    }
  `

  constructor() {
    super()
    const kept = recall(widthKey)
    this.width = typeof kept === 'number' && kept >= least ? kept : null
  }

  override render() {
    const [now, most] = [Math.round(this.shown()), Math.round(this.most())]
    return html`<slot name="left"></slot>
      <div
        class="divider"
        role="separator"
        tabindex="0"
        aria-orientation="vertical"
        aria-label="width of the code"
        aria-valuemin=${least}
        aria-valuemax=${most}
        aria-valuenow=${now}
        aria-valuetext="${now} pixels"
        @pointerdown=${this.drag}
        @pointermove=${this.drag}
        @pointerup=${() => this.keep()}
        @keydown=${this.keys}
        @dblclick=${() => this.set(null)}
      ></div>
      <slot name="right"></slot>`
  }

  override updated(): void {
    const { style } = this.host
    if (this.width === null) style.removeProperty('--w-code')
    else style.setProperty('--w-code', `min(${this.width}px, max(${least}px, calc(100vw - ${leastPicture}px)))`)
  }

  override connectedCallback(): void {
    super.connectedCallback()
    addEventListener('resize', this.onResize)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    removeEventListener('resize', this.onResize)
  }

  private readonly onResize = (): void => this.requestUpdate()

  private most(): number {
    return Math.max(least, innerWidth - leastPicture)
  }

  private shown(): number {
    return Math.min(this.most(), this.width ?? this.styled())
  }

  private styled(): number {
    return parseFloat(getComputedStyle(this).getPropertyValue('--w-code')) || least
  }

  private set(width: number | null): void {
    this.width = width === null ? null : Math.max(least, Math.min(this.most(), width))
    this.keep()
  }

  private keep(): void {
    remember(widthKey, this.width)
  }

  private readonly drag = (event: PointerEvent): void => {
    const divider = event.currentTarget as HTMLElement
    if (event.button > 0) return
    if (event.type === 'pointerdown') {
      event.preventDefault()
      divider.setPointerCapture(event.pointerId)
      divider.focus()
    } else if (divider.hasPointerCapture(event.pointerId)) this.set(this.getBoundingClientRect().right - event.clientX)
  }

  private readonly keys = (event: KeyboardEvent): void => {
    const by = event.shiftKey ? 80 : 8
    const widths: Record<string, number | null> = {
      ArrowLeft: this.shown() + by,
      ArrowRight: this.shown() - by,
      Home: least,
      End: this.most(),
      Enter: null,
    }
    if (!(event.key in widths)) return
    event.preventDefault()
    this.set(widths[event.key]!)
  }
}

customElements.define('mg-split', MgSplit)

declare global {
  interface HTMLElementTagNameMap {
    'mg-split': MgSplit
  }
}
