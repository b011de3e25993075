import { Call, Step } from './call'
import { madd, plus, sum4 } from './vector'

/** Σ a · b over one row. */
@inline
function dot(a: usize, b: usize, stride: usize): f32 {
  let s0 = f32x4.splat(0)
  let s1 = s0
  for (let i: usize = 0; i < stride; i += 32) {
    s0 = madd(v128.load(a + i), v128.load(b + i), s0)
    s1 = madd(v128.load(a + i, 16), v128.load(b + i, 16), s1)
  }
  return sum4(f32x4.add(s0, s1))
}

@inline
function scaleOf(x: usize, stride: usize, columns: i32): f32 {
  return 1 / sqrt<f32>(dot(x, x, stride) / <f32>columns + 1e-5)
}

/** Each row times (mean(x²) + 1e-5) ** −0.5. */
export function rmsnorm(call: Call, step: Step): void {
  const stride = call.outStride
  for (let row = step.first; row < step.rows; row++) {
    const x = call.a + stride * row
    const out = call.out + stride * row
    const scale = f32x4.splat(scaleOf(x, stride, call.columns))
    for (let i: usize = 0; i < stride; i += 16) v128.store(out + i, f32x4.mul(v128.load(x + i), scale))
  }
}

/** dx = scale · dy − x · scale³ · mean(dy · x): the second part because the scale depends on every x of the row. */
export function rmsnormGradient(call: Call, step: Step): void {
  const stride = call.outStride
  const inverse: f32 = 1 / <f32>call.columns
  for (let row = 0; row < step.rows; row++) {
    const at = stride * row
    const dy = call.a + at
    const x = call.b + at
    const scale = scaleOf(x, stride, call.columns)
    const pull = scale * scale * scale * dot(dy, x, stride) * inverse
    const scales = f32x4.splat(scale)
    const pulls = f32x4.splat(pull)
    for (let i: usize = 0; i < stride; i += 16) {
      const dx = f32x4.sub(f32x4.mul(scales, v128.load(dy + i)), f32x4.mul(v128.load(x + i), pulls))
      v128.store(call.out + at + i, plus(dx, call.addend, at + i))
    }
  }
}
