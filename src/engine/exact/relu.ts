/** out = max(0, x), from one index up to another. */
export function relu(x: Float64Array, out: Float64Array, from: number, to: number): void {
  for (let i = from; i < to; i++) out[i] = Math.max(0, x[i]!)
}

/** dx = dy where x > 0, else 0. */
export function reluGradient(
  gradient: Float64Array,
  x: Float64Array,
  out: Float64Array,
  to: number,
  accumulate: boolean,
): void {
  for (let i = 0; i < to; i++) {
    const dx = x[i]! > 0 ? gradient[i]! : 0
    out[i] = accumulate ? out[i]! + dx : dx
  }
}

/** out = max(0, x)²: what the first versions of microgpt use. */
export function reluSquared(x: Float64Array, out: Float64Array, from: number, to: number): void {
  for (let i = from; i < to; i++) out[i] = Math.max(0, x[i]!) ** 2
}

/** dx = dy · 2 · max(0, x) */
export function reluSquaredGradient(
  gradient: Float64Array,
  x: Float64Array,
  out: Float64Array,
  to: number,
  accumulate: boolean,
): void {
  for (let i = 0; i < to; i++) {
    const dx = gradient[i]! * 2 * Math.max(0, x[i]!)
    out[i] = accumulate ? out[i]! + dx : dx
  }
}
