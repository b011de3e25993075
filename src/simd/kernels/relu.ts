import { Call, Step } from './call'
import { plus } from './vector'

/** max(0, x); NaN stays NaN. */
@inline
function positive(x: usize): v128 {
  return f32x4.pmax(v128.load(x), f32x4.splat(0))
}

/** out = max(0, x) */
export function relu(call: Call, step: Step): void {
  const end = call.outStride * step.rows
  for (let i: usize = call.outStride * step.first; i < end; i += 16) v128.store(call.out + i, positive(call.a + i))
}

/** dx = dy where x > 0, else 0. */
export function reluGradient(call: Call, step: Step): void {
  const end = call.outStride * step.rows
  for (let i: usize = 0; i < end; i += 16) {
    const dx = v128.and(v128.load(call.a + i), f32x4.gt(v128.load(call.b + i), f32x4.splat(0)))
    v128.store(call.out + i, plus(dx, call.addend, i))
  }
}

/** out = max(0, x)² */
export function reluSquared(call: Call, step: Step): void {
  const end = call.outStride * step.rows
  for (let i: usize = call.outStride * step.first; i < end; i += 16) {
    const x = positive(call.a + i)
    v128.store(call.out + i, f32x4.mul(x, x))
  }
}

/** dx = dy · 2 · max(0, x) */
export function reluSquaredGradient(call: Call, step: Step): void {
  const end = call.outStride * step.rows
  for (let i: usize = 0; i < end; i += 16) {
    const x = positive(call.b + i)
    v128.store(call.out + i, plus(f32x4.mul(v128.load(call.a + i), f32x4.add(x, x)), call.addend, i))
  }
}
