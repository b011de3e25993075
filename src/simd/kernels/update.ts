import { Call, Step } from './call'
import { madd } from './vector'

/**
 * Added and taken away again, this rounds a moment that has all but faded to a multiple of 2⁻¹⁰³, and leaves others as
 * they are: it would soon be a denormal, or its product with the rate would, and denormals are slow. Rounding to nearest
 * holds it at a few such steps for ever, so they must be large enough for that product.
 */
const tiny: f32 = 1e-24

@inline
function settled(moment: v128): v128 {
  return f32x4.sub(f32x4.add(moment, f32x4.splat(tiny)), f32x4.splat(tiny))
}

/** One Adam update of a matrix, in place: the moments move, then the parameters. */
export function adam(call: Call, step: Step): void {
  const gradient = call.a
  const m = call.b
  const v = call.c
  const parameters = call.out
  const size = call.size
  const beta1 = f32x4.splat(step.beta1)
  const beta2 = f32x4.splat(step.beta2)
  const rest1 = f32x4.splat(step.rest1)
  const rest2 = f32x4.splat(step.rest2)
  const rate = f32x4.splat(step.adamRate)
  const correction2 = f32x4.splat(step.correction2)
  const eps = f32x4.splat(step.eps)
  for (let i: usize = 0; i < size; i += 16) {
    const grad = v128.load(gradient + i)
    const mi = settled(madd(v128.load(m + i), beta1, f32x4.mul(grad, rest1)))
    const vi = settled(madd(v128.load(v + i), beta2, f32x4.mul(f32x4.mul(grad, grad), rest2)))
    v128.store(m + i, mi)
    v128.store(v + i, vi)
    const change = f32x4.div(f32x4.mul(mi, rate), f32x4.add(f32x4.sqrt(f32x4.mul(vi, correction2)), eps))
    v128.store(parameters + i, f32x4.sub(v128.load(parameters + i), change))
  }
}

/** Heavy ball: the gradients add up in m, each step a little less of the old ones. */
export function momentum(call: Call, step: Step): void {
  const size = call.size
  const beta1 = f32x4.splat(step.beta1)
  const rate = f32x4.splat(step.rate)
  for (let i: usize = 0; i < size; i += 16) {
    const mi = settled(madd(v128.load(call.b + i), beta1, v128.load(call.a + i)))
    v128.store(call.b + i, mi)
    v128.store(call.out + i, f32x4.sub(v128.load(call.out + i), f32x4.mul(rate, mi)))
  }
}

/** Plain descent: each parameter against its gradient. */
export function sgd(call: Call, step: Step): void {
  const size = call.size
  const rate = f32x4.splat(step.rate)
  for (let i: usize = 0; i < size; i += 16)
    v128.store(call.out + i, f32x4.sub(v128.load(call.out + i), f32x4.mul(rate, v128.load(call.a + i))))
}
