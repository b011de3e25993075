import { Call, Step } from './call'
import { plus } from './vector'

/** out[row] = table[index[row]] (+ addend): one row of the table a position. */
export function embed(call: Call, step: Step): void {
  const stride = call.aStride
  const addend = call.addend
  for (let row = step.first; row < step.rows; row++) {
    const from = call.a + stride * load<u32>(call.index + (row << 2))
    const at = call.outStride * row
    for (let i: usize = 0; i < stride; i += 16)
      v128.store(call.out + at + i, plus(v128.load(from + i), addend, at + i))
  }
}

/** Each row of the table gets the sum over the positions that looked it up. */
export function embedGradient(call: Call, step: Step): void {
  const stride = call.outStride
  if (!call.addend) memory.fill(call.out, 0, call.size)
  for (let row = 0; row < step.rows; row++) {
    const from = call.a + call.aStride * row
    const to = call.out + stride * load<u32>(call.index + (row << 2))
    for (let i: usize = 0; i < stride; i += 16) v128.store(to + i, plus(v128.load(from + i), to, i))
  }
}
