/**
 * Matrix times vector and its two gradients. Eight sums run side by side, four numbers of two rows, which keeps a processor
 * busy that would wait for each addition; every single one is still summed in the order in which Python takes it. A row
 * left over is its own neighbour: computed twice, which is quicker than once by itself.
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
  for (let row = first; row < rows; row += 2) {
    const next = Math.min(row + 1, rows - 1)
    for (let o = 0; o < fours; o += 4) {
      let a = 0
      let b = 0
      let c = 0
      let d = 0
      let e = 0
      let f = 0
      let g = 0
      let h = 0
      let at = o * nin
      let from0 = row * nin
      let from1 = next * nin
      for (let i = 0; i < nin; i++) {
        const x0 = x[from0]!
        const x1 = x[from1]!
        const w0 = w[at]!
        a += w0 * x0
        e += w0 * x1
        const w1 = w[at + nin]!
        b += w1 * x0
        f += w1 * x1
        const w2 = w[at + 2 * nin]!
        c += w2 * x0
        g += w2 * x1
        const w3 = w[at + 3 * nin]!
        d += w3 * x0
        h += w3 * x1
        at++
        from0++
        from1++
      }
      const to0 = row * nout + o
      const to1 = next * nout + o
      out[to0] = a
      out[to0 + 1] = b
      out[to0 + 2] = c
      out[to0 + 3] = d
      out[to1] = e
      out[to1 + 1] = f
      out[to1 + 2] = g
      out[to1 + 3] = h
    }
  }
  for (let row = first; row < rows; row++)
    for (let o = fours; o < nout; o++) {
      let sum = 0
      for (let i = 0; i < nin; i++) sum += w[o * nin + i]! * x[row * nin + i]!
      out[row * nout + o] = sum
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
  addProducts(gradient, nout, 1, w, out, rows, nin, nout)
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
  addProducts(gradient, 1, nout, x, out, nout, nin, rows)
}

/** out[line, i] += Σ_k factors[line · apart + k · stride] · rows[k, i] over `count` rows in order. */
function addProducts(
  factors: Float64Array,
  apart: number,
  stride: number,
  rows: Float64Array,
  out: Float64Array,
  lines: number,
  columns: number,
  count: number,
): void {
  const fours = columns & ~3
  for (let line = 0; line < lines; line += 2) {
    const next = Math.min(line + 1, lines - 1)
    for (let i = 0; i < fours; i += 4) {
      const to0 = line * columns + i
      const to1 = next * columns + i
      let a = out[to0]!
      let b = out[to0 + 1]!
      let c = out[to0 + 2]!
      let d = out[to0 + 3]!
      let e = out[to1]!
      let f = out[to1 + 1]!
      let g = out[to1 + 2]!
      let h = out[to1 + 3]!
      let from0 = line * apart
      let from1 = next * apart
      let at = i
      for (let k = 0; k < count; k++) {
        const factor0 = factors[from0]!
        const factor1 = factors[from1]!
        const r0 = rows[at]!
        a += factor0 * r0
        e += factor1 * r0
        const r1 = rows[at + 1]!
        b += factor0 * r1
        f += factor1 * r1
        const r2 = rows[at + 2]!
        c += factor0 * r2
        g += factor1 * r2
        const r3 = rows[at + 3]!
        d += factor0 * r3
        h += factor1 * r3
        from0 += stride
        from1 += stride
        at += columns
      }
      out[to0] = a
      out[to0 + 1] = b
      out[to0 + 2] = c
      out[to0 + 3] = d
      out[to1] = e
      out[to1 + 1] = f
      out[to1 + 2] = g
      out[to1 + 3] = h
    }
  }
  for (let line = 0; line < lines; line++)
    for (let i = fours; i < columns; i++) {
      let sum = out[line * columns + i]!
      for (let k = 0; k < count; k++) sum += factors[line * apart + k * stride]! * rows[k * columns + i]!
      out[line * columns + i] = sum
    }
}
