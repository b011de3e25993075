/** The pictures of the tab at hand, in words: one is shown, each other is a click away. */
import { css, html, nothing } from 'lit'
import { aspects } from '../../lens/aspects.ts'
import { notesOn, toggleNotes } from '../../lens/notes/switch.ts'
import type { Session } from '../../lens/session.ts'
import { buttonStyles } from '../marks/button.styles.ts'
import { SignalElement } from '../signal-element.ts'
import { panesOf } from './panes.ts'

export class MgAspects extends SignalElement {
  static override properties = { session: { attribute: false } }
  declare session: Session

  static override styles = [
    buttonStyles,
    css`
      :host {
        display: flex;
        gap: 16px;
        padding: 0 var(--s-4);
        border-bottom: 1px solid var(--rule);
      }
      .words {
        display: flex;
        gap: 16px;
        min-width: 0;
        overflow-x: auto;
        scrollbar-width: none;
        padding-right: 20px;
        mask: linear-gradient(to left, transparent, #000 20px);
        scroll-padding-right: 20px;
      }
      :host([hidden]) {
        display: none;
      }
      button {
        min-height: 27px;
        color: var(--ink-2);
        font-size: var(--t-12);
        white-space: nowrap;
      }
      button:hover {
        color: var(--ink);
      }
      button:focus-visible {
        outline-offset: -2px;
      }
      [aria-current] {
        color: var(--ink);
        font-weight: 600;
        box-shadow: inset 0 -2px var(--ink);
      }
      .notes {
        flex: none;
        margin-left: auto;
      }
      .notes::before {
        content: '';
        display: inline-block;
        width: 8px;
        height: 8px;
        margin-right: 6px;
        border: 1px solid var(--ink-2);
      }
      .notes[aria-pressed='true']::before {
        background: var(--ink-2);
      }
      @media (max-width: 700px) {
        button {
          min-height: 44px;
        }
      }
    `,
  ]

  override updated(): void {
    this.renderRoot.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }

  override render() {
    const { session } = this
    const [tab, shown] = [session.tab.value, session.aspect.value]
    const words = aspects[tab]
    this.hidden = words.length < 2
    if (this.hidden) return nothing
    return html`<div class="words">
        ${words.map(
          aspect =>
            html`<button
              aria-current=${aspect === shown ? 'page' : nothing}
              @click=${() => session.turnTo(tab, aspect)}
            >
              ${panesOf(tab)[aspect]!.words}
            </button>`,
        )}
      </div>
      <button class="notes" aria-pressed=${notesOn.value} @click=${toggleNotes}>notes</button>`
  }
}

customElements.define('mg-aspects', MgAspects)

declare global {
  interface HTMLElementTagNameMap {
    'mg-aspects': MgAspects
  }
}
