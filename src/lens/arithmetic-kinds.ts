/** The kinds of arithmetic that an operation of the model is, each with all that is needed to lay it open. */
import type { Numbers, Reading } from './reading.ts'
import type { Place } from './timeline.ts'

/** Numbers of the trace, with where they are from. */
export interface Source {
  readonly place: Place
  readonly reading: Reading
  /** As the statement calls them. */
  readonly words: string
}

/** What the columns are: plain indices, the positions so far, or the vocabulary. */
export type Axis = 'index' | 'positions' | 'vocabulary'

/** Rows times a vector: each number of the result is one row's products, added up. */
export interface RowsArithmetic {
  readonly kind: 'rows'
  readonly x: Source
  readonly matrix: Omit<Source, 'place'> & {
    /** The parameter, or else the operation that made it. */
    readonly parameter: string | null
    readonly place: Place
    /** A row here is a column of what was read. */
    readonly transposed: boolean
  }
  readonly out: Source
  readonly rows: Axis
  readonly columns: Axis
  /** What each sum is divided by; null where it is not. */
  readonly root: number | null
}

/** One row of a table. */
export interface PickArithmetic {
  readonly kind: 'pick'
  readonly table: Reading
  readonly parameter: string
  readonly row: number
  readonly rows: Axis
  readonly out: Source
}

export type Step =
  /** Numbers on the common columns; those with a place are in the trace. */
  | { readonly kind: 'numbers'; readonly words: string; readonly reading: Reading; readonly place: Place | null }
  /** The sum of the numbers above, as it grows. */
  | { readonly kind: 'sum'; readonly words: string; readonly terms: Numbers; readonly total: number }
  /** One number on the way, with how it is made. */
  | { readonly kind: 'scalar'; readonly words: string; readonly value: number }

/** Numbers that become other numbers column by column. */
export interface ChainArithmetic {
  readonly kind: 'chain'
  readonly steps: readonly Step[]
  readonly columns: Axis
  /** The column that the result is about, where it is one number: the target. */
  readonly marked: number | null
  readonly out: Source
}

/** Numbers that go on as they are, or a stretch of them. */
export interface CopyArithmetic {
  readonly kind: 'copy'
  readonly source: Source
  /** The columns that are taken, and the rows. */
  readonly from: { readonly column: number; readonly columns: number; readonly row: number; readonly rows: number }
  readonly rows: Axis
  readonly out: Source
}

export type Arithmetic = RowsArithmetic | PickArithmetic | ChainArithmetic | CopyArithmetic
