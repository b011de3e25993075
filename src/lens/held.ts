/** What a name holds, as the tensor card shows it. */
import { pythonFloat } from './python-literal.ts'
import { roleOfParameter, type Reading } from './reading.ts'
import type { Place } from './timeline.ts'

export interface HeldTensor {
  readonly kind: 'tensor'
  readonly title: string
  readonly reading: Reading
  /** Names of its axes, the outer first. */
  readonly axes: readonly string[]
  /** Null while it is not known at the cursor. */
  readonly gradient: Reading | null
  /** Letters of the tokens that rows or columns stand for. */
  readonly rowLabels: readonly string[] | null
  readonly columnLabels: readonly string[] | null
  /** The name in state_dict, for a parameter. */
  readonly parameter: string | null
  /** Where a click on its cells leads. */
  readonly place: Place
  readonly position: number
  /** How a name is related to it that is not its own: `xi goes through x`. */
  readonly note: string | null
}

/** A number, a word, a list of words: short enough to be read as it is. */
export interface HeldValue {
  readonly kind: 'value'
  readonly title: string
  readonly words: string
  /** As Python's repr. */
  readonly python: string
  readonly note: string | null
}

export interface HeldNothing {
  readonly kind: 'nothing'
  readonly title: string
  readonly why: string
}

export type Held = HeldTensor | HeldValue | HeldNothing

export const notYet = 'not computed yet at the cursor'
export const nothing = (title: string, why = notYet): HeldNothing => ({ kind: 'nothing', title, why })

export const plain = (title: string, reading: Reading, place: Place, position: number): HeldTensor => ({
  kind: 'tensor',
  title,
  reading,
  axes: [],
  gradient: null,
  rowLabels: null,
  columnLabels: null,
  parameter: null,
  place,
  position,
  note: null,
})

export const number = (title: string, value: number, note: string | null = null): HeldValue => ({
  kind: 'value',
  title,
  words: pythonFloat(value).replace('-', '−'),
  python: pythonFloat(value),
  note,
})
export const wholeNumber = (title: string, value: number, note: string | null = null): HeldValue => ({
  kind: 'value',
  title,
  words: String(value),
  python: String(value),
  note,
})
export const list = (title: string, items: readonly string[]): HeldValue => {
  const python = `[${items.join(', ')}]`
  return { kind: 'value', title, words: python, python, note: `list of ${items.length}` }
}

/** The colour family of what is held. */
export const roleOfHeld = (held: Held): string =>
  held.kind !== 'tensor' ? 'plain' : held.parameter ? roleOfParameter(held.parameter) : held.reading.role
