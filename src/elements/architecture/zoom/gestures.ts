/** Wheel, pinch, double click and keys that go in and out, for whichever picture of the model is shown. */
import type { LitElement, ReactiveController } from 'lit'
import { isOpId, type OpId } from '../../../engine/operations.ts'
import { blocks, goIn, goOut, lastOf, zoomPlace, type Block } from '../../../lens/zoom.ts'
import type { Session } from '../../../lens/session.ts'
import { cellAt } from '../../marks/heat.ts'
import type { MarkElement } from '../../marks/mark.ts'
import { comeFrom } from './motion.ts'

interface Target {
  op?: OpId
  layer?: number
  head?: number
  row?: number
}

/** How far a wheel turns, or two fingers on a pad, for one level; and how long it then rests. */
const turns = { wheel: 70, pinch: 14 }
const rest = 320
/** When a wheel last turned, or may turn again: one turn goes on while one picture takes the other's place. */
let last = 0

export class Gestures implements ReactiveController {
  private stage: HTMLElement | null = null
  private turned = 0
  private spread = 0

  constructor(private readonly host: LitElement & { readonly session: Session }) {
    host.addController(this)
  }

  hostConnected(): void {
    const root = this.host.getRootNode()
    const owner = root instanceof ShadowRoot && root.host.localName === 'mg-architecture' ? root.host : this.host
    const stage = owner.parentElement
    if (!stage) return
    this.stage = stage
    stage.addEventListener('wheel', this.onWheel, { passive: false })
    stage.addEventListener('click', this.onClick)
    stage.addEventListener('keydown', this.onStageKey)
    stage.addEventListener('touchstart', this.onTouchStart, { passive: true })
    stage.addEventListener('touchmove', this.onTouchMove, { passive: false })
    addEventListener('keydown', this.onKey)
  }

  hostDisconnected(): void {
    const { stage } = this
    stage?.removeEventListener('wheel', this.onWheel)
    stage?.removeEventListener('click', this.onClick)
    stage?.removeEventListener('keydown', this.onStageKey)
    stage?.removeEventListener('touchstart', this.onTouchStart)
    stage?.removeEventListener('touchmove', this.onTouchMove)
    removeEventListener('keydown', this.onKey)
  }

  /** Says whether there was a level to go to. */
  private go(isIn: boolean, target: Target = {}): boolean {
    const { session } = this.host
    const { level } = session.zoom.peek()
    if (isIn ? level === 3 : level === 0) return false
    if (isIn) goIn(session, target)
    else goOut(session)
    return true
  }

  private readonly onWheel = (event: WheelEvent): void => {
    const { stage } = this
    if (!stage || event.deltaY === 0 || event.metaKey || event.altKey || event.shiftKey) return
    const isPinch = event.ctrlKey
    // Where there is more to see than fits, a wheel is for scrolling.
    if (!isPinch && stage.scrollHeight > stage.clientHeight + 1) return
    const { level } = this.host.session.zoom.peek()
    const isIn = event.deltaY < 0
    if (isIn ? level === 3 : level === 0) return
    event.preventDefault()
    const now = event.timeStamp
    if (now < last) return
    if (now - last > 400 || Math.sign(this.turned) !== Math.sign(event.deltaY)) this.turned = 0
    last = now
    this.turned += event.deltaY * (event.deltaMode === 1 ? 16 : 1)
    if (Math.abs(this.turned) < (isPinch ? turns.pinch : turns.wheel)) return
    this.turned = 0
    last = now + rest
    comeFrom(event.clientX, event.clientY)
    this.go(isIn, isIn ? this.targetOf(event, event.clientX, event.clientY) : {})
  }

  private readonly onTouchStart = (event: TouchEvent): void => {
    this.spread = event.touches.length === 2 ? spreadOf(event) : 0
  }

  private readonly onTouchMove = (event: TouchEvent): void => {
    if (event.touches.length !== 2 || this.spread === 0) return
    event.preventDefault()
    const ratio = spreadOf(event) / this.spread
    if (ratio < 1.25 && ratio > 0.8) return
    const [a, b] = [event.touches[0]!, event.touches[1]!]
    const [x, y] = [(a.clientX + b.clientX) / 2, (a.clientY + b.clientY) / 2]
    comeFrom(x, y)
    this.go(ratio > 1, ratio > 1 ? this.targetOf(event, x, y) : {})
    this.spread = 0
  }

  /** The name of a block leads to it, the statement of an operation to its arithmetic. */
  private readonly onClick = (event: MouseEvent): void => {
    const opener = openerOf(event)
    if (!opener) return
    event.stopPropagation()
    const box = opener.getBoundingClientRect()
    comeFrom(box.left + box.width / 2, box.top)
    this.go(true, targetIn(opener))
  }

  private readonly onStageKey = (event: KeyboardEvent): void => {
    const opener = event.key === 'Enter' || event.key === ' ' ? openerOf(event) : null
    if (!opener || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    event.stopPropagation()
    this.go(true, targetIn(opener))
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
    const path = event.composedPath().filter(node => node instanceof Element)
    if (path.some(node => node.matches('dialog, [popover], [role=dialog], mg-code-pane'))) return
    if (path[0]?.matches('input, textarea, select, [role=spinbutton]') || (path[0] as HTMLElement)?.isContentEditable)
      return
    const isDone =
      event.key === '+' || event.key === '='
        ? this.go(true, this.focused(path))
        : (event.key === '-' || event.key === '_' || event.key === 'Escape') && this.go(false)
    if (isDone) event.preventDefault()
  }

  /** The mark that has the focus is what one goes in to. */
  private focused(path: readonly Element[]): Target {
    const mark = path.find(node => node.matches('[data-op], [data-block]'))
    return mark && this.stage?.contains(this.host) ? targetIn(mark) : {}
  }

  private targetOf(event: Event, x: number, y: number): Target {
    const found = event
      .composedPath()
      .find(
        (node): node is MarkElement => node instanceof SVGElement && ('op' in node.dataset || 'block' in node.dataset),
      )
    if (!found) return this.nearest(y)
    return { ...targetIn(found), ...this.rowUnder(found, x, y) }
  }

  /** Beside all marks it is the block at that height. */
  private nearest(y: number): Target {
    const { session } = this.host
    if (session.zoom.peek().level > 0) return {}
    const root = this.host.getRootNode() as ShadowRoot
    let at: Block = 'embedding'
    for (const label of root.querySelectorAll<SVGElement>('[data-block]'))
      if (label.getBoundingClientRect().top <= y + 8) at = label.dataset['block'] as Block
    return targetOfBlock(at)
  }

  /** Over the numbers of the operation at hand, the one that is pointed at. */
  private rowUnder(mark: MarkElement, x: number, y: number): Target {
    const place = zoomPlace(this.host.session)
    const box = mark.querySelector('.hit')?.getBoundingClientRect()
    if (!box || !mark.grid || mark.dataset['op'] !== place?.op) return {}
    const cell = cellAt(mark.grid, x - box.left, y - box.top)
    return cell ? { row: mark.dataset['parameter'] === undefined ? cell.column : cell.row } : {}
  }
}

const spreadOf = ({ touches }: TouchEvent): number =>
  Math.hypot(touches[0]!.clientX - touches[1]!.clientX, touches[0]!.clientY - touches[1]!.clientY)

const openerOf = (event: Event): SVGElement | null =>
  event
    .composedPath()
    .find(
      (node): node is SVGElement => node instanceof SVGElement && ('block' in node.dataset || 'open' in node.dataset),
    ) ?? null

const targetOfBlock = (block: Block): Target => ({ op: lastOf(block) })

function targetIn(element: Element): Target {
  const { block, op, layer, head } = (element as SVGElement).dataset
  if (block !== undefined) return targetOfBlock(blocks.find(known => known === block) ?? 'embedding')
  return op !== undefined && isOpId(op)
    ? { op, ...(layer !== undefined && { layer: Number(layer) }), ...(head !== undefined && { head: Number(head) }) }
    : {}
}
