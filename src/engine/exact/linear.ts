/**
 * Matrix times vector and its two gradients. Four sums run side by side, which keeps a processor busy that would wait for
 * each addition; every single one is still summed in the order in which Python takes it.
 */

/** out[row, o] = Σ_i w[o, i] · x[row, i], from left to right as sum() does. */
export function linear(
  x: Float64Array,
  w: Float64Array,
  out: Float64Array,
  first: number,
  rows: number,
  nin: number,
  nout: number,
): void {
  const fours = nout & ~3
  for (let row = first; row < rows; row++) {
    const from = row * nin
    const to = row * nout
    for (let o = 0; o < fours; o += 4) {
      const at = o * nin
      let [a, b, c, d] = [0, 0, 0, 0]
      for (let i = 0; i < nin; i++) {
        const xi = x[from + i]!
        a += w[at + i]! * xi
        b += w[at + nin + i]! * xi
        c += w[at + 2 * nin + i]! * xi
        d += w[at + 3 * nin + i]! * xi
      }
      out[to + o] = a
      out[to + o + 1] = b
      out[to + o + 2] = c
      out[to + o + 3] = d
    }
    for (let o = fours; o < nout; o++) {
      let sum = 0
      for (let i = 0; i < nin; i++) sum += w[o * nin + i]! * x[from + i]!
      out[to + o] = sum
    }
  }
}

/** dx[row, i] = Σ_o dy[row, o] · w[o, i] */
export function linearGradientInput(
  gradient: Float64Array,
  w: Float64Array,
  out: Float64Array,
  rows: number,
  nin: number,
  nout: number,
  accumulate: boolean,
): void {
  if (!accumulate) out.fill(0, 0, rows * nin)
  for (let row = 0; row < rows; row++) addProducts(gradient, row * nout, 1, w, out, row * nin, nin, nout)
}

/** dw[o, i] = Σ_row dy[row, o] · x[row, i] */
export function linearGradientWeight(
  gradient: Float64Array,
  x: Float64Array,
  out: Float64Array,
  rows: number,
  nin: number,
  nout: number,
  accumulate: boolean,
): void {
  if (!accumulate) out.fill(0)
  for (let o = 0; o < nout; o++) addProducts(gradient, o, nout, x, out, o * nin, nin, rows)
}

/**
 * out[to + i] += Σ_k factors[from + k · stride] · rows[k, i] for each of `columns` numbers, over `count` rows in order,
 * two of them a turn.
 */
function addProducts(
  factors: Float64Array,
  from: number,
  stride: number,
  rows: Float64Array,
  out: Float64Array,
  to: number,
  columns: number,
  count: number,
): void {
  const fours = columns & ~3
  for (let i = 0; i < fours; i += 4) {
    let [a, b, c, d] = [out[to + i]!, out[to + i + 1]!, out[to + i + 2]!, out[to + i + 3]!]
    let f = from
    let r = i
    const pairs = count & ~1
    for (let k = 0; k < pairs; k += 2) {
      const factor = factors[f]!
      const next = factors[f + stride]!
      const s = r + columns
      a = a + factor * rows[r]! + next * rows[s]!
      b = b + factor * rows[r + 1]! + next * rows[s + 1]!
      c = c + factor * rows[r + 2]! + next * rows[s + 2]!
      d = d + factor * rows[r + 3]! + next * rows[s + 3]!
      f += 2 * stride
      r = s + columns
    }
    if (pairs < count) {
      const factor = factors[f]!
      a += factor * rows[r]!
      b += factor * rows[r + 1]!
      c += factor * rows[r + 2]!
      d += factor * rows[r + 3]!
    }
    out[to + i] = a
    out[to + i + 1] = b
    out[to + i + 2] = c
    out[to + i + 3] = d
  }
  for (let i = fours; i < columns; i++) {
    let sum = out[to + i]!
    for (let k = 0; k < count; k++) sum += factors[from + k * stride]! * rows[k * columns + i]!
    out[to + i] = sum
  }
}
