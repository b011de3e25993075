/** The foot of the code: the keys of the debugger, each of them a button. */
import { css, html, nothing } from 'lit'
import { commandsOf, perform, printedKey, type Command } from '../../lens/commands.ts'
import { debuggerOf } from '../../lens/debugger.ts'
import type { Player } from '../../lens/player.ts'
import type { Session } from '../../lens/session.ts'
import { buttonStyles } from '../marks/button.styles.ts'
import { SignalElement } from '../signal-element.ts'
import { openShortcuts } from './open-shortcuts.ts'

/** Which keys stand there, in this order. */
const shown = ['F8', 'F10', 'F11', 'Shift+F11', 'ArrowLeft', 'ArrowRight']

export class MgKeyFoot extends SignalElement {
  static override properties = { session: { attribute: false }, player: { attribute: false } }
  declare session: Session
  declare player: Player

  static override styles = [
    buttonStyles,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: var(--s-4);
        height: 28px;
        min-width: 0;
        padding: 0 var(--s-3) 0 calc(var(--w-gutter) + 8px);
        border-top: 1px solid var(--rule);
        font-size: var(--t-11);
        color: var(--ink-3);
        white-space: nowrap;
        overflow: hidden;
      }
      button {
        display: flex;
        align-items: center;
        gap: 4px;
        height: 27px;
        flex: none;
      }
      button:hover {
        color: var(--ink);
      }
      kbd {
        font: 500 10.5px var(--mono);
        color: var(--ink);
      }
      .ArrowLeft {
        margin-right: calc(4px - var(--s-4));
      }
      .spoken {
        position: absolute;
        width: 1px;
        height: 1px;
        overflow: hidden;
        clip-path: inset(50%);
      }
      :focus-visible {
        outline-offset: -2px;
      }
      .end {
        display: flex;
        gap: var(--s-4);
        margin-left: auto;
      }
      @container (max-width: 520px) {
        :host {
          gap: var(--s-3);
          padding-left: var(--s-3);
        }
        .ArrowLeft,
        .ArrowRight {
          display: none;
        }
      }
      @media (max-width: 700px) {
        :host {
          display: none;
        }
      }
    `,
  ]

  override render() {
    if (!this.session || !this.player) return nothing
    const commands = commandsOf(this.session, this.player)
    const stops = debuggerOf(this.session).breakpoints.lines.value.length
    const all = (): void => void openShortcuts(this.session, this.player)
    return html`${shown.map(key => this.button(commands.find(({ keys }) => keys.includes(key))!))}
      <span class="end"
        >${stops > 0 ? html`<button @click=${all}>${stops} ${stops === 1 ? 'stop' : 'stops'}</button>` : nothing}
        <button @click=${all}><kbd>?</kbd> all keys</button></span
      >`
  }

  private button(command: Command) {
    const [key = ''] = command.keys
    return html`<button class=${key} title=${command.name} @click=${() => perform(command)}>
      <kbd>${printedKey(key)}</kbd>
      ${key === 'ArrowLeft' ? html`<span class="spoken">${command.short}</span>` : command.short}
    </button>`
  }
}

customElements.define('mg-key-foot', MgKeyFoot)

declare global {
  interface HTMLElementTagNameMap {
    'mg-key-foot': MgKeyFoot
  }
}
