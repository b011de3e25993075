import { Call, Step } from './call'
import { exp4, lanes, madd, max4, plus, sum4 } from './vector'

/** probs: exp(logit − largest) over the sum of those, row by row. */
export function softmax(call: Call, step: Step): void {
  for (let row = step.first; row < step.rows; row++)
    normalise(call.a + call.aStride * row, call.out + call.outStride * row, call.columns)
}

/** attn_weights: the same for each head and row, over the positions so far. */
export function attentionSoftmax(call: Call, step: Step): void {
  const pitch = call.pitch
  for (let row = step.first; row < step.rows; row++) {
    const count = load<u32>(step.positions + (row << 2)) + 1
    for (let at = call.outStride * row, end = at + pitch; at < end; at += 16)
      normaliseFour(call.a + at, call.out + at, pitch, pitch * count)
  }
}

/** Probabilities of four heads at once, `end` bytes of positions `pitch` bytes apart. */
@inline
function normaliseFour(x: usize, out: usize, pitch: usize, end: usize): void {
  let largest = v128.load(x)
  for (let i: usize = pitch; i < end; i += pitch) largest = f32x4.pmax(largest, v128.load(x + i))
  let total = f32x4.splat(0)
  for (let i: usize = 0; i < end; i += pitch) {
    const e = exp4(f32x4.sub(v128.load(x + i), largest))
    v128.store(out + i, e)
    total = f32x4.add(total, e)
  }
  const inverse = f32x4.div(f32x4.splat(1), total)
  for (let i: usize = 0; i < end; i += pitch) v128.store(out + i, f32x4.mul(v128.load(out + i), inverse))
}

/** Probabilities of `count` numbers; 0 behind them to the end of the last group of four. */
@inline
function normalise(x: usize, out: usize, count: i32): void {
  const last = (<usize>((count - 1) & ~3)) << 2
  const mask = lanes(((count - 1) & 3) + 1)
  const tail = v128.bitselect(v128.load(x + last), f32x4.splat(-f32.MAX_VALUE), mask)
  let most = tail
  for (let i: usize = 0; i < last; i += 16) most = f32x4.pmax(most, v128.load(x + i))
  const largest = f32x4.splat(max4(most))
  const tailExp = v128.and(exp4(f32x4.sub(tail, largest)), mask)
  let total = tailExp
  for (let i: usize = 0; i < last; i += 16) {
    const e = exp4(f32x4.sub(v128.load(x + i), largest))
    v128.store(out + i, e)
    total = f32x4.add(total, e)
  }
  const inverse = f32x4.splat(1 / sum4(total))
  for (let i: usize = 0; i < last; i += 16) v128.store(out + i, f32x4.mul(v128.load(out + i), inverse))
  v128.store(out + last, f32x4.mul(tailExp, inverse))
}

/** ds = w · (dw − Σ dw · w): what one weight gains, the others lose. */
export function attentionSoftmaxGradient(call: Call, step: Step): void {
  const gradient = call.a
  const weights = call.b
  const out = call.out
  const addend = call.addend
  const pitch = call.pitch
  for (let row = 0; row < step.rows; row++) {
    const length = pitch * (load<u32>(step.positions + (row << 2)) + 1)
    for (let at = call.outStride * row, last = at + pitch; at < last; at += 16) {
      const end = at + length
      let dot = f32x4.splat(0)
      for (let i = at; i < end; i += pitch) dot = madd(v128.load(gradient + i), v128.load(weights + i), dot)
      for (let i = at; i < end; i += pitch) {
        const ds = f32x4.mul(v128.load(weights + i), f32x4.sub(v128.load(gradient + i), dot))
        v128.store(out + i, plus(ds, addend, i))
      }
    }
  }
}
