import { madd } from './vector'

/**
 * out[n, 8] = x[n, k] · a[k, 8] (+ addend), by tiles of 4 rows × 8 columns: 8 sums, 2 numbers of a and one of x fit the
 * sixteen registers. Up to three rows behind the last are written too; nobody reads them.
 */
export function panel(
  n: i32,
  out: usize,
  outStride: usize,
  x: usize,
  xStride: usize,
  a: usize,
  aStride: usize,
  k: i32,
  addend: usize,
): void {
  let row = 0
  for (; row + 3 < n; row += 4) {
    let c00 = f32x4.splat(0)
    let c01 = c00
    let c10 = c00
    let c11 = c00
    let c20 = c00
    let c21 = c00
    let c30 = c00
    let c31 = c00
    let x0 = x
    let x1 = x0 + xStride
    let x2 = x1 + xStride
    let x3 = x2 + xStride
    let from = a
    for (let i = k; i > 0; i--) {
      const a0 = v128.load(from)
      const a1 = v128.load(from, 16)
      let s = v128.load32_splat(x0)
      c00 = madd(s, a0, c00)
      c01 = madd(s, a1, c01)
      s = v128.load32_splat(x1)
      c10 = madd(s, a0, c10)
      c11 = madd(s, a1, c11)
      s = v128.load32_splat(x2)
      c20 = madd(s, a0, c20)
      c21 = madd(s, a1, c21)
      s = v128.load32_splat(x3)
      c30 = madd(s, a0, c30)
      c31 = madd(s, a1, c31)
      x0 += 4
      x1 += 4
      x2 += 4
      x3 += 4
      from += aStride
    }
    store8(out, c00, c01, addend)
    store8(out + outStride, c10, c11, addend ? addend + outStride : 0)
    store8(out + 2 * outStride, c20, c21, addend ? addend + 2 * outStride : 0)
    store8(out + 3 * outStride, c30, c31, addend ? addend + 3 * outStride : 0)
    out += outStride << 2
    if (addend) addend += outStride << 2
    x += xStride << 2
  }
  if (row + 2 < n) {
    let c00 = f32x4.splat(0)
    let c01 = c00
    let c10 = c00
    let c11 = c00
    let c20 = c00
    let c21 = c00
    let x0 = x
    let x1 = x0 + xStride
    let x2 = x1 + xStride
    let from = a
    for (let i = k; i > 0; i--) {
      const a0 = v128.load(from)
      const a1 = v128.load(from, 16)
      let s = v128.load32_splat(x0)
      c00 = madd(s, a0, c00)
      c01 = madd(s, a1, c01)
      s = v128.load32_splat(x1)
      c10 = madd(s, a0, c10)
      c11 = madd(s, a1, c11)
      s = v128.load32_splat(x2)
      c20 = madd(s, a0, c20)
      c21 = madd(s, a1, c21)
      x0 += 4
      x1 += 4
      x2 += 4
      from += aStride
    }
    store8(out, c00, c01, addend)
    store8(out + outStride, c10, c11, addend ? addend + outStride : 0)
    store8(out + 2 * outStride, c20, c21, addend ? addend + 2 * outStride : 0)
    return
  }
  if (row < n) {
    let c00 = f32x4.splat(0)
    let c01 = c00
    let c10 = c00
    let c11 = c00
    let x0 = x
    let x1 = x0 + xStride
    let from = a
    for (let i = k; i > 0; i--) {
      const a0 = v128.load(from)
      const a1 = v128.load(from, 16)
      let s = v128.load32_splat(x0)
      c00 = madd(s, a0, c00)
      c01 = madd(s, a1, c01)
      s = v128.load32_splat(x1)
      c10 = madd(s, a0, c10)
      c11 = madd(s, a1, c11)
      x0 += 4
      x1 += 4
      from += aStride
    }
    store8(out, c00, c01, addend)
    store8(out + outStride, c10, c11, addend ? addend + outStride : 0)
  }
}

@inline
function store8(out: usize, c0: v128, c1: v128, addend: usize): void {
  if (addend) {
    c0 = f32x4.add(c0, v128.load(addend))
    c1 = f32x4.add(c1, v128.load(addend, 16))
  }
  v128.store(out, c0)
  v128.store(out, c1, 16)
}

/** Eight rows of a matrix, k numbers each, turned into k rows of eight. */
export function pack(out: usize, from: usize, stride: usize, k: i32): void {
  for (let half: usize = 0; half < 2; half++) {
    let to = out + (half << 4)
    let a = from + stride * (half << 2)
    let b = a + stride
    let c = b + stride
    let d = c + stride
    for (let i = 0; i < k; i += 4) {
      const va = v128.load(a)
      const vb = v128.load(b)
      const vc = v128.load(c)
      const vd = v128.load(d)
      const ab0 = v128.shuffle<f32>(va, vb, 0, 4, 1, 5)
      const ab1 = v128.shuffle<f32>(va, vb, 2, 6, 3, 7)
      const cd0 = v128.shuffle<f32>(vc, vd, 0, 4, 1, 5)
      const cd1 = v128.shuffle<f32>(vc, vd, 2, 6, 3, 7)
      v128.store(to, v128.shuffle<f32>(ab0, cd0, 0, 1, 4, 5))
      v128.store(to, v128.shuffle<f32>(ab0, cd0, 2, 3, 6, 7), 32)
      v128.store(to, v128.shuffle<f32>(ab1, cd1, 0, 1, 4, 5), 64)
      v128.store(to, v128.shuffle<f32>(ab1, cd1, 2, 3, 6, 7), 96)
      to += 128
      a += 16
      b += 16
      c += 16
      d += 16
    }
  }
}

/** Eight columns of a matrix, k rows, one behind the other. */
export function gather(out: usize, from: usize, stride: usize, k: i32): void {
  for (let i = k; i > 0; i--) {
    v128.store(out, v128.load(from))
    v128.store(out, v128.load(from, 16), 16)
    out += 32
    from += stride
  }
}
