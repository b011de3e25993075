/** Which cell is chosen by pointer, focus or click. Hovering and focusing open a cell, a click pins it. */
import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { AttentionCell } from '../../lens/attention-arithmetic.ts'
import type { Session } from '../../lens/session.ts'
import type { MarkElement } from '../marks/mark.ts'
import { chosenHead } from './chosen-head.ts'
import { aim, aimAt } from './field.ts'
import { cellOf, isInTrace, isSameCell, weightsStatus } from './picks.ts'
import { Selecting, type Selection } from './selecting.ts'

interface Host extends ReactiveControllerHost {
  readonly session: Session
  readonly renderRoot: HTMLElement | DocumentFragment
  /** The cell that is open while nothing was chosen. */
  readonly open: AttentionCell | null
}

/** A cell that was clicked, and the name that it belongs to: in another name it means nothing. */
interface Pin extends AttentionCell {
  readonly document: string
}

export class Picking implements ReactiveController {
  private pointed: AttentionCell | null = null
  private pinned: Pin | null = null
  /** By the keyboard; a click focuses its cell too, but then the pin says what is open. */
  focused: AttentionCell | null = null
  private isPressing = false
  readonly selecting: Selecting

  constructor(private readonly host: Host) {
    host.addController(this)
    this.selecting = new Selecting(host)
  }

  hostConnected(): void {
    addEventListener('keydown', this.onEscape)
    addEventListener('pointerup', this.onRelease)
  }

  hostDisconnected(): void {
    removeEventListener('keydown', this.onEscape)
    removeEventListener('pointerup', this.onRelease)
    this.pointed = null
    this.blur()
  }

  /** Lets go of everything. */
  clear(): void {
    this.pointed = this.focused = this.pinned = null
    this.selecting.clear()
  }

  /** Opens a cell and keeps it open. */
  pin(cell: AttentionCell): void {
    const view = this.host.session.view.peek()
    if (view) this.pinned = { ...cell, document: view.document }
    chosenHead(this.host.session).value = cell
    this.host.requestUpdate()
  }

  /** Called while rendering: no update follows. */
  unpin(): void {
    this.pinned = null
  }

  /** The cell that was chosen in a layer, or in any: by pointer or by keyboard, whichever came last, before the pinned one. */
  chosen(layer: number | null): AttentionCell | null {
    const view = this.host.session.view.value
    const pinned = view && this.pinned?.document === view.document ? this.pinned : null
    const isHere = (cell: AttentionCell | null): boolean =>
      cell !== null && (layer === null || cell.layer === layer) && isInTrace(view!.reader, cell)
    return [this.pointed, this.focused, pinned].find(isHere) ?? null
  }

  readonly onPoint = (event: Event): void => {
    if (event instanceof PointerEvent) aim(event)
    const cell = cellOf(event.target)
    if (cell && !isField(event.target))
      this.lendReading((event.target as Element).closest<MarkElement>('[data-column]')!, cell)
    if (isSameCell(cell, this.pointed)) return
    this.pointed = cell
    this.host.requestUpdate()
  }

  readonly onLeave = (): void => {
    this.pointed = null
    this.host.requestUpdate()
  }

  /** What the inspector prints: one number under its own name. Only where the pointer has been, as there are many cells. */
  private lendReading(mark: MarkElement, { layer, head, row, column }: AttentionCell): void {
    const { session } = this.host
    const weights = session.view.peek()?.reader.output('attention.softmax', row, layer, head)
    const isKnown = weights && weightsStatus(session, { layer, head, row }) !== 'todo'
    const { width, height } = mark.getBoundingClientRect()
    mark.grid = { rows: 1, columns: 1, cellWidth: width, cellHeight: height }
    mark.reading = isKnown
      ? { ...weights, name: `attn_weights[${column}]`, columns: 1, values: weights.values.slice(column, column + 1) }
      : null
  }

  readonly onFocus = (event: FocusEvent): void => {
    const cell = cellOf(event.target)
    if (!cell || this.isPressing) return
    this.focused = cell
    this.pointed = null
    this.host.session.hover.value = { op: 'attention.softmax', layer: cell.layer, head: cell.head, from: 'picture' }
    this.host.requestUpdate()
  }

  readonly onBlur = (): void => this.blur()

  private blur(): void {
    if (!this.focused) return
    this.focused = null
    this.host.session.hover.value = null
    this.host.requestUpdate()
  }

  readonly onPress = (event: PointerEvent): void => {
    aim(event)
    this.isPressing = true
    this.focused = null
  }

  private readonly onRelease = (): void => {
    this.isPressing = false
  }

  readonly onClick = (event: MouseEvent): void => {
    const cell = cellOf(event.target)
    const view = this.host.session.view.peek()
    if (!view) return
    const letter = event.target instanceof Element ? event.target.closest<SVGElement>('[data-pick]') : null
    const map = letter?.closest<SVGElement>('[data-map]')
    if (letter && map) {
      const place = { layer: Number(map.dataset['layer']), head: Number(map.dataset['map']) }
      const kind = letter.dataset['pick'] as Selection['kind']
      this.selecting.toggle(kind, place, Number(letter.dataset['index']), event.shiftKey)
      return
    }
    if (!cell) return
    if (event.shiftKey) {
      // It selects, and moves nothing.
      event.stopPropagation()
      this.selecting.extend(this.pinned ?? this.focused ?? this.host.open ?? cell, cell)
      return
    }
    this.pinned = isSameCell(cell, this.pinned) ? null : { ...cell, document: view.document }
    chosenHead(this.host.session).value = cell
    this.host.requestUpdate()
  }

  private readonly onEscape = ({ key }: KeyboardEvent): void => {
    if (key !== 'Escape' || !this.pinned) return
    this.pinned = null
    this.host.requestUpdate()
  }

  /** Arrows walk over the cells of one head, Enter and Space pin. */
  readonly onKey = (event: KeyboardEvent): void => {
    const cell = cellOf(event.target)
    const positions = this.host.session.view.peek()?.reader.positions
    if (!cell || !positions || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      event.target!.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }))
      return
    }
    const { row, column } = cell
    const to = {
      ArrowLeft: [row, column - 1],
      ArrowRight: [row, column + 1],
      ArrowUp: [row - 1, column],
      ArrowDown: [row + 1, column],
      Home: [row, 0],
      End: [row, row],
    }[event.key]
    if (!to) return
    event.preventDefault()
    const toRow = Math.min(positions - 1, Math.max(0, to[0]!))
    const toColumn = Math.min(toRow, Math.max(0, to[1]!))
    const next = { ...cell, row: toRow, column: toColumn }
    if (event.shiftKey) this.selecting.extend(cell, next)
    const field = (event.target as Element).closest<MarkElement>('.field')
    if (field) return this.walkField(field, next)
    const place = `[data-head="${cell.head}"][data-row="${toRow}"][data-column="${toColumn}"]`
    this.host.renderRoot.querySelector<SVGElement>(place)?.focus()
  }

  /** A picture of many cells keeps the focus; what it stands for is the cell that the keys have reached. */
  private walkField(field: MarkElement, cell: AttentionCell): void {
    aimAt(field, cell)
    this.focused = cell
    this.pointed = null
    this.host.requestUpdate()
  }
}

const isField = (target: EventTarget | null): boolean => target instanceof Element && target.closest('.field') !== null
