/** What the host writes into memory for a kernel to read: src/simd/program.ts lays both out, field by field. */

/** One call of the plan. Places are byte addresses, strides are bytes from one row to the next. */
@unmanaged
export class Call {
  /** Index of the kernel in the table of functions. */
  kernel: u32
  a: usize
  b: usize
  c: usize
  out: usize
  /** What is added to the result: the output itself for a gradient that adds up; 0 where there is nothing. */
  addend: usize
  /** Numbers in a row of the output and of the first input; what the strides hold beyond them is 0. */
  columns: i32
  inner: i32
  aStride: usize
  bStride: usize
  outStride: usize
  /** Bytes of the whole output, where that is a matrix of parameters. */
  size: usize
  /** One u32 a row: which row of the table it looks up. */
  index: usize
  n_head: i32
  head_dim: i32
  /** Bytes from the attention scores of all heads for one position to those for the next, within a row. */
  pitch: usize
  /** Scores are divided by the root of this. */
  root: i32
  /** A bit for each head that is on. */
  kept: u32
}

/** The documents and the rates of one step. */
@unmanaged
export class Step {
  first: i32
  rows: i32
  documents: i32
  /** One u32 a row. */
  positions: usize
  targets: usize
  /** One f32 a row. */
  weights: usize
  /** Room for 8 columns of the largest matrix. */
  scratch: usize
  /** lr_t, without Adam's correction. */
  rate: f32
  beta1: f32
  beta2: f32
  /** 1 − β, made in float64. */
  rest1: f32
  rest2: f32
  /** lr_t / (1 − β₁ᵗ) */
  adamRate: f32
  /** 1 / (1 − β₂ᵗ) */
  correction2: f32
  eps: f32
}
