/** out = a + b, from one index up to another. */
export function add(a: Float64Array, b: Float64Array, out: Float64Array, from: number, to: number): void {
  for (let i = from; i < to; i++) out[i] = a[i]! + b[i]!
}

/** out = a, or out += a: how a gradient passes through a sum unchanged. */
export function copy(a: Float64Array, out: Float64Array, to: number, accumulate: boolean): void {
  if (accumulate) for (let i = 0; i < to; i++) out[i] = out[i]! + a[i]!
  else for (let i = 0; i < to; i++) out[i] = a[i]!
}
