/**
 * Going in and out of the model. There is no place of its own here: the cursor says which block and which operation one is
 * at, and the zoom only how close one looks, so that stepping on while one is close shows the next operation as close.
 */
import { batch } from '@preact/signals-core'
import type { Config } from '../engine/config.ts'
import { operations, type OpId } from '../engine/operations.ts'
import { isSamePlace, numberName, type NumberPlace } from './number-place.ts'
import { readerOf } from './operands.ts'
import { nameOf, type TraceReader } from './reading.ts'
import type { Session } from './session.ts'
import { forwardPlaces, type Moment, type Place, type Timeline } from './timeline.ts'
import { titleIn } from './titles.ts'
import type { ZoomLevel } from './zoom-level.ts'

export const blocks = ['embedding', 'attention', 'mlp', 'output'] as const
export type Block = (typeof blocks)[number]

/** Which part of the model an operation belongs to; null where it computes nothing of it. */
export function blockOf(op: OpId): Block | null {
  const { phase } = operations[op]
  if (phase !== 'forward' && phase !== 'loss') return null
  const [first] = op.split('.')
  return first === 'output' || first === 'loss' ? 'output' : (first as Block)
}

/** A place in the model and a position that it is looked at. */
export interface ZoomPlace extends Place {
  readonly block: Block
}

/** The operation at a moment, or the nearest before it; that of its matrix in the update, and the first before all of them. */
function placeAt(timeline: Timeline, index: number): ZoomPlace {
  for (let at = index; at >= 0; at--) {
    const place = placeOf(timeline.at(at))
    if (place) return place
  }
  return { op: 'embedding.token', layer: null, head: null, block: 'embedding' }
}

function placeOf({ op, layer, head, parameter }: Moment): ZoomPlace | null {
  const reader = parameter === null ? null : readerOf(parameter)
  if (reader) return { ...reader, head: null, block: blockOf(reader.op)! }
  const block = blockOf(op)
  return block && { op, layer, head, block }
}

/** The operations of a block, in the order of the program. */
export const placesOf = (config: Config, block: Block, layer: number | null): Place[] =>
  forwardPlaces(config).filter(place => blockOf(place.op) === block && (place.layer === null || place.layer === layer))

/** The place that one is at; null while there is no trace. */
export function zoomPlace(session: Session): ZoomPlace | null {
  const timeline = session.timeline.value
  return timeline && placeAt(timeline, session.cursor.value)
}

/** How many numbers an operation puts out at a position. */
function countOf(reader: TraceReader, place: Place, position: number): number {
  return reader.output(place.op, position, place.layer, place.head)?.columns ?? 1
}

/** The number that is open: the one that was chosen, or else the strongest. */
export function openRow(reader: TraceReader, place: Place, position: number, row: number | null): number {
  const reading = reader.output(place.op, position, place.layer, place.head)
  if (!reading) return 0
  if (row !== null) return Math.min(row, reading.columns - 1)
  let strongest = 0
  const last = (reading.rows - 1) * reading.columns
  for (let i = 1; i < reading.columns; i++)
    if (Math.abs(reading.values[last + i]!) > Math.abs(reading.values[last + strongest]!)) strongest = i
  return strongest
}

/** The open number as a place: of a cache the one of the position that is shown. */
function openedNumber(reader: TraceReader, place: Place, position: number, row: number): NumberPlace {
  const rows = reader.output(place.op, position, place.layer, place.head)?.rows ?? 1
  const { op, layer, head } = place
  return { kind: 'activation', op, layer, head, position, row: rows - 1, column: row }
}

/** Shows a level, at the place where the cursor is; the deepest opens a number. */
export function showLevel(session: Session, level: ZoomLevel, row = session.zoom.peek().row): void {
  const [view, place] = [session.view.peek(), zoomPlace(session)]
  if (!view || !place) return
  const position = session.position.peek()
  batch(() => {
    // One looks at an operation that has been computed at a moment of its own: not from after the loss or the update.
    if (level > 0) settle(session, place, level)
    const chosen = level < 2 ? null : openRow(view.reader, place, position, row)
    session.zoom.value = { level, row: chosen }
    session.opened.value = level === 3 ? openedNumber(view.reader, place, position, chosen!) : null
  })
}

/** Puts the cursor on what is looked at, where it is not there already. */
function settle(session: Session, { op, layer, head, block }: ZoomPlace, level: ZoomLevel): void {
  const moment = session.moment.peek()
  if (!moment || placeOf(moment)) return
  session.goTo(level === 1 ? lastOf(block) : op, { layer: layer ?? 0, head: head ?? 0 })
}

/** The operation with which a block is complete. */
export const lastOf = (block: Block): OpId =>
  ({ embedding: 'embedding.norm', attention: 'attention.add', mlp: 'mlp.add', output: 'loss.cross_entropy' })[
    block
  ] as OpId

/** Goes one level in, at a block or an operation if one is pointed at. */
export function goIn(session: Session, at: { op?: OpId; layer?: number; head?: number; row?: number } = {}): void {
  const { level, row } = session.zoom.peek()
  if (level === 3) return
  batch(() => {
    if (at.op && blockOf(at.op)) {
      const place = zoomPlace(session)
      const block = blockOf(at.op)!
      const { op, ...where } = at
      const isHere = place?.block === block && (where.layer === undefined || where.layer === place.layer)
      if (level > 0) session.goTo(op, where)
      else if (!isHere) session.goTo(lastOf(block), where)
    }
    showLevel(session, (level + 1) as ZoomLevel, at.row ?? row)
  })
}

/** Goes one level out, to where one came in. */
export function goOut(session: Session): void {
  const { level } = session.zoom.peek()
  if (level > 0) showLevel(session, (level - 1) as ZoomLevel)
}

/** Opens another number of the operation at hand. */
export function chooseRow(session: Session, row: number): void {
  const [view, place] = [session.view.peek(), zoomPlace(session)]
  if (!view || !place) return
  const count = countOf(view.reader, place, session.position.peek())
  showLevel(session, session.zoom.peek().level, Math.min(count - 1, Math.max(0, row)))
}

/**
 * Keeps the open number and the cursor together after one of them has moved: stepping on opens the number of the next
 * operation, and a number that was opened is the one that is laid open above it.
 */
export function reconcile(session: Session, before: { cursor: number; opened: NumberPlace | null } | null): void {
  const { level, row } = session.zoom.peek()
  const opened = session.opened.peek()
  if (level < 2) return
  if (opened && !isSamePlace(opened, before?.opened ?? null)) {
    const isOfRow = opened.kind === 'parameter' && !/^w[tp]e$/.test(opened.name)
    session.zoom.value = { level: 3, row: isOfRow ? opened.row : opened.column }
  } else if (level === 3 && (before === null || (opened && before.cursor !== session.cursor.peek()))) {
    showLevel(session, 3, row)
  } else if (level === 3 && !opened) session.zoom.value = { level: 2, row }
}

/** A crumb of the way in: what it is called, whether that is a thing in the code, and the level that it leads to. */
export interface Crumb {
  readonly words: string
  readonly isCode: boolean
  readonly level: ZoomLevel
}

export function crumbsOf(config: Config, level: ZoomLevel, place: ZoomPlace, opened: NumberPlace | null): Crumb[] {
  const { op, layer, head, block } = place
  const inLayer = layer !== null && config.n_layer > 1 ? `layer ${layer}, ` : ''
  const name = nameOf(op)!.replace('[li]', `[${layer ?? 0}]`)
  const inHead = head !== null && op !== 'attention.concat' ? `, head ${head}` : ''
  // Much of what the program makes is called x: what makes it says more.
  const isCode = name !== 'x'
  const crumbs: Crumb[] = [
    { words: 'whole model', isCode: false, level: 0 },
    { words: `${inLayer}${block === 'mlp' ? 'MLP' : block}`, isCode: false, level: 1 },
    { words: isCode ? `${name}${inHead}` : titleIn(config, op), isCode, level: 2 },
    { words: opened ? numberName(opened) : name, isCode: true, level: 3 },
  ]
  return crumbs.slice(0, level + 1)
}
