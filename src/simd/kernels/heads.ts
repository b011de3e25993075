/** The two sums of attention, for one head of one row. The width of a head need not be a multiple of four. */
import { lanes, madd, plus, sums } from './vector'

/** out[j] = a · b[j] · scale (+ addend) for j from 0 to count, then 0 to the end of the last group of four. */
@inline
export function dots(
  count: i32,
  out: usize,
  a: usize,
  b: usize,
  stride: usize,
  width: i32,
  scale: f32,
  addend: usize,
): void {
  const whole = (<usize>(width & ~3)) << 2
  const mask = lanes(width & 3)
  for (let j = 0; j < count; j += 4) {
    const b1 = b + stride
    const b2 = b1 + stride
    const b3 = b2 + stride
    let s0 = f32x4.splat(0)
    let s1 = s0
    let s2 = s0
    let s3 = s0
    for (let i: usize = 0; i < whole; i += 16) {
      const x = v128.load(a + i)
      s0 = madd(x, v128.load(b + i), s0)
      s1 = madd(x, v128.load(b1 + i), s1)
      s2 = madd(x, v128.load(b2 + i), s2)
      s3 = madd(x, v128.load(b3 + i), s3)
    }
    if (width & 3) {
      const x = v128.load(a + whole)
      s0 = f32x4.add(s0, v128.and(f32x4.mul(x, v128.load(b + whole)), mask))
      s1 = f32x4.add(s1, v128.and(f32x4.mul(x, v128.load(b1 + whole)), mask))
      s2 = f32x4.add(s2, v128.and(f32x4.mul(x, v128.load(b2 + whole)), mask))
      s3 = f32x4.add(s3, v128.and(f32x4.mul(x, v128.load(b3 + whole)), mask))
    }
    let result = v128.and(f32x4.mul(sums(s0, s1, s2, s3), f32x4.splat(scale)), lanes(count - j))
    const at = (<usize>j) << 2
    if (addend) result = f32x4.add(result, v128.load(addend + at))
    v128.store(out + at, result)
    b = b3 + stride
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
    v128.store(out + i, plus(f32x4.mul(c0, scales), addend, i))
    v128.store(out + i, plus(f32x4.mul(c1, scales), addend, i + 16), 16)
    v128.store(out + i, plus(f32x4.mul(c2, scales), addend, i + 32), 32)
    v128.store(out + i, plus(f32x4.mul(c3, scales), addend, i + 48), 48)
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
