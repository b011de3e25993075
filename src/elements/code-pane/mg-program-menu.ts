/** The sheet under the file's name: which program is open, ways to open another, the two compared, undo and redo. */
import { css, html, nothing } from 'lit'
import { programWords } from '../../lens/program-words.ts'
import type { Session } from '../../lens/session.ts'
import { buttonStyles } from '../marks/button.styles.ts'
import { sheetStyles } from '../marks/sheet.styles.ts'
import { SignalElement } from '../signal-element.ts'
import { openFile, openPasted } from './open-program.ts'

export class MgProgramMenu extends SignalElement {
  static override properties = { session: { attribute: false } }
  declare session: Session

  static override styles = [
    buttonStyles,
    sheetStyles,
    css`
      .sheet {
        left: var(--x);
        min-width: 340px;
        max-height: calc(100dvh - 16px);
      }
      .sheet button {
        display: grid;
        grid-template-columns: 14px minmax(80px, auto) minmax(0, 1fr);
        gap: 0 10px;
        align-items: baseline;
        padding: 4px 14px 4px 10px;
      }
      .file {
        font: 500 11.5px/18px var(--mono);
      }
      .words {
        color: var(--ink-2);
      }
      .wide {
        grid-column: 2 / -1;
        display: flex;
        justify-content: space-between;
        gap: var(--s-4);
      }
      kbd {
        font: 500 11px var(--mono);
        color: var(--ink-3);
      }
      dialog,
      textarea {
        box-sizing: border-box;
      }
      dialog {
        width: min(620px, calc(100vw - 24px));
        padding: var(--s-4);
        border: 1px solid var(--ink-3);
        border-radius: var(--r-2);
        background: var(--paper);
        color: var(--ink);
      }
      dialog::backdrop {
        background: color-mix(in oklab, var(--paper) 50%, transparent);
      }
      h2 {
        margin: 0 0 var(--s-2);
        font-size: var(--t-13);
        font-weight: 600;
      }
      textarea {
        display: block;
        width: 100%;
        height: 40dvh;
        padding: var(--s-2);
        border: 1px solid var(--rule-2);
        border-radius: var(--r-1);
        background: var(--raise);
        color: var(--ink);
        font: 11.5px/18px var(--mono);
        white-space: pre;
        resize: vertical;
      }
      .ways {
        display: flex;
        justify-content: flex-end;
        gap: var(--s-3);
        margin-top: var(--s-3);
        font-size: var(--t-12);
      }
      .ways button {
        min-height: 28px;
        padding: 0 var(--s-4);
        border: 1px solid var(--rule-2);
        border-radius: var(--r-1);
      }
      .ways button:hover {
        border-color: var(--ink);
      }
      input[type='file'] {
        display: none;
      }
      @media (max-width: 700px) {
        .ways button {
          min-height: 44px;
        }
      }
    `,
  ]

  /** Opens under the button that asks for it. */
  async open(button: HTMLElement): Promise<void> {
    await this.updateComplete
    const { sheet } = this
    sheet.showPopover()
    const { left, bottom } = button.getBoundingClientRect()
    const { width, height } = sheet.getBoundingClientRect()
    sheet.style.setProperty('--x', `${Math.max(8, Math.min(left - 8, innerWidth - width - 8))}px`)
    sheet.style.setProperty('--y', `${Math.max(8, Math.min(bottom + 2, innerHeight - height - 8))}px`)
    sheet.querySelector('button')?.focus()
  }

  private get sheet(): HTMLElement {
    return this.renderRoot.querySelector<HTMLElement>('.sheet')!
  }

  override render() {
    const { programs, edits } = this.session
    const isOther = programs.program.value !== programs.bundled
    return html`<div
        class="sheet"
        popover
        role="menu"
        aria-label="program"
        @keydown=${this.onKey}
        @toggle=${this.onToggle}
      >
        ${programs.files.value.map(file => {
          const isOpen = file.program === programs.program.value
          return html`<button
            role="menuitemradio"
            aria-checked=${isOpen}
            @click=${() => this.act(() => void this.session.openProgram(file))}
          >
            <span aria-hidden="true">${isOpen ? '✓' : ''}</span><span class="file">${file.name}</span
            ><span class="words">${programWords(file.program)}</span>
          </button>`
        })}
        <hr />
        ${this.item('Open a file, or drop it here', () => this.pick())}
        ${this.item('Paste a program', () => this.showPaste())}
        ${
          isOther
            ? this.item(programs.isCompared.value ? 'Back to the code' : 'Compare with microgpt.py', () => {
                programs.isCompared.value = !programs.isCompared.value
              })
            : nothing
        }
        <hr />
        ${this.item('Undo', () => edits.undo(), 'Ctrl Z', !edits.canUndo.value)}
        ${this.item('Redo', () => edits.redo(), 'Ctrl Shift Z', !edits.canRedo.value)}
      </div>
      <input type="file" aria-label="a program" accept=".py,.txt,text/x-python,text/plain" @change=${this.onFile} />
      <dialog aria-labelledby="paste-title">
        <form method="dialog" @submit=${this.onPasted}>
          <h2 id="paste-title">Paste a version of microgpt.py</h2>
          <textarea aria-labelledby="paste-title" spellcheck="false" autocomplete="off"></textarea>
          <div class="ways">
            <button type="button" @click=${() => this.dialog.close()}>Cancel</button>
            <button>Open it</button>
          </div>
        </form>
      </dialog>`
  }

  private item(words: string, act: () => unknown, key = '', isOff = false) {
    return html`<button role="menuitem" ?disabled=${isOff} @click=${() => this.act(act)}>
      <span></span><span class="wide">${words}${key ? html`<kbd>${key}</kbd>` : nothing}</span>
    </button>`
  }

  private act(act: () => unknown): void {
    this.sheet.hidePopover()
    act()
  }

  /** The button is told, for its aria-expanded. */
  private readonly onToggle = (event: ToggleEvent): void => {
    this.dispatchEvent(new ToggleEvent('menu-toggled', { newState: event.newState }))
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    event.stopPropagation()
    if (by === undefined) return
    event.preventDefault()
    const items = [...this.sheet.querySelectorAll<HTMLButtonElement>('button:not(:disabled)')]
    const at = items.findIndex(item => item.matches(':focus'))
    items[(at + by + items.length) % items.length]?.focus()
  }

  // ── ways to open one ──

  private pick(): void {
    this.renderRoot.querySelector<HTMLInputElement>('input')?.click()
  }

  private readonly onFile = (event: Event): void => {
    const input = event.target as HTMLInputElement
    const file = input.files?.[0]
    if (file) void openFile(this.session, file)
    // The same file may be chosen again after it has been changed.
    input.value = ''
  }

  private get dialog(): HTMLDialogElement {
    return this.renderRoot.querySelector('dialog')!
  }

  private showPaste(): void {
    this.dialog.showModal()
    this.dialog.querySelector('textarea')!.focus()
  }

  private readonly onPasted = (): void => {
    const area = this.dialog.querySelector('textarea')!
    void openPasted(this.session, area.value).then(isOpen => {
      if (isOpen) area.value = ''
    })
  }
}

customElements.define('mg-program-menu', MgProgramMenu)

declare global {
  interface HTMLElementTagNameMap {
    'mg-program-menu': MgProgramMenu
  }
}
