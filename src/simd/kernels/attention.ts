/**
 * Attention over the positions so far. In each row, every head has its own stretch of `pitch` bytes with one score a
 * position; what lies behind the row's own position in its last group of four is 0.
 */
import { Call, Step } from './call'
import { dots, weightedSum } from './heads'

/** One past the last row of the document that starts at a row. */
function endOf(step: Step, start: i32): i32 {
  let end = start + 1
  while (end < step.rows && load<u32>(step.positions + (end << 2)) != 0) end++
  return end
}

@inline
function inverseRoot(call: Call): f32 {
  return 1 / sqrt<f32>(<f32>call.root)
}

/** q · k / √head_dim for every head and every position so far. */
export function attentionScores(call: Call, step: Step): void {
  products(call, step, step.first, inverseRoot(call))
}

/** dw[row, j] = dy[row] · v[j] */
export function attentionMixGradientWeights(call: Call, step: Step): void {
  products(call, step, 0, 1)
}

function products(call: Call, step: Step, first: i32, scale: f32): void {
  const n_head = call.n_head
  const head_dim = call.head_dim
  const head = (<usize>head_dim) << 2
  const pitch = call.pitch
  const bStride = call.bStride
  for (let start = 0, end = 0; start < step.rows; start = end) {
    end = endOf(step, start)
    for (let row = max(start, first); row < end; row++) {
      let a = call.a + call.aStride * row
      let b = call.b + bStride * start
      let out = call.out + call.outStride * row
      let addend = call.addend ? call.addend + call.outStride * row : 0
      for (let h = n_head; h > 0; h--) {
        dots(row - start + 1, out, a, b, bStride, head_dim, scale, addend)
        a += head
        b += head
        out += pitch
        if (addend) addend += pitch
      }
    }
  }
}

/** out[row] = Σ_j w[row, j] · v[j], all heads side by side */
export function attentionMix(call: Call, step: Step): void {
  sumsOverPast(call, step, step.first, 1)
}

/** dq[row] = Σ_j ds[row, j] · k[j] / √head_dim */
export function attentionScoresGradientQuery(call: Call, step: Step): void {
  sumsOverPast(call, step, 0, inverseRoot(call))
}

function sumsOverPast(call: Call, step: Step, first: i32, scale: f32): void {
  const n_head = call.n_head
  const head_dim = call.head_dim
  const head = (<usize>head_dim) << 2
  const pitch = call.pitch
  const bStride = call.bStride
  for (let start = 0, end = 0; start < step.rows; start = end) {
    end = endOf(step, start)
    for (let row = max(start, first); row < end; row++) {
      let weights = call.a + call.aStride * row
      let values = call.b + bStride * start
      let out = call.out + call.outStride * row
      let addend = call.addend ? call.addend + call.outStride * row : 0
      for (let h = n_head; h > 0; h--) {
        weightedSum(row - start + 1, out, head_dim, weights, 4, values, bStride, scale, addend)
        weights += pitch
        values += head
        out += head
        if (addend) addend += head
      }
    }
  }
}

/** dk[j] = Σ_row ds[row, j] · q[row] / √head_dim: a key hears from every later position that looked at it. */
export function attentionScoresGradientKey(call: Call, step: Step): void {
  sumsOverFuture(call, step, call.a, call.aStride, call.b, call.bStride, inverseRoot(call))
}

/** dv[j] = Σ_row w[row, j] · dy[row] */
export function attentionMixGradientValues(call: Call, step: Step): void {
  sumsOverFuture(call, step, call.b, call.bStride, call.a, call.aStride, 1)
}

function sumsOverFuture(
  call: Call,
  step: Step,
  weights: usize,
  weightsStride: usize,
  values: usize,
  valuesStride: usize,
  scale: f32,
): void {
  const n_head = call.n_head
  const head_dim = call.head_dim
  const head = (<usize>head_dim) << 2
  const pitch = call.pitch
  for (let start = 0, end = 0; start < step.rows; start = end) {
    end = endOf(step, start)
    for (let row = start; row < end; row++) {
      let w = weights + weightsStride * row + ((<usize>(row - start)) << 2)
      let v = values + valuesStride * row
      let out = call.out + call.outStride * row
      let addend = call.addend ? call.addend + call.outStride * row : 0
      for (let h = n_head; h > 0; h--) {
        weightedSum(end - row, out, head_dim, w, weightsStride, v, valuesStride, scale, addend)
        w += pitch
        v += head
        out += head
        if (addend) addend += head
      }
    }
  }
}

/** The numbers of the heads that are on, and 0 for those that are switched off: its own gradient too. */
export function keepHeads(call: Call, step: Step): void {
  const head_dim = call.head_dim
  for (let row = step.first; row < step.rows; row++) {
    const at = call.outStride * row
    for (let h = 0, i: usize = 0; h < call.n_head; h++) {
      const isKept = (call.kept >> h) & 1
      for (let d = 0; d < head_dim; d++, i += 4) {
        const number: f32 = isKept ? load<f32>(call.a + call.aStride * row + i) : 0
        store<f32>(call.out + at + i, call.addend ? load<f32>(call.addend + at + i) + number : number)
      }
    }
  }
}
