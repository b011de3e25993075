/** All keys in a dialog; each line is also a button, for who has no such keys. */
import { css, html } from 'lit'
import { commandsOf, perform, printedKey, type Command } from '../../lens/commands.ts'
import type { Player } from '../../lens/player.ts'
import type { Session } from '../../lens/session.ts'
import { buttonStyles } from '../marks/button.styles.ts'
import { SignalElement } from '../signal-element.ts'
import { stopList } from '../transport/stop-list.ts'

/** What the keys do where they are the code's own. */
const inCode: readonly (readonly [string, string])[] = [
  ['↑ ↓', 'Line by line through the code; each is read aloud'],
  ['Enter', 'Run to the line, at the place that is shown'],
  ['Ctrl F10', 'Run to the line, wherever it comes next; also Ctrl and a click on it'],
  ['F9', 'Set a stop on the line, or take it away; also a click on its number'],
  ['I', 'What the next name on the line holds; Enter goes into it, Escape closes it; also the pointer on a name'],
]

/** What they do over the picture of the model. */
const inPicture: readonly (readonly [string, string])[] = [
  ['+ −', 'One level in or out: the model, a block, an operation, a number; also Ctrl and the wheel, or two fingers'],
  ['Escape', 'One level out'],
  ['M', 'How the number at hand is made; also Enter on it, or a double click. Escape closes it'],
]

export class MgShortcuts extends SignalElement {
  static override properties = { session: { attribute: false }, player: { attribute: false } }
  declare session: Session
  declare player: Player

  static override styles = [
    buttonStyles,
    css`
      dialog {
        width: min(620px, calc(100vw - 24px));
        max-height: calc(100dvh - 48px);
        padding: var(--s-4);
        border: 1px solid var(--ink-3);
        border-radius: var(--r-2);
        background: var(--paper);
        color: var(--ink);
        overflow: auto;
      }
      dialog::backdrop {
        background: transparent;
      }
      .head {
        margin-bottom: var(--s-2);
        display: flex;
        align-items: center;
        justify-content: space-between;
      }
      h2,
      h3 {
        margin: 0;
        font-size: var(--t-13);
        font-weight: 600;
      }
      h3 {
        margin: var(--s-4) 0 var(--s-1);
        padding-top: var(--s-3);
        border-top: 1px solid var(--rule);
        font-size: var(--t-12);
      }
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
        font-size: var(--t-12);
      }
      li {
        display: grid;
        grid-template-columns: 68px minmax(0, 1fr) auto;
        align-items: center;
        gap: var(--s-3);
        min-height: 24px;
        color: var(--ink-2);
      }
      li button {
        min-height: 24px;
        text-align: left;
      }
      code {
        display: block;
        overflow: hidden;
        font-family: var(--mono);
        white-space: nowrap;
        text-overflow: ellipsis;
      }
      li button:hover {
        color: var(--ink);
        text-decoration: underline;
      }
      kbd {
        font: 500 var(--t-11) var(--mono);
        color: var(--ink);
      }
      .close,
      .remove {
        text-decoration: underline;
        color: var(--ink-2);
        font-size: var(--t-12);
      }
      p {
        margin: 0;
        color: var(--ink-3);
        font-size: var(--t-12);
      }
      @media (max-width: 700px) {
        li,
        li button,
        .close {
          min-width: 44px;
          min-height: 44px;
        }
      }
    `,
  ]

  override render() {
    return html`<dialog aria-labelledby="title" closedby="any">
      <div class="head">
        <h2 id="title">Time, by key</h2>
        <button class="close" @click=${() => this.dialog?.close()}>close</button>
      </div>
      <ul>
        ${commandsOf(this.session, this.player).map(command => this.line(command))}
      </ul>
      <h3>In the code</h3>
      <ul>
        ${inCode.map(([key, words]) => html`<li><kbd>${key}</kbd><span>${words}</span></li>`)}
      </ul>
      <h3>In the picture of the model</h3>
      <ul>
        ${inPicture.map(([key, words]) => html`<li><kbd>${key}</kbd><span>${words}</span></li>`)}
      </ul>
      <h3>Stops</h3>
      ${stopList(this.session, () => this.dialog?.close())}
    </dialog>`
  }

  private line(command: Command) {
    const act = (): void => perform(command)
    return html`<li>
      <kbd>${command.keys.map(printedKey).join(' ')}</kbd><button @click=${act}>${command.name}</button>
    </li>`
  }

  show(): void {
    void this.updateComplete.then(() => this.dialog?.showModal())
  }

  private get dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog')
  }
}

customElements.define('mg-shortcuts', MgShortcuts)

let shown: MgShortcuts | null = null

export function showShortcuts(session: Session, player: Player): void {
  if (!shown?.isConnected) document.body.append((shown = document.createElement('mg-shortcuts')))
  Object.assign(shown, { session, player })
  shown.show()
}

declare global {
  interface HTMLElementTagNameMap {
    'mg-shortcuts': MgShortcuts
  }
}
