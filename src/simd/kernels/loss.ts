import { Call, Step } from './call'
import { lanes, max4, plus } from './vector'

/**
 * losses: (largest logit − logit of the target) − log of the largest probability, which is −log of the target's, without
 * the loss of figures that a small probability would bring.
 */
export function crossEntropy(call: Call, step: Step): void {
  for (let row = step.first; row < step.rows; row++) {
    const logits = call.a + call.aStride * row
    const target = load<f32>(logits + (load<u32>(step.targets + (row << 2)) << 2))
    const probs = call.b + call.bStride * row
    const loss = <f64>largest(logits, call.inner) - <f64>target - log(<f64>largest(probs, call.inner))
    store<f32>(call.out + call.outStride * row, <f32>loss)
  }
}

@inline
function largest(x: usize, count: i32): f32 {
  const last = (<usize>((count - 1) & ~3)) << 2
  let most = v128.bitselect(v128.load(x + last), f32x4.splat(-f32.MAX_VALUE), lanes(((count - 1) & 3) + 1))
  for (let i: usize = 0; i < last; i += 16) most = f32x4.pmax(most, v128.load(x + i))
  return max4(most)
}

/**
 * log x for a positive, normal x: with x = 2ᵏ · m and s = (m − 1) / (m + 1), log m = 2 (s + s³/3 + s⁵/5 + …). Off by less
 * than 1e-11, since m is from √½ to √2.
 */
function log(x: f64): f64 {
  const bits = reinterpret<i64>(x) - 0x3fe6a09e667f3bcd
  const m = reinterpret<f64>((bits & 0x000fffffffffffff) + 0x3fe6a09e667f3bcd)
  const s = (m - 1) / (m + 1)
  const t = s * s
  const series = 1 + t * (1.0 / 3 + t * (1.0 / 5 + t * (1.0 / 7 + t * (1.0 / 9 + t * (1.0 / 11 + t * (1.0 / 13))))))
  return <f64>(bits >> 52) * 0.6931471805599453 + 2 * s * series
}

/** dlogits = (probs − one_hot(target)) · share of the row: −log, softmax and mean walked back at once. */
export function crossEntropyGradient(call: Call, step: Step): void {
  for (let row = 0; row < step.rows; row++) {
    const at = call.outStride * row
    const probs = call.a + at
    const out = call.out + at
    const goal = (<usize>load<u32>(step.targets + (row << 2))) << 2
    const weight = load<f32>(step.weights + (row << 2))
    const before = call.addend ? load<f32>(call.addend + at + goal) : 0
    const weights = f32x4.splat(weight)
    for (let i: usize = 0; i < call.outStride; i += 16)
      v128.store(out + i, plus(f32x4.mul(v128.load(probs + i), weights), call.addend, at + i))
    store<f32>(out + goal, before + (load<f32>(probs + goal) - 1) * weight)
  }
}

/** out[0] = the mean loss of each document, averaged over the documents. */
export function mean(call: Call, step: Step): void {
  let total: f64 = 0
  let sum: f64 = 0
  for (let row = 0; row < step.rows; row++) {
    sum += <f64>load<f32>(call.a + call.aStride * row)
    const position = step.positions + (row << 2)
    if (row + 1 == step.rows || load<u32>(position, 4) == 0) {
      total += sum / <f64>(load<u32>(position) + 1)
      sum = 0
    }
  }
  store<f32>(call.out, <f32>(total / <f64>step.documents))
}
