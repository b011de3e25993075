/** What the kernels share: sums, largest numbers, masks and exp of four float32 at a time. */

/** a · b + c */
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  return f32x4.add(f32x4.mul(a, b), c)
}

/** The result, plus what lies at `addend + i` unless addend is 0. */
@inline
export function plus(result: v128, addend: usize, i: usize): v128 {
  return addend ? f32x4.add(result, v128.load(addend + i)) : result
}

/** Sum of the four lanes. */
@inline
export function sum4(a: v128): f32 {
  const b = f32x4.add(a, v128.shuffle<f32>(a, a, 2, 3, 0, 1))
  return f32x4.extract_lane(f32x4.add(b, v128.shuffle<f32>(b, b, 1, 0, 3, 2)), 0)
}

/** Largest of the four lanes. */
@inline
export function max4(a: v128): f32 {
  const b = f32x4.pmax(a, v128.shuffle<f32>(a, a, 2, 3, 0, 1))
  return f32x4.extract_lane(f32x4.pmax(b, v128.shuffle<f32>(b, b, 1, 0, 3, 2)), 0)
}

/** Four sums at once: lane i of the result is the sum of the lanes of the i-th argument. */
@inline
export function sums(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7))
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 1, 5), v128.shuffle<f32>(c, d, 2, 6, 3, 7))
  return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), v128.shuffle<f32>(ab, cd, 2, 3, 6, 7))
}

/** All ones in the first `count` lanes; count may be less than 0 or more than 4. */
@inline
export function lanes(count: i32): v128 {
  return i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(count))
}

/**
 * exp of four numbers to 2 units in the last place, for x from −80 to 80; beyond that it stays where it is, which keeps
 * the results away from denormals, slow as those are. NaN stays NaN.
 */
@inline
export function exp4(a: v128): v128 {
  // Adding 1.5 · 2²³ rounds to a whole number, which then stands in the low bits.
  const magic = f32x4.splat(12582912)
  const x = f32x4.pmin(f32x4.pmax(a, f32x4.splat(-80)), f32x4.splat(80))
  const z = madd(x, f32x4.splat(1.44269504), magic)
  const k = f32x4.sub(z, magic)
  // r = x − k · ln 2, with ln 2 in two parts so that the product is exact.
  let r = madd(k, f32x4.splat(-0.693359375), x)
  r = madd(k, f32x4.splat(2.1219444e-4), r)
  // exp(r) by the polynomial of Cephes: https://www.netlib.org/cephes/
  let p = f32x4.splat(1.98756915e-4)
  p = madd(p, r, f32x4.splat(1.39819995e-3))
  p = madd(p, r, f32x4.splat(8.33345191e-3))
  p = madd(p, r, f32x4.splat(4.16657959e-2))
  p = madd(p, r, f32x4.splat(1.66666655e-1))
  p = madd(p, r, f32x4.splat(5.00000012e-1))
  p = madd(f32x4.mul(p, r), r, f32x4.add(r, f32x4.splat(1)))
  return i32x4.add(p, i32x4.shl(z, 23))
}
