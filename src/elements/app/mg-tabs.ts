/** The tabs of the left pane, with one tab stop and arrow keys. */
import { css, html, nothing } from 'lit'
import { tabs, type Tab } from '../../lens/link.ts'
import type { Session } from '../../lens/session.ts'
import { buttonStyles } from '../marks/button.styles.ts'
import { SignalElement } from '../signal-element.ts'

export class MgTabs extends SignalElement {
  static override properties = { session: { attribute: false } }
  declare session: Session

  static override styles = [
    buttonStyles,
    css`
      :host {
        display: flex;
        height: var(--h-tabs);
        overflow: hidden;
        border-bottom: 1px solid var(--rule);
      }
      [role='tablist'] {
        display: flex;
        gap: 22px;
        padding: 0 var(--s-4);
        overflow-x: auto;
        scrollbar-width: none;
      }
      [role='tab'] {
        position: relative;
        color: var(--ink-2);
        font-size: var(--t-13);
        line-height: calc(var(--h-tabs) - 1px);
        white-space: nowrap;
      }
      [role='tab']:hover {
        color: var(--ink);
      }
      [role='tab']:focus-visible {
        outline-offset: -3px;
      }
      [aria-selected='true'] {
        color: var(--ink);
        font-weight: 600;
      }
      [aria-selected='true']::after {
        content: '';
        position: absolute;
        left: 0;
        right: 0;
        bottom: 0;
        height: 2px;
        background: var(--ink);
      }
      @media (max-width: 1180px) {
        [role='tablist'] {
          gap: 16px;
        }
      }
    `,
  ]

  override render() {
    const selected = this.session.tab.value
    return html`<div role="tablist" aria-label="views of the model" @keydown=${this.keys}>
        ${tabs.map(
          tab =>
            html`<button
              role="tab"
              aria-selected=${tab === selected}
              tabindex=${tab === selected ? nothing : -1}
              @click=${() => (this.session.tab.value = tab)}
            >
              ${tab}
            </button>`,
        )}
      </div>
      <slot></slot>`
  }

  private readonly keys = (event: KeyboardEvent): void => {
    const now = tabs.indexOf(this.session.tab.value)
    const next = { ArrowRight: now + 1, ArrowLeft: now - 1 + tabs.length, Home: 0, End: tabs.length - 1 }[event.key]
    if (next === undefined) return
    event.preventDefault()
    const tab: Tab = tabs[next % tabs.length]!
    this.session.tab.value = tab
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('[aria-selected=true]')?.focus())
  }
}

customElements.define('mg-tabs', MgTabs)

declare global {
  interface HTMLElementTagNameMap {
    'mg-tabs': MgTabs
  }
}
