/** The code pane's door: the file's name that opens a menu, files and pasted text let in, undo and redo by key. */
import { css, html, nothing, type ReactiveController, type ReactiveControllerHost } from 'lit'
import type { Session } from '../../lens/session.ts'
import type {} from './mg-mapping-report.ts'
import type {} from './mg-program-menu.ts'
import { openFile, openPasted } from './open-program.ts'

type Host = ReactiveControllerHost & HTMLElement & { readonly session: Session }

export class ProgramDoor implements ReactiveController {
  private isMenuOpen = false

  constructor(private readonly host: Host) {
    host.addController(this)
    host.addEventListener('dragover', this.onDragOver)
    host.addEventListener('dragleave', () => host.removeAttribute('data-drop'))
    host.addEventListener('drop', this.onDrop)
    host.addEventListener('paste', this.onPaste)
  }

  hostConnected(): void {
    addEventListener('keydown', this.onKey)
  }

  hostDisconnected(): void {
    removeEventListener('keydown', this.onKey)
  }

  /** The name of what is open. */
  name() {
    const { session } = this.host
    return html`<button
        class="file"
        aria-haspopup="menu"
        aria-expanded=${this.isMenuOpen}
        title="open another program, compare, undo"
        @click=${this.openMenu}
      >
        ${session.programs.name.value}<svg viewBox="0 0 10 6" aria-hidden="true"><path d="M1 1l4 4 4-4" /></svg></button
      ><mg-program-menu .session=${session} @menu-toggled=${this.onMenuToggled}></mg-program-menu>`
  }

  /** Between the head and the code: what is not recognised; and over the code what differs, where that is asked for. */
  below() {
    const { session } = this.host
    const { programs } = session
    const isOther = programs.program.value !== programs.bundled
    const isReported = isOther || session.unsaid.value.length > 0
    if (isReported) this.load(() => import('./mg-mapping-report.ts'))
    const isCompared = isOther && programs.isCompared.value
    if (isCompared) this.load(() => import('./mg-program-diff.ts'))
    return html`${isReported ? html`<mg-mapping-report .session=${session}></mg-mapping-report>` : nothing}
    ${isCompared ? html`<mg-program-diff .session=${session}></mg-program-diff>` : nothing}`
  }

  private load(part: () => Promise<unknown>): void {
    part().catch((error: unknown) => this.host.session.say(String(error)))
  }

  private readonly openMenu = async (event: Event): Promise<void> => {
    const button = event.currentTarget as HTMLElement
    try {
      await import('./mg-program-menu.ts')
      await button.parentElement?.querySelector('mg-program-menu')?.open(button)
    } catch (error) {
      this.host.session.say(String(error))
    }
  }

  private readonly onMenuToggled = (event: ToggleEvent): void => {
    this.isMenuOpen = event.newState === 'open'
    this.host.requestUpdate()
  }

  // ── from outside ──

  private readonly onDragOver = (event: DragEvent): void => {
    const types = event.dataTransfer?.types ?? []
    if (!types.includes('Files') && !types.includes('text/plain')) return
    event.preventDefault()
    this.host.setAttribute('data-drop', '')
  }

  private readonly onDrop = (event: DragEvent): void => {
    this.host.removeAttribute('data-drop')
    const [file, text] = [event.dataTransfer?.files[0], event.dataTransfer?.getData('text/plain')]
    if (!file && !text) return
    event.preventDefault()
    void (file ? openFile(this.host.session, file) : openPasted(this.host.session, text!))
  }

  private readonly onPaste = (event: ClipboardEvent): void => {
    if (isWritten(event)) return
    const [file] = event.clipboardData?.files ?? []
    const text = event.clipboardData?.getData('text/plain') ?? ''
    if (!file && text.trim() === '') return
    event.preventDefault()
    void (file ? openFile(this.host.session, file) : openPasted(this.host.session, text))
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    const isAsked = (event.ctrlKey || event.metaKey) && !event.altKey && /^[zy]$/i.test(event.key)
    if (!isAsked || event.defaultPrevented || isWritten(event)) return
    const { edits } = this.host.session
    const isRedo = event.shiftKey || event.key.toLowerCase() === 'y'
    if (isRedo ? edits.redo() : edits.undo()) event.preventDefault()
  }
}

/** Where a person writes, keys and the clipboard are the field's. */
const isWritten = (event: Event): boolean => {
  const [target] = event.composedPath()
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable="true"], dialog *')
}

export const doorStyles = css`
  button.file {
    display: flex;
    align-items: center;
    gap: 8px;
    flex: none;
    height: 100%;
    margin-right: auto;
    border: 0;
    background: none;
    cursor: pointer;
  }
  button.file:focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: -2px;
  }
  button.file svg {
    width: 9px;
    height: 6px;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.2;
  }
  mg-program-menu {
    display: contents;
  }
  mg-mapping-report {
    position: relative;
    z-index: 3;
    grid-row: 2;
  }
  mg-program-diff {
    position: relative;
    z-index: 3;
    grid-row: 3;
    grid-column: 1;
  }
  :host([data-drop])::after {
    content: 'drop a microgpt.py';
    position: absolute;
    inset: 0;
    z-index: 9;
    display: grid;
    place-items: center;
    border: 2px solid var(--ink);
    background: color-mix(in oklab, var(--paper) 82%, transparent);
    color: var(--ink);
    font-size: var(--t-15);
    pointer-events: none;
  }
`
