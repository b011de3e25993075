/** Opening a number: which one a mark stands for, how the cursor gets to it, and whether it has come there. */
import { batch } from '@preact/signals-core'
import { isOpId } from '../engine/operations.ts'
import {
  parameterTimes,
  readNumberPlace,
  stacks,
  valueAt,
  type NumberPlace,
  type ParameterPlace,
} from './number-place.ts'
import { makerOf } from './making/links.ts'
import { readerOf } from './operands.ts'
import type { Reading } from './reading.ts'
import type { Session } from './session.ts'

/** What a mark says of itself: its `data-…`. */
export type MarkWords = Readonly<Partial<Record<string, string>>>

interface Cell {
  readonly row: number
  readonly column: number
}

type Shown = Pick<Reading, 'rows' | 'columns' | 'values'> | null | undefined
type Looking = Pick<Session, 'view' | 'position'>

/**
 * The number of the model that a cell of a mark is; null where it is none: a product, a mean, another model's. A mark does
 * not say all of it, so what it shows decides.
 * @param shown the numbers that the mark shows, where it shows several
 */
export function placeShown(session: Looking, words: MarkWords, shown: Shown, cell: Cell | null): NumberPlace | null {
  const view = session.view.peek()
  if (!view) return null
  const value = shown && cell ? shown.values[cell.row * shown.columns + cell.column] : undefined
  const isShown = (place: NumberPlace): boolean => {
    const found = valueAt(view.reader, place)
    return found !== null && (value === undefined || Object.is(found, value))
  }
  return candidates(session, words, shown, cell).find(isShown) ?? null
}

function candidates(session: Looking, words: MarkWords, shown: Shown, cell: Cell | null): NumberPlace[] {
  const { op = '', layer, head, position, parameter, row, column } = words
  const places: NumberPlace[] = []
  const own = row !== undefined && column !== undefined ? { row: Number(row), column: Number(column) } : null
  const cells = [cell, own].filter(each => each !== null)
  if (parameter !== undefined)
    for (const { row, column } of cells)
      for (const when of parameterTimes)
        places.push({ kind: 'parameter', name: parameter, row, column, ...(when !== 'before' && { when }) })
  if (!isOpId(op)) return places
  const at = position === undefined ? session.position.peek() : Number(position)
  const isColumn = shown && shown.columns === 1
  for (const kind of ['activation', 'gradient'] as const)
    for (const { row, column } of cells) {
      const place = (position: number, row: number, column: number): NumberPlace => ({
        kind,
        op,
        layer: layer === undefined ? null : Number(layer),
        head: head === undefined ? null : Number(head),
        position,
        row,
        column,
      })
      // As it is; one row a position; a stack of which one row is shown; a row that stands upright.
      places.push(place(at, row, column), place(row, 0, column))
      if (stacks.includes(op)) places.push(place(Math.max(at, row), row, column), place(at, at, column))
      if (isColumn) places.push(place(at, 0, row))
    }
  return places
}

/** Opens a number; the cursor goes to where it is made, so that its line lights up and it is there to be seen. */
export function openNumber(session: Session, place: NumberPlace): void {
  batch(() => {
    goToNumber(session, place)
    session.opened.value = place
  })
}

/** Opens what a mark shows, if that is a number of the model. */
export function openMark(session: Session, words: MarkWords, shown: Shown, pointed: Cell | null): boolean {
  const isOne = shown && shown.rows * shown.columns === 1
  const place = placeShown(session, words, shown, pointed ?? (isOne ? { row: 0, column: 0 } : null))
  if (place) openNumber(session, place)
  return place !== null
}

export const closeNumber = (session: Session): void => void (session.opened.value = null)

/** To the moment in which the number is made; a parameter is looked at where it is read. */
export function goToNumber(session: Session, place: NumberPlace): boolean {
  if (place.kind === 'activation')
    return session.goTo(place.op, { layer: place.layer ?? 0, head: place.head ?? 0, position: place.position })
  if (place.kind === 'gradient') {
    session.lookAtPosition(place.position)
    return session.goTo(place.op, { layer: place.layer ?? 0, head: place.head ?? 0, phase: 'backward' })
  }
  const { name, when = 'before' } = place
  followThroughUpdate(session, place)
  if (makerOf(place) === 'adam') return session.goTo('adam', { parameter: name })
  const reader = readerOf(name)
  if (!reader) return false
  const phase = when === 'gradient' ? 'backward' : 'forward'
  return session.goTo(reader.op, { layer: reader.layer ?? 0, head: 0, phase })
}

/** The parameter that is opened is the one that the update is shown on. */
function followThroughUpdate(session: Session, { name, row, column }: ParameterPlace): void {
  const matrix = session.view.peek()?.reader.matrices.find(matrix => matrix.name === name)
  if (matrix) session.parameterIndex.value = matrix.start + row * matrix.columns + column
}

/** Whether the cursor has come by the number, so that it may be seen. */
export function hasCome(session: Session, place: NumberPlace): boolean {
  if (place.kind === 'activation') return session.status(place, place.position) !== 'todo'
  if (place.kind === 'gradient') return session.hasGradient(place)
  const { when = 'before', name } = place
  if (when === 'before') return true
  if (when !== 'gradient') return session.isUpdated(name)
  const reader = readerOf(name)
  const head = null
  return reader !== null && session.hasGradient({ ...reader, head })
}

/** Opens what a link names, where the run has it. */
export function openFrom(session: Session, words: string): void {
  const place = readNumberPlace(words)
  const view = session.view.peek()
  if (!place || !view || valueAt(view.reader, place) === null) return
  session.opened.value = place
  if (place.kind === 'parameter') followThroughUpdate(session, place)
}
