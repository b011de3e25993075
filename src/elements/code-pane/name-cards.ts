/** The cards of names: under the pointer, by keys, by touch; one at a time, and pinned where it is asked for. */
import { StateEffect } from '@codemirror/state'
import type { EditorView } from '@codemirror/view'
import { heldBy } from '../../lens/held-by.ts'
import { atCursor } from '../../lens/ledger.ts'
import { nameAt, namesIn, namesOn, type Name } from '../../lens/names.ts'
import type { Session } from '../../lens/session.ts'
import { lineOfSelection } from './editor.ts'
import { MgTensorCard } from './mg-tensor-card.ts'
import { markName, nameMark } from './name-mark.ts'
import { placeCard, type Box } from './tensor-card-layout.ts'

/** How long the pointer rests on a name before its card opens, and how long it may be on its way to it, in milliseconds. */
const [openDelay, closeDelay, pressDelay] = [260, 240, 450]

/** What the cards need of the pane around the editor. */
interface Pane {
  readonly session: Session
  readonly activeLine: number | null
  lineBox(line: number): DOMRect | null
  getBoundingClientRect(): DOMRect
}

export class NameCards {
  private readonly card = new MgTensorCard()
  private shown: Name | null = null
  private hovered: Name | null = null
  private isByKey = false
  /** The press under way has been a card's, so that its click is not the line's. */
  private isSpent = false
  private pressed: { readonly name: Name; readonly x: number; readonly y: number } | null = null
  private timer: ReturnType<typeof setTimeout> | undefined
  private readonly ends = new AbortController()

  constructor(
    private readonly editor: EditorView,
    private readonly pane: Pane,
    layer: HTMLElement,
    private readonly say: (words: string) => void,
  ) {
    const { card } = this
    editor.dispatch({ effects: StateEffect.appendConfig.of(nameMark) })
    layer.append(card)
    const { signal } = this.ends
    const { dom, scrollDOM, contentDOM } = editor
    dom.addEventListener('pointermove', event => this.onPointer(event), { signal })
    dom.addEventListener('pointerleave', () => this.aimAt(null), { signal })
    dom.addEventListener('pointerdown', event => this.onDown(event), { signal })
    dom.addEventListener('pointerup', event => this.onUp(event), { signal })
    dom.addEventListener('pointercancel', () => clearTimeout(this.timer), { signal })
    dom.addEventListener('click', event => this.onClick(event), { signal, capture: true })
    contentDOM.addEventListener('keydown', event => this.onKey(event), { signal, capture: true })
    scrollDOM.addEventListener('scroll', () => this.onScroll(), { signal, passive: true })
    addEventListener('keydown', event => this.onEscape(event), { signal })
    card.addEventListener('pointerenter', () => clearTimeout(this.timer), { signal })
    card.addEventListener('pointerleave', () => this.aimAt(null), { signal })
    card.addEventListener('resized', () => this.place(), { signal })
    card.addEventListener('closed', () => this.close(), { signal })
    card.addEventListener('cell-chosen', event => this.choose((event as CustomEvent<Chosen>).detail), { signal })
  }

  /** Shows what the name holds now; the cursor has moved, or the trace is another. */
  refresh(): void {
    if (this.shown) this.fill(this.shown)
  }

  stop(): void {
    clearTimeout(this.timer)
    this.ends.abort()
    this.card.remove()
  }

  // ── opening and closing ──

  private open(name: Name, { pinned = false, byKey = false } = {}): void {
    this.isByKey = byKey
    this.card.pinned = pinned
    this.shown = name
    if (!this.fill(name)) return
    this.editor.dispatch({ effects: markName.of(name) })
    if (!this.card.matches(':popover-open')) this.card.showPopover?.()
  }

  /** False where there is nothing to show. */
  private fill(name: Name): boolean {
    const at = atCursor(this.pane.session)
    const text = this.editor.state.doc.toString()
    const held = at && heldBy(at, name, namesIn(text))
    if (!held) {
      this.close()
      return false
    }
    this.card.held = held
    void this.card.updateComplete.then(() => this.place())
    return true
  }

  private close(): void {
    clearTimeout(this.timer)
    if (!this.shown) return
    const hadFocus = this.card.matches(':focus-within')
    this.shown = null
    this.card.pinned = false
    if (this.card.matches(':popover-open')) this.card.hidePopover()
    this.editor.dispatch({ effects: markName.of(null) })
    if (hadFocus) this.editor.focus()
  }

  private pin(): void {
    this.card.pinned = true
    clearTimeout(this.timer)
  }

  private place(): void {
    const { card, shown, editor, pane } = this
    const name = shown && boxOf(editor, shown)
    if (!name) return
    const { offsetWidth: width, offsetHeight: height } = card
    const frame = pane.getBoundingClientRect()
    const isNarrow = innerWidth <= 700
    const room = isNarrow
      ? { left: 8, top: 8, right: innerWidth - 8, bottom: innerHeight - 8 }
      : { left: frame.left + 4, top: frame.top + 4, right: innerWidth - 8, bottom: innerHeight - 8 }
    const keep = pane.activeLine === null ? null : pane.lineBox(pane.activeLine)
    const { left, top, notch, isAbove } = placeCard(name, { width, height }, room, keep)
    card.style.setProperty('--card-left', `${Math.round(left)}px`)
    card.style.setProperty('--card-top', `${Math.round(top)}px`)
    card.style.setProperty('--card-notch', `${notch ?? 0}px`)
    card.toggleAttribute('data-above', isAbove)
    card.toggleAttribute('data-loose', notch === null)
  }

  // ── what a person does ──

  private nameUnder({ target, clientX, clientY }: MouseEvent): Name | null {
    if (target instanceof Element && target.closest('.lens-value, .cm-gutters')) return null
    const { editor } = this
    const place = editor.posAtCoords({ x: clientX, y: clientY })
    const name = place === null ? null : nameAt(editor.state.doc.toString(), place)
    const box = name && boxOf(editor, name)
    return box && clientX >= box.left - 2 && clientX <= box.right + 2 && clientY >= box.top && clientY <= box.bottom
      ? name
      : null
  }

  private onPointer(event: PointerEvent): void {
    if (event.pointerType === 'touch' || event.buttons !== 0) return
    this.aimAt(this.nameUnder(event))
  }

  /** Opens the card of a name when the pointer stays, and lets the one that is open wait for the pointer. */
  private aimAt(name: Name | null): void {
    if (this.card.pinned || this.isByKey) return
    if (name && isSame(name, this.hovered)) return
    this.hovered = name
    clearTimeout(this.timer)
    if (name && isSame(name, this.shown)) return
    this.timer = setTimeout(() => (name ? this.open(name) : this.close()), name ? openDelay : closeDelay)
  }

  /**
   * Pressing a name whose card is open pins it, or lets it go; a finger has to stay. It can't wait for the click: as the
   * editor draws the line anew when it is pressed, there may be none.
   */
  private onDown(event: PointerEvent): void {
    this.isSpent = false
    if (!event.isPrimary || event.button !== 0) return
    const name = this.nameUnder(event)
    this.pressed = name && { name, x: event.clientX, y: event.clientY }
    if (!name) return
    if (event.pointerType === 'touch') {
      clearTimeout(this.timer)
      this.timer = setTimeout(() => {
        this.isSpent = true
        this.open(name, { pinned: true })
      }, pressDelay)
    } else if (isSame(name, this.shown)) {
      // Without the mouse event the line stays as it is.
      event.preventDefault()
      this.isSpent = true
      if (this.card.pinned) this.close()
      else this.pin()
    }
  }

  /** A tap on a name of the line at the cursor opens its card; anywhere else it runs to the line. */
  private onUp(event: PointerEvent): void {
    if (event.pointerType !== 'touch') return
    clearTimeout(this.timer)
    const { pressed } = this
    const isTap = pressed !== null && Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) < 8
    if (this.isSpent || !isTap || pressed.name.line !== this.pane.activeLine) return
    this.isSpent = true
    if (isSame(pressed.name, this.shown)) this.close()
    else this.open(pressed.name, { pinned: true })
  }

  private onClick(event: MouseEvent): void {
    if (this.isSpent) event.stopPropagation()
    else if (this.shown && !this.card.pinned) this.close()
    this.isSpent = false
  }

  private onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== this.editor.contentDOM) return
    const isOpenByKey = this.shown !== null && this.isByKey && !this.card.pinned
    if (event.key === 'i' || event.key === 'I') this.walk(event.key === 'i' ? 1 : -1)
    else if (event.key === 'Enter' && isOpenByKey) this.enter()
    else {
      if (isOpenByKey && /^(Arrow|Page|Home|End|Tab)/.test(event.key)) this.close()
      return
    }
    event.preventDefault()
    event.stopPropagation()
  }

  /** From name to name on the line of the line cursor, around and around. */
  private walk(by: 1 | -1): void {
    const at = atCursor(this.pane.session)
    const text = this.editor.state.doc.toString()
    const names = namesOn(text, lineOfSelection(this.editor)).filter(name => at && heldBy(at, name, namesIn(text)))
    if (names.length === 0) return this.say('no name on this line')
    const now = names.findIndex(name => isSame(name, this.shown))
    const next = names[now < 0 ? (by > 0 ? 0 : names.length - 1) : (now + by + names.length) % names.length]!
    this.open(next, { byKey: true })
    const held = this.card.held
    if (held)
      this.say(
        `${held.title}: ${held.kind === 'tensor' ? held.axes.join(' by ') : held.kind === 'value' ? held.words : held.why}`,
      )
  }

  private enter(): void {
    this.pin()
    void this.card.updateComplete.then(() => this.card.renderRoot.querySelector<HTMLElement>('button')?.focus())
  }

  private onEscape(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !this.shown || event.defaultPrevented) return
    event.preventDefault()
    this.isByKey = false
    this.close()
  }

  private onScroll(): void {
    if (!this.card.pinned && !this.isByKey) this.close()
    else this.place()
  }

  private choose({ parameter, row, column }: Chosen): void {
    const { session } = this.pane
    const matrix = session.view.peek()?.reader.matrices.find(({ name }) => name === parameter)
    if (!matrix) return
    session.parameterIndex.value = matrix.start + row * matrix.columns + column
    this.say(`Adam follows ${parameter}[${row}][${column}]`)
  }
}

interface Chosen {
  readonly parameter: string
  readonly row: number
  readonly column: number
}

const isSame = (a: Name, b: Name | null): boolean => a.from === b?.from && a.to === b.to

/** Where a name stands on the screen; null when it is not drawn. */
function boxOf(editor: EditorView, { from, to }: Name): Box | null {
  if (to > editor.state.doc.length) return null
  const [start, end] = [editor.coordsAtPos(from, 1), editor.coordsAtPos(to, -1)]
  return start && end ? { left: start.left, right: end.right, top: start.top, bottom: start.bottom } : null
}
