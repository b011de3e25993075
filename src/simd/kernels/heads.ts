/**
 * The two sums of attention, for one row. A score lies beside those of the other heads for the same position, `pitch`
 * bytes before those for the next one. Heads of four numbers are taken four at a time; others one by one, and their width
 * need not be a multiple of four.
 */
import { lanes, madd, plus, sum4, sums } from './vector'

/** out[j] = a · b[j] · scale (+ addend) for one head and j from 0 to count. */
@inline
export function dots(
  count: i32,
  out: usize,
  pitch: usize,
  a: usize,
  b: usize,
  stride: usize,
  width: i32,
  scale: f32,
  addend: usize,
): void {
  const end = (<usize>width) << 2
  const whole = end & ~15
  const mask = lanes(width & 3)
  for (let j = count; j > 0; j--) {
    let s0 = f32x4.splat(0)
    let s1 = s0
    let i: usize = 0
    for (; i + 32 <= end; i += 32) {
      s0 = madd(v128.load(a + i), v128.load(b + i), s0)
      s1 = madd(v128.load(a + i, 16), v128.load(b + i, 16), s1)
    }
    if (i < whole) s0 = madd(v128.load(a + i), v128.load(b + i), s0)
    if (whole < end) s1 = f32x4.add(s1, v128.and(f32x4.mul(v128.load(a + whole), v128.load(b + whole)), mask))
    const dot = sum4(f32x4.add(s0, s1)) * scale
    store<f32>(out, addend ? dot + load<f32>(addend) : dot)
    b += stride
    out += pitch
    if (addend) addend += pitch
  }
}

/** The same for four heads side by side, of whole vectors: `head` bytes each. */
@inline
export function dotsOfFour(
  count: i32,
  out: usize,
  pitch: usize,
  a: usize,
  b: usize,
  stride: usize,
  head: usize,
  scale: f32,
  addend: usize,
): void {
  const scales = f32x4.splat(scale)
  const a1 = a + head
  const a2 = a1 + head
  const a3 = a2 + head
  for (let j = count; j > 0; j--) {
    const b1 = b + head
    const b2 = b1 + head
    const b3 = b2 + head
    let s0 = f32x4.mul(v128.load(a), v128.load(b))
    let s1 = f32x4.mul(v128.load(a1), v128.load(b1))
    let s2 = f32x4.mul(v128.load(a2), v128.load(b2))
    let s3 = f32x4.mul(v128.load(a3), v128.load(b3))
    for (let i: usize = 16; i < head; i += 16) {
      s0 = madd(v128.load(a + i), v128.load(b + i), s0)
      s1 = madd(v128.load(a1 + i), v128.load(b1 + i), s1)
      s2 = madd(v128.load(a2 + i), v128.load(b2 + i), s2)
      s3 = madd(v128.load(a3 + i), v128.load(b3 + i), s3)
    }
    v128.store(out, plus(f32x4.mul(sums(s0, s1, s2, s3), scales), addend, 0))
    b += stride
    out += pitch
    if (addend) addend += pitch
  }
}

/** out[i] = Σ w[j] · v[j, i] · scale (+ addend) over count rows of v, for i below width; nothing else is written. */
@inline
export function weightedSum(
  count: i32,
  out: usize,
  width: i32,
  w: usize,
  wStride: usize,
  v: usize,
  vStride: usize,
  scale: f32,
  addend: usize,
): void {
  const scales = f32x4.splat(scale)
  const end = (<usize>width) << 2
  let i: usize = 0
  for (; i + 64 <= end; i += 64) {
    let c0 = f32x4.splat(0)
    let c1 = c0
    let c2 = c0
    let c3 = c0
    let pw = w
    let pv = v + i
    for (let j = count; j > 0; j--) {
      const s = v128.load32_splat(pw)
      c0 = madd(s, v128.load(pv), c0)
      c1 = madd(s, v128.load(pv, 16), c1)
      c2 = madd(s, v128.load(pv, 32), c2)
      c3 = madd(s, v128.load(pv, 48), c3)
      pw += wStride
      pv += vStride
    }
    store16(out + i, c0, c1, c2, c3, scales, addend ? addend + i : 0)
  }
  for (; i < end; i += 16) {
    let c = f32x4.splat(0)
    let pw = w
    let pv = v + i
    for (let j = count; j > 0; j--) {
      c = madd(v128.load32_splat(pw), v128.load(pv), c)
      pw += wStride
      pv += vStride
    }
    c = plus(f32x4.mul(c, scales), addend, i)
    if (i + 16 > end) c = v128.bitselect(c, v128.load(out + i), lanes(<i32>((end - i) >> 2)))
    v128.store(out + i, c)
  }
}

/** The same for four heads of four numbers. */
@inline
export function weightedSumOfFour(
  count: i32,
  out: usize,
  w: usize,
  wStride: usize,
  v: usize,
  vStride: usize,
  scale: f32,
  addend: usize,
): void {
  let c0 = f32x4.splat(0)
  let c1 = c0
  let c2 = c0
  let c3 = c0
  for (let j = count; j > 0; j--) {
    c0 = madd(v128.load32_splat(w), v128.load(v), c0)
    c1 = madd(v128.load32_splat(w, 4), v128.load(v, 16), c1)
    c2 = madd(v128.load32_splat(w, 8), v128.load(v, 32), c2)
    c3 = madd(v128.load32_splat(w, 12), v128.load(v, 48), c3)
    w += wStride
    v += vStride
  }
  store16(out, c0, c1, c2, c3, f32x4.splat(scale), addend)
}

@inline
function store16(out: usize, c0: v128, c1: v128, c2: v128, c3: v128, scales: v128, addend: usize): void {
  v128.store(out, plus(f32x4.mul(c0, scales), addend, 0))
  v128.store(out, plus(f32x4.mul(c1, scales), addend, 16), 16)
  v128.store(out, plus(f32x4.mul(c2, scales), addend, 32), 32)
  v128.store(out, plus(f32x4.mul(c3, scales), addend, 48), 48)
}
