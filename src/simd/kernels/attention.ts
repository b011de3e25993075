/** Attention over the positions so far. */
import { Call, Step } from './call'
import { dots, dotsOfFour, weightedSum, weightedSumOfFour } from './heads'

@inline
function inverseRoot(call: Call): f32 {
  return 1 / sqrt<f32>(<f32>call.root)
}

/** How many heads are taken four at a time: their vectors are whole, and fill whole groups. */
@inline
function headsByFour(call: Call): i32 {
  return call.head_dim == 4 ? call.n_head & ~3 : 0
}

@inline
function positionOf(step: Step, row: i32): i32 {
  return load<u32>(step.positions + (row << 2))
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
  const fours = (head_dim & 3) == 0 ? n_head & ~3 : 0
  const pitch = call.pitch
  const bStride = call.bStride
  for (let row = first; row < step.rows; row++) {
    const position = positionOf(step, row)
    let a = call.a + call.aStride * row
    let b = call.b + bStride * (row - position)
    let out = call.out + call.outStride * row
    let addend = call.addend ? call.addend + call.outStride * row : 0
    let h = 0
    for (; h < fours; h += 4) {
      dotsOfFour(position + 1, out, pitch, a, b, bStride, head, scale, addend)
      a += head << 2
      b += head << 2
      out += 16
      if (addend) addend += 16
    }
    for (; h < n_head; h++) {
      dots(position + 1, out, pitch, a, b, bStride, head_dim, scale, addend)
      a += head
      b += head
      out += 4
      if (addend) addend += 4
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
  const bStride = call.bStride
  for (let row = first; row < step.rows; row++) {
    const position = positionOf(step, row)
    const values = call.b + bStride * (row - position)
    sumsOfHeads(call, row, position + 1, call.a + call.aStride * row, call.pitch, values, bStride, scale)
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
  for (let start = 0, end = 0; start < step.rows; start = end) {
    end = start + 1
    while (end < step.rows && positionOf(step, end) != 0) end++
    for (let row = start; row < end; row++) {
      const w = weights + weightsStride * row + call.pitch * (row - start)
      sumsOfHeads(call, row, end - row, w, weightsStride, values + valuesStride * row, valuesStride, scale)
    }
  }
}

/** One row of the output: every head its own sum of `count` values, its weights `wStride` bytes apart. */
@inline
function sumsOfHeads(
  call: Call,
  row: i32,
  count: i32,
  w: usize,
  wStride: usize,
  v: usize,
  vStride: usize,
  scale: f32,
): void {
  const n_head = call.n_head
  const head_dim = call.head_dim
  const fours = headsByFour(call)
  const head = (<usize>head_dim) << 2
  let out = call.out + call.outStride * row
  let addend = call.addend ? call.addend + call.outStride * row : 0
  let h = 0
  for (; h < fours; h += 4) {
    weightedSumOfFour(count, out, w, wStride, v, vStride, scale, addend)
    w += 16
    v += 64
    out += 64
    if (addend) addend += 64
  }
  for (; h < n_head; h++) {
    weightedSum(count, out, head_dim, w, wStride, v, vStride, scale, addend)
    w += 4
    v += head
    out += head
    if (addend) addend += head
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
