import { Call, Step } from './call'
import { plus } from './vector'

/** out = a + b */
export function add(call: Call, step: Step): void {
  const end = call.outStride * step.rows
  for (let i: usize = call.outStride * step.first; i < end; i += 16)
    v128.store(call.out + i, f32x4.add(v128.load(call.a + i), v128.load(call.b + i)))
}

/** out = a, or out += a: how a gradient passes through a sum unchanged. */
export function copy(call: Call, step: Step): void {
  const end = call.outStride * step.rows
  for (let i: usize = 0; i < end; i += 16) v128.store(call.out + i, plus(v128.load(call.a + i), call.addend, i))
}
