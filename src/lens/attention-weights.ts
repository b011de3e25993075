/** The attention weights of whole heads, and what adds up from several of their rows or columns. */
import type { Reading, TraceReader } from './reading.ts'

/** positions × positions weights, row after row: rows ask, columns answer; NaN where a row reads nothing. */
export interface WeightSquare {
  readonly positions: number
  readonly values: Float64Array
}

const known = new WeakMap<TraceReader, Map<string, WeightSquare>>()

/** Made once a trace: every picture of these weights shares it. */
function once(reader: TraceReader, key: string, make: () => WeightSquare): WeightSquare {
  const squares = known.get(reader) ?? new Map<string, WeightSquare>()
  known.set(reader, squares)
  const square = squares.get(key) ?? make()
  squares.set(key, square)
  return square
}

const emptySquare = (positions: number): WeightSquare => ({
  positions,
  values: new Float64Array(positions * positions).fill(NaN),
})

/** attn_weights of every row of one head. */
export function weightsOf(reader: TraceReader, layer: number, head: number): WeightSquare {
  return once(reader, `${layer}.${head}`, () => {
    const square = emptySquare(reader.positions)
    for (let row = 0; row < square.positions; row++)
      square.values.set(reader.output('attention.softmax', row, layer, head)!.values, row * square.positions)
    return square
  })
}

/** The mean of all heads of a layer, weight by weight: the program never makes it. */
export function meanOfHeads(reader: TraceReader, layer: number): WeightSquare {
  return once(reader, `${layer}.mean`, () => {
    const { n_head } = reader.plan.config
    const mean = emptySquare(reader.positions)
    const squares = Array.from({ length: n_head }, (_, head) => weightsOf(reader, layer, head).values)
    for (let i = 0; i < mean.values.length; i++)
      mean.values[i] = squares.reduce((sum, values) => sum + values[i]!, 0) / n_head
    return mean
  })
}

/** The weights of one row; as many as it reads. */
export const rowOf = ({ positions, values }: WeightSquare, row: number): Float64Array =>
  values.subarray(row * positions, row * positions + row + 1)

/** The last blank version of each square: as long as no more of it is known, it stays the same picture. */
const blanked = new WeakMap<WeightSquare, { readonly known: string; readonly square: WeightSquare }>()

/** A square with the rows blank that are not known yet. */
export function onlyRows(square: WeightSquare, isKnown: (row: number) => boolean): WeightSquare {
  const { positions } = square
  const known = Array.from({ length: positions }, (_, row) => (isKnown(row) ? 1 : 0)).join('')
  if (!known.includes('0')) return square
  const last = blanked.get(square)
  if (last?.known === known) return last.square
  const values = square.values.slice()
  for (let row = 0; row < positions; row++)
    if (known[row] === '0') values.fill(NaN, row * positions, (row + 1) * positions)
  const made = { positions, values }
  blanked.set(square, { known, square: made })
  return made
}

/** As the inspector and the tables name it. */
export const squareReading = ({ positions, values }: WeightSquare, name = 'attn_weights'): Reading => ({
  name,
  rows: positions,
  columns: positions,
  values,
  ramp: 'probability',
  scale: 0.6,
  role: 'attn',
  group: null,
})

export interface Totals {
  /** [positions]: NaN where nothing was read. */
  readonly sum: Float64Array
  readonly mean: Float64Array
}

/** What some rows read together, for each key: a row that comes before the key adds nothing to the sum, but counts in the mean. */
export function readByRows({ positions, values }: WeightSquare, rows: readonly number[]): Totals {
  const sum = new Float64Array(positions).fill(NaN)
  for (const row of rows)
    for (let key = 0; key <= row; key++) {
      const weight = values[row * positions + key]!
      if (!Number.isNaN(weight)) sum[key] = (Number.isNaN(sum[key]!) ? 0 : sum[key]!) + weight
    }
  return { sum, mean: sum.map(total => total / rows.length) }
}

/** How much of each row goes to some columns together; those that come after the row get nothing of it. */
export function readOfColumns({ positions, values }: WeightSquare, columns: readonly number[]): Totals {
  const sum = new Float64Array(positions).fill(NaN)
  for (let row = 0; row < positions; row++)
    for (const column of columns) {
      const weight = values[row * positions + column]!
      if (column <= row && !Number.isNaN(weight)) sum[row] = (Number.isNaN(sum[row]!) ? 0 : sum[row]!) + weight
    }
  return { sum, mean: sum.map(total => total / columns.length) }
}
