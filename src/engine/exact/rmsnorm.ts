const scaleOf = (x: Float64Array, at: number, columns: number): number => {
  let sum = 0
  for (let c = 0; c < columns; c++) sum += x[at + c]! * x[at + c]!
  return (sum / columns + 1e-5) ** -0.5
}

/** Each row times (mean(x²) + 1e-5) ** −0.5. */
export function rmsnorm(x: Float64Array, out: Float64Array, first: number, rows: number, columns: number): void {
  for (let row = first; row < rows; row++) {
    const at = row * columns
    const scale = scaleOf(x, at, columns)
    for (let c = 0; c < columns; c++) out[at + c] = x[at + c]! * scale
  }
}

/** dx = scale · dy − x · scale³ · mean(dy · x): the second part because the scale depends on every x of the row. */
export function rmsnormGradient(
  gradient: Float64Array,
  x: Float64Array,
  out: Float64Array,
  rows: number,
  columns: number,
  accumulate: boolean,
): void {
  for (let row = 0; row < rows; row++) {
    const at = row * columns
    const scale = scaleOf(x, at, columns)
    let dot = 0
    for (let c = 0; c < columns; c++) dot += gradient[at + c]! * x[at + c]!
    const pull = (scale * scale * scale * dot) / columns
    for (let c = 0; c < columns; c++) {
      const dx = scale * gradient[at + c]! - x[at + c]! * pull
      out[at + c] = accumulate ? out[at + c]! + dx : dx
    }
  }
}
