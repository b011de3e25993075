/** The right half: microgpt.py as it runs, the line at the cursor lit, and beside each line what its variable holds. */
import { EditorSelection } from '@codemirror/state'
import type { EditorView } from '@codemirror/view'
import { untracked } from '@preact/signals-core'
import { html, nothing } from 'lit'
import { guard } from 'lit/directives/guard.js'
import { operations, type OpId } from '../../engine/operations.ts'
import { debuggerOf } from '../../lens/debugger.ts'
import { keepDrawn } from '../../lens/drawn.ts'
import { placeAt } from '../../lens/displayed.ts'
import type { LedgerEntry } from '../../lens/ledger-entry.ts'
import { loadInnerRules } from '../../lens/ledger-rules.ts'
import type { Player } from '../../lens/player.ts'
import { afterNextFrame, scrubberOf } from '../../lens/scrubbing.ts'
import type { Session } from '../../lens/session.ts'
import { isHintDue, takeHint } from '../marks/hint.ts'
import { markStyles } from '../marks/mark.styles.ts'
import { Width } from '../marks/width.ts'
import { SignalElement } from '../signal-element.ts'
import { isOnNumber, showStops, type Target } from './breakpoint-gutter.ts'
import { styles } from './mg-code-pane.styles.ts'
import { changesTo } from './changes.ts'
import { strikeLines } from './off-lines.ts'
import { notSwitchable, struckLines, switchOn } from '../../lens/switches.ts'
import { createEditor, heightOf, lineAtDepth, lineAtHeight, lineOfSelection, reveal } from './editor.ts'
import { Follower } from './follower.ts'
import { wordsOf } from './ledger-view.ts'
import { showLines } from './line-field.ts'
import { lineHint, placeHint } from './line-hint.ts'
import { activeLineOf, ledgerOf, looksAt, massesOf } from './line-looks.ts'
import type { LiveEdits } from './live-edits.ts'
import type { NameCards } from './name-cards.ts'
import { holdLine } from './live-marks.ts'
import { mainLineOf } from './main-lines.ts'
import { minimap } from './minimap.ts'
import { ProgramDoor } from './program-door.ts'
import { wayTo } from './way-to.ts'
import '../transport/mg-key-foot.ts'

export class MgCodePane extends SignalElement {
  static override properties = {
    session: { attribute: false },
    player: { attribute: false },
    text: { attribute: false },
    showsValues: { state: true },
    follows: { state: true },
    pinned: { state: true },
    said: { state: true },
  }
  declare session: Session
  /** For the keys at the foot; without it there are none. */
  declare player: Player | null
  /** The source of microgpt.py. */
  declare text: string
  declare private showsValues: boolean
  declare private follows: boolean
  /** A helper whose lines stay lit, as no moment of the step belongs to them. */
  declare private pinned: OpId | null
  /** What a screen reader says as the line cursor moves. */
  declare private said: string

  static override styles = [markStyles, styles]

  private editor: EditorView | null = null
  private follower: Follower | null = null
  private live: LiveEdits | null = null
  private cards: NameCards | null = null
  private ledger: ReadonlyMap<number, LedgerEntry> = new Map()
  /** The first and the last line that can be seen. */
  private inSight: readonly [number, number] = [0, Infinity]
  private readonly door = new ProgramDoor(this)
  /** The text in the editor. */
  private shown: string | null = null
  private pinnedAt = -1
  private pinnedLine = -1
  private target: Target | null = null

  constructor() {
    super()
    this.text = ''
    this.player = null
    this.showsValues = true
    this.follows = true
    this.pinned = null
    this.said = ''
    new Width(this, width => this.fit(width))
    this.addEventListener('line-wanted', ({ line }) => this.bring(line))
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.closeEditor()
  }

  /** Where a line stands on the screen, as wide as the pane; null when it is out of sight. */
  lineBox(line: number): DOMRect | null {
    const { editor } = this
    const place = editor && heightOf(editor, line)
    if (!editor || !place) return null
    const frame = editor.scrollDOM.getBoundingClientRect()
    if (place.top < frame.top - 1 || place.bottom > frame.bottom + 1) return null
    return new DOMRect(frame.left, place.top, frame.width, place.bottom - place.top)
  }

  /** The line that is lit now, also while it is out of sight. */
  get activeLine(): number | null {
    return this.session ? activeLineOf(this.session) : null
  }

  /** While steps follow one another, in a task of its own behind the frame that shows the step: no frame has time for both. */
  protected override async scheduleUpdate(): Promise<void> {
    if (this.editor && untracked(() => this.isHurried)) await afterNextFrame()
    await super.scheduleUpdate()
    // Taken off the page during the wait: the update has begun to watch signals again.
    if (!this.isConnected) this.disconnectedCallback()
  }

  override willUpdate(): void {
    if (this.pinned && this.pinnedAt !== this.session.cursor.value) this.pinned = null
  }

  override render() {
    const { session } = this
    if (!session) return nothing
    return html`
      <div class="head">
        ${this.door.name()}
        <mg-script-badge .session=${session}></mg-script-badge>
        <label><input type="checkbox" .checked=${this.showsValues} @change=${this.toggleValues} />values</label>
        <label class="follow"
          ><input type="checkbox" .checked=${this.follows} @change=${this.toggleFollow} />follow</label
        >
      </div>
      ${this.door.below()}
      <div class=${this.showsValues ? 'code' : 'code bare'}></div>
      <div class="map" aria-hidden="true" @pointerdown=${this.onMap} @pointermove=${this.onMap}>
        ${guard([session.program.value, this.activeLine], () => minimap(session.program.value, this.activeLine))}<i
          class="sight"
        ></i>
      </div>
      ${isHintDue(session, 'hint lines') ? lineHint : nothing}
      <p class="spoken" role="status">${this.said}</p>
      <div class="layer"></div>
      ${
        this.player
          ? html`<div class="foot">
              <mg-key-foot .session=${session} .player=${this.player}></mg-key-foot>
            </div>`
          : nothing
      }
    `
  }

  protected override updated(): void {
    const { session } = this
    if (!session) return
    this.ledger = this.ledgerNow()
    const effects = showLines.of({
      looks: looksAt(session, this.pinned),
      ledger: this.ledger,
      masses: massesOf(session),
    })
    const text = this.live?.text ?? this.text
    const changes = this.editor && text !== this.shown ? changesTo(this.editor.state.doc, text) : []
    this.shown = text
    if (changes === null) this.closeEditor()
    const editor = (this.editor ??= this.openEditor())
    const stops = showStops.of({ lines: debuggerOf(session).breakpoints.lines.value })
    const held = holdLine.of(this.live?.line ?? null)
    const draw = (): void =>
      editor.dispatch({
        changes: changes ?? [],
        effects: [effects, stops, held, strikeLines.of(struckLines(session.program.value, session.off.value))],
      })
    if (this.live) this.live.redraw(draw)
    else draw()
    this.follower?.follow(session, this.follows)
    this.cards?.refresh()
    keepDrawn(session)
    this.placeHint()
  }

  /**
   * Tells the styles how wide the pane is. A container query would tell them too, but inside a container the browser works
   * out styles while it lays out the lines, at every number that changes.
   */
  private fit(width: number): void {
    this.style.setProperty('--pane', `${width}px`)
    // A wide pane has room for numbers, a narrow one for strips.
    this.toggleAttribute('narrow', width < 600)
  }

  /** Steps follow one another: what has come is soon overtaken. */
  private get isHurried(): boolean {
    return this.session.training.running.value || scrubberOf(this.session).moving.value
  }

  /** In a hurry the lines out of sight keep what they have. */
  private ledgerNow(): ReadonlyMap<number, LedgerEntry> {
    const [first, last] = this.isHurried ? this.inSight : [0, Infinity]
    const isInSight = (line: number): boolean => line >= first && line <= last
    const kept = [...this.ledger].filter(([line]) => !isInSight(line))
    return new Map([...kept, ...ledgerOf(this.session, isInSight), ...(this.live?.entries ?? [])])
  }

  // ── the editor ──

  private openEditor(): EditorView {
    const parent = this.renderRoot.querySelector<HTMLElement>('.code')!
    const editor = createEditor(this.text, parent, this.renderRoot as ShadowRoot, {
      run: line => this.run(line),
      read: line => this.read(line),
      release: () => this.release(),
      toggleStop: line => this.toggleStop(line),
      runOnTo: line => this.runOnTo(line),
      measured: view => this.onScroll(view.scrollDOM),
    })
    const { dom, scrollDOM } = editor
    dom.addEventListener('click', event => this.onClick(event))
    dom.addEventListener('pointermove', event => this.onPointer(event))
    dom.addEventListener('pointerleave', () => {
      this.hover(null)
      this.aimAt(null)
    })
    dom.addEventListener('focusin', () => this.onFocus())
    scrollDOM.addEventListener('scroll', () => this.onScroll(scrollDOM), { passive: true })
    this.follower = new Follower(editor)
    void this.openLive(editor)
    void this.openCards(editor)
    return editor
  }

  /** What can be dragged and typed in the code; it comes after the first sight. */
  private async openLive(editor: EditorView): Promise<void> {
    const { LiveEdits } = await import('./live-edits.ts')
    if (this.editor !== editor) return
    const layer = this.renderRoot.querySelector<HTMLElement>('.layer')!
    const redraw = (): void => this.requestUpdate()
    this.live = new LiveEdits(editor, this.session, layer, redraw, words => (this.said = words))
  }

  /** What the names of the code hold, one at a time. */
  private async openCards(editor: EditorView): Promise<void> {
    const [{ NameCards }] = await Promise.all([import('./name-cards.ts'), loadInnerRules()])
    if (this.editor !== editor) return
    const layer = this.renderRoot.querySelector<HTMLElement>('.layer')!
    this.cards = new NameCards(editor, this, layer, words => (this.said = words))
  }

  private closeEditor(): void {
    this.follower?.stop()
    this.cards?.stop()
    this.cards = null
    this.editor?.destroy()
    this.editor = this.follower = this.live = null
  }

  private placeHint(): void {
    const hints = this.renderRoot.querySelector<HTMLElement>('.hints')
    const line = mainLineOf(this.session.program.value, 'attention.query')
    if (hints && this.editor && line !== null) placeHint(hints, this.editor, line)
  }

  private onScroll({ scrollLeft, scrollTop, scrollHeight, clientHeight }: HTMLElement): void {
    const { style, editor } = this
    if (editor) this.inSight = [lineAtDepth(editor, scrollTop), lineAtDepth(editor, scrollTop + clientHeight)]
    if (untracked(() => this.isHurried)) this.requestUpdate()
    // Sideways the ledger stays where it is; the minimap says which part is in sight.
    style.setProperty('--scrolled', `${scrollLeft}px`)
    style.setProperty('--sight-top', `${(100 * scrollTop) / scrollHeight}%`)
    style.setProperty('--sight-height', `${(100 * clientHeight) / scrollHeight}%`)
    this.placeHint()
    this.dispatchEvent(new Event('lens-scrolled', { bubbles: true, composed: true }))
  }

  // ── what a person does ──

  private toggleValues(event: Event): void {
    this.showsValues = (event.target as HTMLInputElement).checked
  }

  private toggleFollow(event: Event): void {
    this.follows = (event.target as HTMLInputElement).checked
    if (this.follows) this.follower?.forget()
  }

  /** Runs to a line. One that no moment belongs to, a helper or a piece of setup, is pinned instead. */
  private run(line: number): void {
    const op = this.session.program.value.opsOn(line)[0] ?? null
    const isPinned = this.pinned !== null && this.pinnedLine === line
    this.pinned = null
    this.pinnedLine = line
    takeHint(this.session, 'hint lines')
    if (this.session.goToLine(line) || isPinned) return
    this.pinned = op
    this.pinnedAt = this.session.cursor.peek()
  }

  private release(): boolean {
    const isPinned = this.pinned !== null
    this.pinned = null
    return isPinned
  }

  private onClick(event: MouseEvent): void {
    const { editor } = this
    // Selected text is about to be copied.
    if (!editor || !editor.state.selection.main.empty) return
    const line = lineAtHeight(editor, event.clientY)
    if (line === null) return
    if (isOnNumber(event)) this.toggleStop(line)
    else if (event.ctrlKey || event.metaKey) this.runOnTo(line)
    else if (event.altKey) this.toggleLine(line)
    else this.run(line)
    this.aimAt(null)
  }

  /** Switches what the line does off, or on again. */
  private toggleLine(line: number): void {
    const part = switchOn(this.session.program.value, line)
    if (part) void this.session.toggle(part.part)
    else this.session.say(notSwitchable)
  }

  private toggleStop(line: number): void {
    const { breakpoints } = debuggerOf(this.session)
    const at = breakpoints.toggle(line)
    const isSet = at !== null && breakpoints.lines.peek().includes(at)
    this.said =
      at === null ? `nothing to stop at on line ${line}` : `stop on line ${at} ${isSet ? 'set' : 'taken away'}`
  }

  /** Runs to a line wherever the program comes by it next, into a helper too. */
  private runOnTo(line: number): void {
    this.pinned = null
    takeHint(this.session, 'hint lines')
    if (!debuggerOf(this.session).runTo(line)) this.session.say(`Nothing in this step comes by line ${line}.`)
  }

  /** Shows where a click would run to. */
  private aimAt(target: Target | null): void {
    const before = this.target
    if (before?.line === target?.line && before?.words === target?.words) return
    this.target = target
    this.editor?.dispatch({ effects: showStops.of({ target }) })
  }

  private onPointer(event: PointerEvent): void {
    if (!this.editor || event.pointerType === 'touch') return
    const line = lineAtHeight(this.editor, event.clientY)
    this.aimAt(line === null || isOnNumber(event) ? null : wayTo(this.session, line))
    this.hover(line === null ? null : (this.session.program.value.opsOn(line)[0] ?? null))
  }

  private hover(op: OpId | null): void {
    const { session } = this
    const before = session.hover.peek()
    const phase = op && operations[op].phase
    const isInStep = phase !== null && phase !== 'setup' && phase !== 'sample' && session.timeline.peek() !== null
    if (!isInStep) {
      if (before?.from === 'code') session.hover.value = null
    } else if (before?.op !== op || before.from !== 'code')
      session.hover.value = { ...placeAt(session, op!), from: 'code' }
  }

  /** Coming in by key, the line cursor starts where the eye is. */
  private onFocus(): void {
    const { editor, activeLine } = this
    if (!editor?.contentDOM.matches(':focus-visible') || this.lineBox(lineOfSelection(editor))) return
    const top = lineAtHeight(editor, editor.scrollDOM.getBoundingClientRect().top + editor.defaultLineHeight)
    const line = activeLine !== null && this.lineBox(activeLine) ? activeLine : (top ?? 1)
    editor.dispatch({ selection: EditorSelection.cursor(editor.state.doc.line(line).from) })
  }

  private read(line: number): void {
    const entry = this.ledger.get(line)
    const stop = debuggerOf(this.session).breakpoints.lines.peek().includes(line) ? ', a stop' : ''
    const code = this.editor?.state.doc.line(line).text.trim() || 'empty'
    this.said = `${line}${stop}: ${code}${entry ? `; ${wordsOf(entry)}` : ''}`
  }

  /** Brings a line into sight, with the line cursor on it. */
  private bring(line: number): void {
    const { editor } = this
    if (!editor || line > editor.state.doc.lines) return
    this.session.programs.isCompared.value = false
    editor.dispatch({ selection: EditorSelection.cursor(editor.state.doc.line(line).from) })
    reveal(editor, line, 2, false)
    editor.focus()
  }

  private onMap(event: PointerEvent): void {
    if (!this.editor || (event.buttons & 1) === 0) return
    const map = event.currentTarget as HTMLElement
    map.setPointerCapture(event.pointerId)
    const { top, height } = map.getBoundingClientRect()
    const { scrollDOM } = this.editor
    scrollDOM.scrollTop = ((event.clientY - top) / height) * scrollDOM.scrollHeight - scrollDOM.clientHeight / 2
  }
}

customElements.define('mg-code-pane', MgCodePane)

declare global {
  interface HTMLElementTagNameMap {
    'mg-code-pane': MgCodePane
  }
}
