import { Call, Step } from './call'
import { lanes, madd, plus, sum4 } from './vector'

/** x − mean in the columns that mean something, 0 in those behind them. */
@inline
function centred(x: usize, i: usize, mean: v128, columns: i32): v128 {
  return v128.and(f32x4.sub(v128.load(x + i), mean), lanes(columns - <i32>(i >> 2)))
}

@inline
function sum(x: usize, stride: usize): f32 {
  let s = f32x4.splat(0)
  for (let i: usize = 0; i < stride; i += 16) s = f32x4.add(s, v128.load(x + i))
  return sum4(s)
}

/** 1 / √(variance + 1e-5) of one row. */
@inline
function scaleOf(x: usize, stride: usize, mean: v128, columns: i32): f32 {
  let squares = f32x4.splat(0)
  for (let i: usize = 0; i < stride; i += 16) {
    const d = centred(x, i, mean, columns)
    squares = madd(d, d, squares)
  }
  return 1 / sqrt<f32>(sum4(squares) / <f32>columns + 1e-5)
}

/** Each row minus its mean, over its standard deviation. */
export function layernorm(call: Call, step: Step): void {
  const stride = call.outStride
  const columns = call.columns
  for (let row = step.first; row < step.rows; row++) {
    const x = call.a + stride * row
    const out = call.out + stride * row
    const mean = f32x4.splat(sum(x, stride) / <f32>columns)
    const scale = f32x4.splat(scaleOf(x, stride, mean, columns))
    for (let i: usize = 0; i < stride; i += 16) v128.store(out + i, f32x4.mul(centred(x, i, mean, columns), scale))
  }
}

/** dx = scale · (dy − mean(dy) − y · mean(dy · y)), y being the row put out. */
export function layernormGradient(call: Call, step: Step): void {
  const stride = call.outStride
  const columns = call.columns
  for (let row = 0; row < step.rows; row++) {
    const at = stride * row
    const dy = call.a + at
    const x = call.b + at
    const mean = f32x4.splat(sum(x, stride) / <f32>columns)
    const scale = f32x4.splat(scaleOf(x, stride, mean, columns))
    let dots = f32x4.splat(0)
    for (let i: usize = 0; i < stride; i += 16) dots = madd(v128.load(dy + i), centred(x, i, mean, columns), dots)
    const meanGradient = f32x4.splat(sum(dy, stride) / <f32>columns)
    const meanDot = f32x4.mul(f32x4.splat(sum4(dots) / <f32>columns), scale)
    for (let i: usize = 0; i < stride; i += 16) {
      const y = f32x4.mul(centred(x, i, mean, columns), scale)
      const rest = f32x4.sub(f32x4.sub(v128.load(dy + i), meanGradient), f32x4.mul(y, meanDot))
      const dx = v128.and(f32x4.mul(scale, rest), lanes(columns - <i32>(i >> 2)))
      v128.store(call.out + at + i, plus(dx, call.addend, at + i))
    }
  }
}
