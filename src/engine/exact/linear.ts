/** out[row, o] = Σ_i w[o, i] · x[row, i], summed from left to right as Python's sum() does. */
export function linear(
  x: Float64Array,
  w: Float64Array,
  out: Float64Array,
  first: number,
  rows: number,
  nin: number,
  nout: number,
): void {
  for (let row = first; row < rows; row++) {
    const from = row * nin
    for (let o = 0; o < nout; o++) {
      const at = o * nin
      let sum = 0
      for (let i = 0; i < nin; i++) sum += w[at + i]! * x[from + i]!
      out[row * nout + o] = sum
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
  for (let row = 0; row < rows; row++) {
    const to = row * nin
    for (let o = 0; o < nout; o++) {
      const dy = gradient[row * nout + o]!
      const at = o * nin
      for (let i = 0; i < nin; i++) out[to + i] = out[to + i]! + dy * w[at + i]!
    }
  }
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
  for (let row = 0; row < rows; row++) {
    const from = row * nin
    for (let o = 0; o < nout; o++) {
      const dy = gradient[row * nout + o]!
      const at = o * nin
      for (let i = 0; i < nin; i++) out[at + i] = out[at + i]! + dy * x[from + i]!
    }
  }
}
