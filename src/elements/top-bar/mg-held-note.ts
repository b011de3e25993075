/** What is held by hand, what that does to the loss, and the way to let go of it all. */
import { css, html, nothing } from 'lit'
import { noIntervention } from '../../engine/intervention.ts'
import { countWords, heldCount } from '../../lens/interventions.ts'
import { plainViewOf } from '../../lens/plain-view.ts'
import type { Session } from '../../lens/session.ts'
import { buttonStyles } from '../marks/button.styles.ts'
import { decimal } from '../marks/numbers.ts'
import { SignalElement } from '../signal-element.ts'

export class MgHeldNote extends SignalElement {
  static override properties = { session: { attribute: false } }
  declare session: Session

  static override styles = [
    buttonStyles,
    css`
      :host {
        display: inline-flex;
        align-items: baseline;
        gap: var(--s-4);
        white-space: nowrap;
      }
      b {
        font-weight: 500;
        color: var(--ink);
      }
      .held {
        color: var(--ink);
        padding-left: 11px;
        background: linear-gradient(225deg, var(--ink) 0 4px, transparent 4.2px) no-repeat 0 5px / 6px 6px;
      }
      button {
        text-decoration: underline;
        text-underline-offset: 2px;
        color: var(--ink);
      }
      @media (max-width: 700px) {
        .held span {
          display: none;
        }
        .held {
          padding-left: 0;
          background: none;
        }
        button {
          min-height: 44px;
          min-width: 44px;
        }
      }
    `,
  ]

  override render() {
    const { intervention, view } = this.session
    const held = intervention.value
    if (heldCount(held) === 0 || !view.value) return nothing
    const plain = plainViewOf(this.session).value
    const words = countWords(held)
    return html`<span title="this name's loss: as trained, and with what is held"
        >loss <b>${plain ? decimal(plain.reader.loss) : '…'} → ${decimal(view.value.reader.loss)}</b></span
      ><span class="held"
        ><span>${words} · </span
        ><button aria-label="let go of ${words}" @click=${() => this.letGo()}>let go</button></span
      >`
  }

  private letGo(): void {
    void this.session.intervene(noIntervention)
  }
}

customElements.define('mg-held-note', MgHeldNote)

declare global {
  interface HTMLElementTagNameMap {
    'mg-held-note': MgHeldNote
  }
}
