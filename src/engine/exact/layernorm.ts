/** Mean and 1 / √(variance + 1e-5) of one row. */
const momentsOf = (x: Float64Array, at: number, columns: number): { mean: number; scale: number } => {
  let sum = 0
  for (let c = 0; c < columns; c++) sum += x[at + c]!
  const mean = sum / columns
  let squares = 0
  for (let c = 0; c < columns; c++) squares += (x[at + c]! - mean) ** 2
  return { mean, scale: (squares / columns + 1e-5) ** -0.5 }
}

/** Each row minus its mean, over its standard deviation. */
export function layernorm(x: Float64Array, out: Float64Array, first: number, rows: number, columns: number): void {
  for (let row = first; row < rows; row++) {
    const at = row * columns
    const { mean, scale } = momentsOf(x, at, columns)
    for (let c = 0; c < columns; c++) out[at + c] = (x[at + c]! - mean) * scale
  }
}

/** dx = scale · (dy − mean(dy) − y · mean(dy · y)), y being the row put out. */
export function layernormGradient(
  gradient: Float64Array,
  x: Float64Array,
  out: Float64Array,
  rows: number,
  columns: number,
  accumulate: boolean,
): void {
  for (let row = 0; row < rows; row++) {
    const at = row * columns
    const { mean, scale } = momentsOf(x, at, columns)
    let sum = 0
    let dot = 0
    for (let c = 0; c < columns; c++) {
      sum += gradient[at + c]!
      dot += gradient[at + c]! * (x[at + c]! - mean) * scale
    }
    for (let c = 0; c < columns; c++) {
      const y = (x[at + c]! - mean) * scale
      const dx = scale * (gradient[at + c]! - sum / columns - (y * dot) / columns)
      out[at + c] = accumulate ? out[at + c]! + dx : dx
    }
  }
}
