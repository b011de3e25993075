/** The name at hand, a letter a button: click one to stand at its position. */
import { css, html } from 'lit'
import { ownTime } from '../../lens/own-time.ts'
import type { Session } from '../../lens/session.ts'
import { buttonStyles } from '../marks/button.styles.ts'
import { SignalElement } from '../signal-element.ts'

export class MgTokenStrip extends SignalElement {
  static override properties = { session: { attribute: false } }
  declare session: Session

  private inSight: IntersectionObserver | null = null

  static override styles = [
    buttonStyles,
    css`
      :host {
        display: flex;
        min-width: 0;
        height: 100%;
        overflow-x: auto;
        scrollbar-width: none;
      }
      .token {
        position: relative;
        flex: 0 1 auto;
        box-sizing: border-box;
        width: 44px;
        min-width: 22px;
        display: flex;
        flex-direction: column;
        justify-content: center;
        border-right: 1px solid var(--rule);
        font: 500 13px/17px var(--mono);
        color: var(--ink-3);
        text-align: center;
        align-items: center;
        overflow: hidden;
        white-space: nowrap;
      }
      .token small {
        display: block;
        font: 10px/11px var(--sans);
        color: var(--ink-3);
      }
      .spoken {
        position: absolute;
        width: 1px;
        height: 1px;
        overflow: hidden;
        clip-path: inset(50%);
      }
      .BOS {
        font-size: 11px;
      }
      .past {
        color: var(--ink);
      }
      .target {
        color: var(--ink);
        box-shadow: inset 0 -2px 0 var(--logit);
      }
      .now {
        background: var(--ink);
        border-color: var(--ink);
        color: var(--paper);
      }
      .now small {
        color: var(--paper);
      }
      .token:focus-visible {
        outline-offset: -2px;
      }
      @media (max-width: 700px) {
        .token {
          flex: 1 1 44px;
        }
      }
    `,
  ]

  override render() {
    const { view, run, position } = this.session
    const [reader, tokenizer] = [view.value?.reader, run.value?.tokenizer]
    if (!reader || !tokenizer) return html``
    const own = ownTime.value?.strip
    const tokens = [...reader.tokens, reader.targets[reader.positions - 1]!]
    const { letters, here } = own?.letters() ?? { letters: tokens.map(tokenizer.letter), here: position.value }
    return html`${letters.map((letter, i) => {
      const isEnd = i === letters.length - 1
      const state = i < here ? 'past' : i === here ? 'now' : i === here + 1 ? 'target' : ''
      const look = `token ${state} ${letter === 'BOS' ? 'BOS' : ''}`
      const content = html`${letter === 'BOS' && letters.length > 12 ? 'B' : letter}<small
          >${isEnd ? (own ? i : 'end') : html`<span class="spoken">position </span>${i}`}</small
        >`
      if (isEnd) return html`<span class=${look}>${content}</span>`
      return html`<button
        class=${look}
        aria-pressed=${i === here}
        data-position=${i}
        @click=${() => (own ? own.pick(i) : this.session.lookAtPosition(i))}
        @keydown=${(event: KeyboardEvent) => this.walk(event)}
      >
        ${content}
      </button>`
    })}`
  }

  /** Long documents run under the edge; the letter at hand is kept in sight. */
  override updated(): void {
    const now = this.renderRoot.querySelector<HTMLElement>('.now')
    this.inSight?.disconnect()
    if (!now) return
    // Asked like this, the browser answers when it has laid out the page, and need not do so for the question.
    this.inSight = new IntersectionObserver(
      ([entry]) => {
        this.inSight?.disconnect()
        if (entry!.intersectionRatio < 0.98) now.scrollIntoView({ block: 'nearest', inline: 'nearest' })
      },
      { root: this },
    )
    this.inSight.observe(now)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.inSight?.disconnect()
  }

  private walk(event: KeyboardEvent): void {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (!by) return
    event.preventDefault()
    const button = event.currentTarget as HTMLElement
    const next = by > 0 ? button.nextElementSibling : button.previousElementSibling
    if (next instanceof HTMLButtonElement) {
      next.focus()
      next.click()
    }
  }
}

customElements.define('mg-token-strip', MgTokenStrip)

declare global {
  interface HTMLElementTagNameMap {
    'mg-token-strip': MgTokenStrip
  }
}
