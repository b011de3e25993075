/** Where the card of a number stands in tabs that have no place of their own for it: at the foot of the picture. */
import { css, html, nothing } from 'lit'
import { numberName } from '../../lens/number-place.ts'
import { closeNumber } from '../../lens/opening.ts'
import type { Session } from '../../lens/session.ts'
import { buttonStyles } from '../marks/button.styles.ts'
import { underlinedStyles } from '../marks/underlined.styles.ts'
import { SignalElement } from '../signal-element.ts'
import './mg-number-card.ts'

export class MgNumberSheet extends SignalElement {
  static override properties = { session: { attribute: false } }
  declare session: Session

  static override styles = [
    buttonStyles,
    underlinedStyles,
    css`
      @media (max-width: 700px) {
        :host {
          position: absolute;
          inset: auto 0 0;
          z-index: 8;
        }
      }
      section {
        position: relative;
        max-height: min(46vh, 420px);
        overflow: auto;
        border-top: 1px solid var(--ink-3);
        background: var(--paper);
      }
      .close {
        font-size: var(--t-11);
      }
      @media (max-width: 700px) {
        section {
          max-height: 46vh;
        }
        .close {
          min-width: 44px;
          min-height: 44px;
        }
      }
    `,
  ]

  /** What had the focus when the number was opened. */
  private focusedBefore: HTMLElement | null = null
  private readonly observer = new ResizeObserver(() => this.clearActive())

  override connectedCallback(): void {
    super.connectedCallback()
    this.focusedBefore = deepFocus()
    addEventListener('keydown', this.onKey)
    this.observer.observe(this)
    void this.updateComplete.then(() => this.renderRoot.querySelector('mg-number-card')?.focusHead())
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    removeEventListener('keydown', this.onKey)
    this.observer.disconnect()
  }

  override render() {
    const place = this.session?.opened.value ?? null
    if (!place) return nothing
    return html`<section role="dialog" aria-label="How ${numberName(place)} is made">
      <mg-number-card .session=${this.session}
        ><button class="close underlined" @click=${() => this.close()}>close</button></mg-number-card
      >
    </section>`
  }

  /** The picture above has another height now, and what is drawn across it another place. */
  override updated(): void {
    this.dispatchEvent(new Event('lens-scrolled', { bubbles: true, composed: true }))
  }

  /** What the picture has lit is not left under the sheet. */
  private clearActive(): void {
    const stage = this.parentElement?.querySelector('.stage')
    const active = stage?.firstElementChild?.shadowRoot?.querySelector('.active')
    if (!stage || !active) return
    const { top, bottom } = active.getBoundingClientRect()
    const under = bottom + 12 - this.getBoundingClientRect().top
    if (under > 0) stage.scrollTop += Math.min(under, Math.max(0, top - stage.getBoundingClientRect().top - 12))
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    // A field or a dialog that is open above has its own use for the key.
    if (document.querySelector('dialog[open]')) return
    event.preventDefault()
    this.close()
  }

  private close(): void {
    closeNumber(this.session)
    if (this.focusedBefore?.isConnected) this.focusedBefore.focus()
  }
}

/** The element with the focus, through all shadow roots; null for none. */
function deepFocus(): HTMLElement | null {
  let found = document.activeElement
  while (found?.shadowRoot?.activeElement) found = found.shadowRoot.activeElement
  return found instanceof HTMLElement || found instanceof SVGElement ? (found as HTMLElement) : null
}

customElements.define('mg-number-sheet', MgNumberSheet)

declare global {
  interface HTMLElementTagNameMap {
    'mg-number-sheet': MgNumberSheet
  }
}
