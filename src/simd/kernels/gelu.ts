import { Call, Step } from './call'
import { exp4, madd, plus } from './vector'

/** √(2 / π) and the weight of the cube, as in the tanh form of GELU: https://arxiv.org/abs/1606.08415 */
const root: f32 = 0.7978845608028654
const cubic: f32 = 0.044715

/**
 * exp(−2z), z being what the tanh is taken of. (1 + tanh z) / 2 is 1 / (1 + exp(−2z)), which loses no figures where the
 * tanh is close to −1.
 */
@inline
function falling(x: v128): v128 {
  const cubed = f32x4.mul(f32x4.mul(x, x), f32x4.mul(x, f32x4.splat(cubic)))
  return exp4(f32x4.mul(f32x4.splat(-2 * root), f32x4.add(x, cubed)))
}

/** out = x / 2 · (1 + tanh(√(2/π) · (x + 0.044715 x³))) */
export function gelu(call: Call, step: Step): void {
  const end = call.outStride * step.rows
  for (let i: usize = call.outStride * step.first; i < end; i += 16) {
    const x = v128.load(call.a + i)
    v128.store(call.out + i, f32x4.div(x, f32x4.add(f32x4.splat(1), falling(x))))
  }
}

/** dx = dy · (s + x · s · (1 − s) · 2 √(2/π) · (1 + 3 · 0.044715 x²)), s being (1 + tanh) / 2. */
export function geluGradient(call: Call, step: Step): void {
  const end = call.outStride * step.rows
  const one = f32x4.splat(1)
  for (let i: usize = 0; i < end; i += 16) {
    const x = v128.load(call.b + i)
    const r = falling(x)
    const s = f32x4.div(one, f32x4.add(one, r))
    const inner = f32x4.mul(f32x4.splat(2 * root), madd(f32x4.splat(3 * cubic), f32x4.mul(x, x), one))
    const slope = madd(f32x4.mul(f32x4.mul(x, s), f32x4.mul(r, s)), inner, s)
    v128.store(call.out + i, plus(f32x4.mul(v128.load(call.a + i), slope), call.addend, i))
  }
}
