/**
 * The frame of the page. Every click on a mark ends here, in one handler: whatever has a `data-op` moves the cursor.
 */
import { effect } from '@preact/signals-core'
import { html, nothing } from 'lit'
import { isOpId, operations } from '../../engine/operations.ts'
import type { Player } from '../../lens/player.ts'
import type { Session } from '../../lens/session.ts'
import { fromFile } from '../../lens/text-sources.ts'
import type { MarkElement } from '../marks/mark.ts'
import { SignalElement } from '../signal-element.ts'
import { leaderPath, leavingAt } from './leader.ts'
import { appStyles } from './mg-app.styles.ts'
import type { MgInspector } from './mg-inspector.ts'
import { firstPanes, loadZoom, panesOf } from './panes.ts'
import '../code-pane/mg-code-pane.ts'
import '../top-bar/mg-top-bar.ts'
import '../transport/mg-transport.ts'
import './mg-aspects.ts'
import './mg-inspector.ts'
import './mg-split.ts'
import './mg-tabs.ts'
import './mg-drawer.ts'

/** Where a mark was pressed, from its corner: the picture may move under the pointer before the second click. */
interface Pressed {
  readonly mark: MarkElement
  /** What it stood for. */
  readonly words: string
  /** Null where a key did it. */
  readonly x: number | null
  readonly y: number
}

/** Its cells, without what glows around them. */
const boxOf = (mark: MarkElement): DOMRect => (mark.querySelector('.hit') ?? mark).getBoundingClientRect()
const wordsOf = (mark: MarkElement): string => JSON.stringify(mark.dataset)

function pressOn(mark: MarkElement, { clientX, clientY }: MouseEvent): Pressed {
  const { left, top } = boxOf(mark)
  return { mark, words: wordsOf(mark), x: clientX - left, y: clientY - top }
}

export class MgApp extends SignalElement {
  static override properties = {
    session: { attribute: false },
    player: { attribute: false },
    leader: { state: true },
  }
  declare session: Session
  declare player: Player
  declare private leader: { d: string; x: number; y: number; hue: string } | null

  static override styles = appStyles

  private frame = 0
  private pressed: Pressed | null = null
  private stopFollowing: (() => void) | null = null

  constructor() {
    super()
    this.leader = null
    // Also where a pane waits with a click, to see whether it becomes a double one.
    this.addEventListener('click', this.onPress, true)
    this.addEventListener('click', this.onClick)
    this.addEventListener('dblclick', this.onDoubleClick)
    // A double click on a mark opens its number; it selects no words beside it.
    this.addEventListener('mousedown', event => {
      if (event.detail > 1 && this.markOf(event) && !this.isInCode(event)) event.preventDefault()
    })
    this.addEventListener('pointermove', this.onPointerMove)
    this.addEventListener('pointerleave', this.onPointerLeave)
    this.addEventListener('keydown', this.onKey)
    this.addEventListener('dragover', this.onDragOver)
    this.addEventListener('drop', this.onDrop)
    this.addEventListener('focusout', () => this.inspector?.hide())
    this.addEventListener('lens-scrolled', () => this.drawLeader())
  }

  override connectedCallback(): void {
    super.connectedCallback()
    addEventListener('resize', this.onResize)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    removeEventListener('resize', this.onResize)
    this.stopFollowing?.()
    this.stopFollowing = null
  }

  private readonly onResize = (): void => this.drawLeader()

  override render() {
    const { session, player } = this
    if (!session) return html`<slot></slot>`
    const message = session.message.value
    return html`<mg-top-bar role="banner" .session=${session}></mg-top-bar>
      <mg-split role="main" .host=${this}>
        <div slot="left" class="left">
          <mg-tabs .session=${session}>${this.invitation()}</mg-tabs>
          <mg-aspects role="navigation" aria-label="pictures of this tab" .session=${session}></mg-aspects>
          <section
            class="stage"
            role="tabpanel"
            aria-label=${session.tab.value}
            tabindex="-1"
            @scroll=${() => this.drawLeader()}
          >
            ${session.isThere.value ? this.pane() : nothing}
          </section>
          ${this.numberSheet()}
          <mg-note-line role="note" .session=${session}></mg-note-line>
        </div>
        <mg-drawer slot="right" role="region" aria-label="the program">
          <mg-code-pane .session=${session} .player=${player} .text=${session.source.value}></mg-code-pane>
        </mg-drawer>
      </mg-split>
      ${
        this.leader
          ? html`<svg class="leader" aria-hidden="true">
              <path d=${this.leader.d} fill="none" stroke="var(--${this.leader.hue})" stroke-width="1.25"></path>
              <circle cx=${this.leader.x} cy=${this.leader.y} r="2.5" fill="var(--${this.leader.hue})"></circle>
            </svg>`
          : nothing
      }
      <p class="message" role="status" ?hidden=${!message}>
        <span>${message}</span>
        <button aria-label="dismiss" @click=${() => (session.message.value = null)}>dismiss</button>
      </p>
      <mg-transport role="region" aria-label="transport" .session=${session} .player=${player}></mg-transport>
      <mg-inspector></mg-inspector>`
  }

  /** The one hint of first sight; it goes when its thing has been done. */
  private invitation() {
    const { session, player } = this
    const isAtRest = session.untouched.value && !player.playing.value && session.tab.value === 'Architecture'
    return isAtRest ? html`<p class="invitation">Press <b>Play</b>, or click any line of code</p>` : nothing
  }

  private pane() {
    const { session, player } = this
    const { load, draw } = panesOf(session.tab.value)[session.aspect.value]!
    void load?.().catch((error: unknown) => (session.message.value = String(error)))
    return draw(session, player)
  }

  /** How the number that is opened is made, where the picture does not show it in a place of its own. */
  private numberSheet() {
    const { opened, tab, aspect, zoom } = this.session
    const isInPicture = tab.value === 'Architecture' && aspect.value === 'model' && zoom.value.level === 3
    if (!opened.value || isInPicture) return nothing
    void import('../number/mg-number-sheet.ts')
    return html`<mg-number-sheet .session=${this.session}></mg-number-sheet>`
  }

  override updated(): void {
    this.drawLeader()
    if (!this.session?.view.peek() || this.stopFollowing) return
    this.stopFollowing = effect(() => this.followCursor())
    this.fetchPanes()
  }

  /** With the first trace on the screen there is time for the tabs behind it. */
  private fetchPanes(): void {
    const idle = globalThis.requestIdleCallback ?? ((work: () => void) => setTimeout(work, 1000))
    const later = [
      () => import('../script/mg-script-badge.ts'),
      () => import('./mg-note-line.ts'),
      () => import('../models/mg-model-menu.ts'),
      loadZoom,
      ...firstPanes(),
    ]
    idle(() => later.forEach(load => void load().catch(() => {})))
    idle(() => {
      void import('../../lens/opening.ts').then(({ placeShown }) => {
        if (this.inspector)
          this.inspector.opens = (mark, cell) => placeShown(this.session, mark.dataset, mark.reading, cell) !== null
      })
    })
  }

  /** The leader and the quiet of quick play depend on what nothing here is rendered from. */
  private followCursor(): void {
    const { session, player } = this
    const isQuick = player.playing.value && player.speed.value > 8
    this.toggleAttribute('data-quick', isQuick)
    this.drawLeader(session.cursor.value, session.position.value, session.focusLines.value, session.view.value)
  }

  private get inspector(): MgInspector | null {
    return this.renderRoot.querySelector('mg-inspector')
  }

  // ── the one click, the one hover ──

  /** The nearest thing on the way of an event that stands for an operation. */
  private markOf(event: Event): MarkElement | null {
    const found = event
      .composedPath()
      .find(node => node instanceof Element && 'op' in ((node as HTMLElement).dataset ?? {}))
    return (found as MarkElement | undefined) ?? null
  }

  private isInCode(event: Event): boolean {
    return event.composedPath().some(node => node instanceof Element && node.localName === 'mg-code-pane')
  }

  private readonly onPress = (event: MouseEvent): void => {
    const mark = this.markOf(event)
    if (event.detail === 1) this.pressed = mark && pressOn(mark, event)
  }

  private readonly onClick = (event: Event): void => {
    const mark = this.markOf(event)
    // The code pane runs to its lines by itself; time only has to stand still for it.
    if (this.isInCode(event)) return this.player.pause()
    if (!mark) return
    const { op = '', layer, head, position, parameter } = mark.dataset
    if (!isOpId(op)) return
    this.player.pause()
    this.session.goTo(op, {
      ...(layer !== undefined && { layer: Number(layer) }),
      ...(head !== undefined && { head: Number(head) }),
      ...(position !== undefined && { position: Number(position) }),
      ...(parameter !== undefined && { parameter }),
    })
    if (parameter !== undefined) this.chooseWeight(event, mark, parameter)
  }

  /** The number of a matrix that is pointed at is the one that is followed through the update. */
  private chooseWeight(event: Event, mark: MarkElement, parameter: string): void {
    if (event instanceof MouseEvent && event.detail > 0) this.inspector?.point(mark, event.clientX, event.clientY)
    const cell = this.inspector?.cellOf(mark)
    const matrix = this.session.view.peek()?.reader.matrices.find(({ name }) => name === parameter)
    if (!cell || !matrix || mark.grid?.rows !== matrix.rows || mark.grid.columns !== matrix.columns) return
    this.session.parameterIndex.value = matrix.start + cell.row * matrix.columns + cell.column
  }

  private readonly onDoubleClick = (event: MouseEvent): void => {
    const { pressed } = this
    const isStill = pressed?.mark.isConnected === true && pressed.words === wordsOf(pressed.mark)
    const mark = this.markOf(event)
    this.openNumber(isStill ? pressed : mark && pressOn(mark, event))
  }

  /** Opens the number that a mark shows: the cell that was pressed, or the one that the arrows have reached. */
  private openNumber(pressed: Pick<Pressed, 'mark' | 'x' | 'y'> | null): void {
    if (!pressed) return
    const { mark, x, y } = pressed
    const { left, top } = boxOf(mark)
    if (x !== null) this.inspector?.point(mark, left + x, top + y)
    const cell = this.inspector?.cellOf(mark) ?? null
    void import('../../lens/opening.ts').then(({ openMark }) => {
      if (openMark(this.session, mark.dataset, mark.reading, cell)) this.inspector?.hide()
    })
  }

  private readonly onPointerMove = (event: PointerEvent): void => {
    const mark = this.markOf(event)
    if (mark?.reading) this.inspector?.point(mark, event.clientX, event.clientY)
    else this.inspector?.hide()
    if (this.isInCode(event)) return
    const { op = '', layer, head } = mark?.dataset ?? {}
    const { hover } = this.session
    const next = isOpId(op)
      ? ({
          op,
          layer: layer === undefined ? null : Number(layer),
          head: head === undefined ? null : Number(head),
          from: 'picture',
        } as const)
      : null
    const now = hover.peek()
    if (next?.op !== now?.op || next?.layer !== now?.layer || next?.head !== now?.head || next?.from !== now?.from)
      hover.value = next
  }

  private readonly onPointerLeave = (): void => {
    this.inspector?.hide()
    this.session.hover.value = null
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      this.inspector?.hide()
      this.session.hover.value = null
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
    const mark = this.markOf(event)
    if (mark && event.target instanceof Element && !this.isInCode(event)) this.onMarkKey(event, mark)
  }

  private onMarkKey(event: KeyboardEvent, mark: MarkElement): void {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (by && mark.grid) {
      event.preventDefault()
      this.inspector?.walk(mark, by)
    } else if (event.key === 'Enter' || event.key === ' ') {
      if (mark.localName === 'button') return
      event.preventDefault()
      mark.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }))
      if (event.key === 'Enter' && this.inspector?.cellOf(mark)) this.openNumber({ mark, x: null, y: 0 })
    } else if (event.key === 'm') this.openNumber({ mark, x: null, y: 0 })
  }

  // ── a file from outside ──

  /** Left to itself, the browser would leave the page for the file. */
  private readonly onDragOver = (event: DragEvent): void => {
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault()
  }

  /** The Training tab takes files itself; anywhere else it is opened for them. */
  private readonly onDrop = (event: DragEvent): void => {
    const file = event.dataTransfer?.files[0]
    if (!file || event.defaultPrevented) return
    event.preventDefault()
    const { session } = this
    session.tab.value = 'Training'
    const isCheckpoint = /\.(safetensors|json)$/i.test(file.name)
    const opened = isCheckpoint
      ? import('../../lens/checkpoint-files.ts').then(({ openCheckpoint }) => openCheckpoint(session, file))
      : fromFile(file).then(dataset => session.useData(dataset))
    opened.catch((error: unknown) => (session.message.value = error instanceof Error ? error.message : String(error)))
  }

  // ── the leader ──

  /** Draws it in the next frame, when the panes have; the arguments only say what it is drawn for. */
  private drawLeader(..._for: readonly unknown[]): void {
    cancelAnimationFrame(this.frame)
    this.frame = requestAnimationFrame(() => {
      this.inspector?.refresh()
      const next = this.measureLeader()
      if (next?.d !== this.leader?.d || next?.hue !== this.leader?.hue) this.leader = next
    })
  }

  private measureLeader() {
    if (!this.session || this.hasAttribute('data-quick') || innerWidth <= 700) return null
    const pane = this.renderRoot.querySelector('.stage > *')
    const active = pane?.shadowRoot?.querySelector('.active')
    const code = this.renderRoot.querySelector('mg-code-pane')
    const stage = this.renderRoot.querySelector('.stage')?.getBoundingClientRect()
    const moment = this.session.moment.peek()
    const line = code?.activeLine ?? null
    if (!active || !code || !stage || !moment || line === null) return null
    const [from, to] = [active.getBoundingClientRect(), code.lineBox(line)]
    const top = pane!.localName === 'mg-zoom' ? stage.top + 42 : stage.top
    if (!to || from.top < top - 4 || from.bottom > stage.bottom + 4) return null
    const { role } = operations[moment.op]
    const isGrad = moment.phase === 'backward' || moment.phase === 'update' || this.session.focusLines.peek() !== null
    return {
      ...leaderPath(leavingAt(from, pane!.shadowRoot!.querySelectorAll('text')), to, this.getBoundingClientRect()),
      hue: isGrad ? 'grad' : role === 'plain' ? 'ink-3' : role,
    }
  }
}

customElements.define('mg-app', MgApp)

declare global {
  interface HTMLElementTagNameMap {
    'mg-app': MgApp
  }
}
