/** out[row] = table[index[row]] : one row of the table a position. */
export function embed(
  table: Float64Array,
  index: Uint32Array,
  out: Float64Array,
  first: number,
  rows: number,
  columns: number,
): void {
  for (let row = first; row < rows; row++) {
    const from = index[row]! * columns
    for (let c = 0; c < columns; c++) out[row * columns + c] = table[from + c]!
  }
}

/** Each row of the table gets the sum over the positions that looked it up. */
export function embedGradient(
  gradient: Float64Array,
  index: Uint32Array,
  table: Float64Array,
  rows: number,
  columns: number,
  accumulate: boolean,
): void {
  if (!accumulate) table.fill(0)
  for (let row = 0; row < rows; row++) {
    const to = index[row]! * columns
    for (let c = 0; c < columns; c++) table[to + c] = table[to + c]! + gradient[row * columns + c]!
  }
}
