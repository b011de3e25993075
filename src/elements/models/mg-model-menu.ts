/** The model at hand as a button, and under it the models to choose from. */
import { css, html } from 'lit'
import { modelOf, models, openModel, parametersOf, type Model } from '../../lens/models.ts'
import type { Session } from '../../lens/session.ts'
import { buttonStyles } from '../marks/button.styles.ts'
import { thousands } from '../marks/numbers.ts'
import { sheetStyles } from '../marks/sheet.styles.ts'
import { SignalElement } from '../signal-element.ts'

export class MgModelMenu extends SignalElement {
  static override properties = {
    session: { attribute: false },
    isOpen: { state: true },
  }
  declare session: Session
  declare private isOpen: boolean

  static override styles = [
    buttonStyles,
    sheetStyles,
    css`
      :host {
        display: inline-block;
      }
      .opener {
        min-height: 24px;
        color: var(--ink-3);
        border-radius: var(--r-1);
        outline-offset: -1px;
      }
      .opener:hover {
        color: var(--ink);
      }
      .opener::after {
        content: '';
        display: inline-block;
        margin: 0 1px 2px 6px;
        border: 3.5px solid transparent;
        border-bottom: 0;
        border-top: 4px solid currentColor;
      }
      .narrow {
        display: none;
      }
      .sheet {
        left: var(--x);
        width: 372px;
        max-height: calc(100dvh - var(--y) - 8px);
        white-space: normal;
      }
      .sheet button {
        display: grid;
        grid-template-columns: 14px 1fr auto;
        gap: 0 6px;
        padding: 6px 14px 7px 12px;
        line-height: 17px;
      }
      .sheet button::before {
        content: '';
        width: 7px;
        height: 7px;
        margin-top: 4px;
        border: 1.5px solid var(--ink);
      }
      .sheet [aria-checked='true']::before {
        background: var(--ink);
      }
      .name {
        font-weight: 600;
      }
      .count {
        color: var(--ink-3);
        font: 11px/17px var(--mono);
      }
      .says {
        grid-column: 2 / -1;
        color: var(--ink-2);
        font-size: var(--t-11);
        line-height: 16px;
      }
      @media (max-width: 1180px) {
        .narrow {
          display: inline;
        }
      }
      /* Where there is no room for it, the name of the page opens it. */
      @media (max-width: 700px) {
        :host {
          position: absolute;
          top: 0;
          left: 0;
        }
        .opener {
          width: 132px;
          height: 44px;
          text-align: right;
        }
        .narrow {
          display: none;
        }
      }
    `,
  ]

  constructor() {
    super()
    this.isOpen = false
  }

  override render() {
    const run = this.session?.run.value
    const present = run ? modelOf(run) : null
    return html`<button
        class="opener"
        aria-label="${run ? `${thousands(run.plan.parameters)} parameters, ` : ''}choose a model"
        title="Choose a model"
        aria-haspopup="menu"
        aria-expanded=${this.isOpen}
        @click=${() => this.open()}
      >
        <slot></slot><span class="narrow">model</span>
      </button>
      <div
        class="sheet"
        popover
        role="menu"
        aria-label="models"
        @keydown=${(event: KeyboardEvent) => this.onKey(event)}
        @toggle=${(event: ToggleEvent) => (this.isOpen = event.newState === 'open')}
      >
        ${
          run
            ? models.map(
                model =>
                  html`<button
                    role="menuitemradio"
                    aria-checked=${model.id === present}
                    @click=${() => this.choose(model)}
                  >
                    <span class="name">${model.name}</span
                    ><span class="count">${thousands(parametersOf(model, run))} parameters</span
                    ><span class="says">${model.says}</span>
                  </button>`,
              )
            : ''
        }
      </div>`
  }

  private get opener(): HTMLElement {
    return this.renderRoot.querySelector<HTMLElement>('.opener')!
  }

  private get sheet(): HTMLElement {
    return this.renderRoot.querySelector<HTMLElement>('.sheet')!
  }

  private open(): void {
    const { opener, sheet } = this
    const { left, bottom } = opener.getBoundingClientRect()
    sheet.showPopover()
    sheet.style.setProperty('--x', `${Math.max(8, Math.min(left - 12, innerWidth - sheet.offsetWidth - 8))}px`)
    sheet.style.setProperty('--y', `${bottom + 4}px`)
    const items = [...sheet.querySelectorAll('button')]
    ;(items.find(item => item.ariaChecked === 'true') ?? items[0])?.focus()
  }

  private choose({ id }: Model): void {
    this.close()
    void openModel(this.session, id)
  }

  /** With the focus where it came from. */
  private close(): void {
    this.sheet.hidePopover()
    this.opener.focus()
  }

  private onKey(event: KeyboardEvent): void {
    event.stopPropagation()
    if (event.key === 'Escape') {
      event.preventDefault()
      return this.close()
    }
    const items = [...this.sheet.querySelectorAll('button')]
    const at = items.findIndex(item => item.matches(':focus'))
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 + items.length, Home: 0, End: items.length - 1 }[event.key]
    if (to === undefined) return
    event.preventDefault()
    items[to % items.length]?.focus()
  }
}

customElements.define('mg-model-menu', MgModelMenu)

declare global {
  interface HTMLElementTagNameMap {
    'mg-model-menu': MgModelMenu
  }
}
