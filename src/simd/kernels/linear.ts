import { Call, Step } from './call'
import { gather, pack, panel } from './panel'
import { madd } from './vector'

/** out[row, o] = Σ_i w[o, i] · x[row, i] */
export function linear(call: Call, step: Step): void {
  const n = step.rows - step.first
  const inner = call.inner
  const xStride = call.aStride
  const wStride = call.bStride
  const outStride = call.outStride
  const scratch = step.scratch
  const skipped = outStride * step.first
  const x = call.a + xStride * step.first
  let w = call.b
  let out = call.out + skipped
  let addend = call.addend ? call.addend + skipped : 0
  for (let o = call.columns; o > 0; o -= 8) {
    pack(scratch, w, wStride, inner)
    panel(n, out, outStride, x, xStride, scratch, 32, inner, addend)
    w += wStride << 3
    out += 32
    if (addend) addend += 32
  }
}

/** dx[row, i] = Σ_o dy[row, o] · w[o, i] */
export function linearGradientInput(call: Call, step: Step): void {
  const n = step.rows
  const inner = call.inner
  const dy = call.a
  const dyStride = call.aStride
  const wStride = call.bStride
  const outStride = call.outStride
  const scratch = step.scratch
  // Many rows: eight columns of w are gathered once, so that they stay in the first cache.
  const gathers = n >= 24 && call.columns > 16
  let w = call.b
  let out = call.out
  let addend = call.addend
  for (let i = call.columns; i > 0; i -= 8) {
    if (gathers) gather(scratch, w, wStride, inner)
    panel(n, out, outStride, dy, dyStride, gathers ? scratch : w, gathers ? 32 : wStride, inner, addend)
    w += 32
    out += 32
    if (addend) addend += 32
  }
}

/** Rows at a time, so that both operands of a tile stay in the cache. */
const chunk = 64

/** dw[o, i] = Σ_row dy[row, o] · x[row, i], by tiles of 4 × 8 that stay in registers over the rows. */
export function linearGradientWeight(call: Call, step: Step): void {
  const dyStride = call.aStride
  const xStride = call.bStride
  const wStride = call.outStride
  const inner = call.inner
  let dy = call.a
  let x = call.b
  let adds = call.addend != 0
  for (let rows = step.rows; rows > 0; rows -= chunk) {
    let w = call.out
    for (let o = 0; o < inner; o += 4) {
      for (let i: usize = 0; i < wStride; i += 32)
        tile(min(rows, chunk), w + i, wStride, dy + ((<usize>o) << 2), dyStride, x + i, xStride, adds)
      w += wStride << 2
    }
    dy += dyStride * chunk
    x += xStride * chunk
    adds = true
  }
}

@inline
function tile(
  n: i32,
  w0: usize,
  wStride: usize,
  dy: usize,
  dyStride: usize,
  x: usize,
  xStride: usize,
  adds: bool,
): void {
  const w1 = w0 + wStride
  const w2 = w1 + wStride
  const w3 = w2 + wStride
  let c00 = f32x4.splat(0)
  let c01 = c00
  let c10 = c00
  let c11 = c00
  let c20 = c00
  let c21 = c00
  let c30 = c00
  let c31 = c00
  if (adds) {
    c00 = v128.load(w0)
    c01 = v128.load(w0, 16)
    c10 = v128.load(w1)
    c11 = v128.load(w1, 16)
    c20 = v128.load(w2)
    c21 = v128.load(w2, 16)
    c30 = v128.load(w3)
    c31 = v128.load(w3, 16)
  }
  for (let row = n; row > 0; row--) {
    const x0 = v128.load(x)
    const x1 = v128.load(x, 16)
    let s = v128.load32_splat(dy)
    c00 = madd(s, x0, c00)
    c01 = madd(s, x1, c01)
    s = v128.load32_splat(dy, 4)
    c10 = madd(s, x0, c10)
    c11 = madd(s, x1, c11)
    s = v128.load32_splat(dy, 8)
    c20 = madd(s, x0, c20)
    c21 = madd(s, x1, c21)
    s = v128.load32_splat(dy, 12)
    c30 = madd(s, x0, c30)
    c31 = madd(s, x1, c31)
    dy += dyStride
    x += xStride
  }
  v128.store(w0, c00)
  v128.store(w0, c01, 16)
  v128.store(w1, c10)
  v128.store(w1, c11, 16)
  v128.store(w2, c20)
  v128.store(w2, c21, 16)
  v128.store(w3, c30)
  v128.store(w3, c31, 16)
}
