import { Call, Step } from './call'
import { exp4, lanes, madd, max4, plus, sum4 } from './vector'

/** probs: exp(logit − largest) over the sum of those, row by row. */
export function softmax(call: Call, step: Step): void {
  for (let row = step.first; row < step.rows; row++)
    normalise(call.a + call.aStride * row, call.out + call.outStride * row, call.columns)
}

/** attn_weights: the same for each head and row, over the positions so far. */
export function attentionSoftmax(call: Call, step: Step): void {
  for (let row = step.first; row < step.rows; row++) {
    const count = load<u32>(step.positions + (row << 2)) + 1
    let at = call.outStride * row
    for (let h = call.n_head; h > 0; h--) {
      normalise(call.a + at, call.out + at, count)
      at += call.pitch
    }
  }
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
  for (let row = 0; row < step.rows; row++) {
    // The numbers behind the last position are 0 on both sides, so whole groups of four may be taken.
    const end = (<usize>((load<u32>(step.positions + (row << 2)) + 4) & ~3)) << 2
    let at = call.outStride * row
    for (let h = call.n_head; h > 0; h--) {
      const gradient = call.a + at
      const weights = call.b + at
      let sum = f32x4.splat(0)
      for (let i: usize = 0; i < end; i += 16) sum = madd(v128.load(gradient + i), v128.load(weights + i), sum)
      const dot = f32x4.splat(sum4(sum))
      for (let i: usize = 0; i < end; i += 16) {
        const ds = f32x4.mul(v128.load(weights + i), f32x4.sub(v128.load(gradient + i), dot))
        v128.store(call.out + at + i, plus(ds, call.addend, at + i))
      }
      at += call.pitch
    }
  }
}
