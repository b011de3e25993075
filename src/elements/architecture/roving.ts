/** One tab stop for the whole picture: arrow up and down, Home and End go from mark to mark, in the program's order. */
import { opIds } from '../../engine/operations.ts'
import type { MarkElement } from '../marks/mark.ts'

const order = new Map<string, number>(opIds.map((op, i) => [op, i]))

/** A row of a cache is the key or value of its position while that is shown; its place among the marks stays. */
const cacheOf: Readonly<Record<string, string>> = {
  'attention.key': 'attention.keys',
  'attention.value': 'attention.values',
}

function rank({ dataset: { op = '', position } }: MarkElement): number {
  return order.get((position !== undefined && cacheOf[op]) || op) ?? 0
}

/** Marks in reading order; those of one operation stay as they are drawn. */
const marksIn = (root: ParentNode): MarkElement[] =>
  [...root.querySelectorAll<MarkElement>('.mark')].sort((a, b) => rank(a) - rank(b))

/** Says where the tab key enters: at the mark that had the focus last, else at the active one, else at the first. */
export function keepTabStop(root: ParentNode): void {
  const stops = root.querySelectorAll<MarkElement>('.mark[tabindex="0"]')
  if (stops.length === 1) return
  const stop = stops[0] ?? root.querySelector<MarkElement>('.mark.now') ?? marksIn(root)[0]
  for (const other of stops) if (other !== stop) other.setAttribute('tabindex', '-1')
  stop?.setAttribute('tabindex', '0')
}

/** Moves the tab stop and the focus by a key; says whether the key meant that. */
export function moveFocus(root: ParentNode, from: EventTarget | null, key: string): boolean {
  const marks = marksIn(root)
  const now = marks.findIndex(mark => mark === from)
  if (now < 0) return false
  const next = { ArrowUp: now - 1, ArrowDown: now + 1, Home: 0, End: marks.length - 1 }[key]
  if (next === undefined) return false
  const mark = marks[Math.min(marks.length - 1, Math.max(0, next))]!
  takeTabStop(root, mark)
  mark.focus()
  return true
}

export function takeTabStop(root: ParentNode, mark: MarkElement): void {
  for (const other of root.querySelectorAll('.mark[tabindex="0"]')) other.setAttribute('tabindex', '-1')
  mark.setAttribute('tabindex', '0')
}
