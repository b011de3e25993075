/** √(2 / π) and the weight of the cube, as in the tanh form of GELU: https://arxiv.org/abs/1606.08415 */
const root = Math.sqrt(2 / Math.PI)
const cubic = 0.044715

/** out = x / 2 · (1 + tanh(√(2/π) · (x + 0.044715 x³))), from one index up to another. */
export function gelu(x: Float64Array, out: Float64Array, from: number, to: number): void {
  for (let i = from; i < to; i++) {
    const xi = x[i]!
    out[i] = 0.5 * xi * (1 + Math.tanh(root * (xi + cubic * xi ** 3)))
  }
}

/** dx = dy · ((1 + t) / 2 + x / 2 · (1 − t²) · √(2/π) · (1 + 3 · 0.044715 x²)), t being the tanh. */
export function geluGradient(
  gradient: Float64Array,
  x: Float64Array,
  out: Float64Array,
  to: number,
  accumulate: boolean,
): void {
  for (let i = 0; i < to; i++) {
    const xi = x[i]!
    const t = Math.tanh(root * (xi + cubic * xi ** 3))
    const slope = 0.5 * (1 + t) + 0.5 * xi * (1 - t * t) * root * (1 + 3 * cubic * xi * xi)
    const dx = gradient[i]! * slope
    out[i] = accumulate ? out[i]! + dx : dx
  }
}
