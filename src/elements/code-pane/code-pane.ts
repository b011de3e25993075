/** The right half: microgpt.py as it runs, the line at the cursor lit, and beside each line what its variable holds. */
import type { EditorView } from '@codemirror/view'
import { html, nothing, type PropertyValues } from 'lit'
import { operations, type OpId } from '../../engine/operations.ts'
import { placeAt } from '../../lens/displayed.ts'
import { text, type LedgerEntry } from '../../lens/ledger-entry.ts'
import { ledgerAt } from '../../lens/ledger.ts'
import type { Session } from '../../lens/session.ts'
import { markStyles } from '../marks/mark.styles.ts'
import { SignalElement } from '../signal-element.ts'
import { styles } from './code-pane.styles.ts'
import { createEditor, heightOf, lineAtHeight, lineOfSelection, reveal } from './editor.ts'
import { wordsOf } from './ledger-view.ts'
import { showLines } from './line-field.ts'
import { activeLineOf, looksAt, notesOf } from './line-looks.ts'
import { linesOf } from './main-lines.ts'
import { minimap } from './minimap.ts'

/** Lines that must stand above and below the active one, or the pane follows. */
const followMargin = 2

export class MgCodePane extends SignalElement {
  static override properties = {
    session: { attribute: false },
    text: { attribute: false },
    showsValues: { state: true },
    follows: { state: true },
    pinned: { state: true },
    said: { state: true },
  }
  declare session: Session
  /** The source of microgpt.py. */
  declare text: string
  declare private showsValues: boolean
  declare private follows: boolean
  /** A helper whose lines stay lit, because no moment of the step belongs to them. */
  declare private pinned: OpId | null
  /** What a screen reader says as the line cursor moves. */
  declare private said: string

  static override styles = [markStyles, styles]

  private editor: EditorView | null = null
  private ledger: ReadonlyMap<number, LedgerEntry> = new Map()
  /** Line and cursor that the pane has followed to. */
  private followed = ''
  private followedAt = 0
  private hoverTimer = 0

  constructor() {
    super()
    this.text = ''
    this.showsValues = true
    this.follows = true
    this.pinned = null
    this.said = ''
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearTimeout(this.hoverTimer)
    this.editor?.destroy()
    this.editor = null
    this.followed = ''
  }

  /** Where a line stands on the screen, as wide as the pane; null when it is out of sight. */
  lineBox(line: number): DOMRect | null {
    const { editor } = this
    const place = editor && heightOf(editor, line)
    if (!editor || !place) return null
    const frame = editor.scrollDOM.getBoundingClientRect()
    if (place.top < frame.top || place.bottom > frame.bottom) return null
    return new DOMRect(frame.left, place.top, frame.width, place.bottom - place.top)
  }

  /** The line that is lit now, also while it is out of sight. */
  get activeLine(): number | null {
    return this.session ? activeLineOf(this.session) : null
  }

  override render() {
    const { session } = this
    if (!session) return nothing
    const line = this.activeLine
    const role = line === null ? null : looksAt(session, null).get(line)?.role
    return html`
      <div class="head">
        <span class="file">microgpt.py</span>
        <label><input type="checkbox" .checked=${this.showsValues} @change=${this.toggleValues} />values</label>
        <label class="follow"><input type="checkbox" .checked=${this.follows} @change=${this.toggleFollow} />follow</label>
      </div>
      <div
        class=${this.showsValues ? 'code' : 'code bare'}
        @click=${this.onClick}
        @pointermove=${this.onPointer}
        @pointerleave=${this.onLeave}
      ></div>
      <div class="map" aria-hidden="true" @pointerdown=${this.onMap} @pointermove=${this.onMap}>
        ${minimap(session.program, line === null || !role ? null : { line, role })}<i></i>
      </div>
      <p class="spoken" role="status">${this.said}</p>
    `
  }

  protected override updated(changed: PropertyValues): void {
    const { session } = this
    const parent = this.renderRoot.querySelector<HTMLElement>('.code')
    if (!session || !parent) return
    if (changed.has('text') && this.editor) this.closeEditor()
    this.editor ??= this.openEditor(parent)
    this.show(this.editor)
    this.follow(this.editor)
  }
