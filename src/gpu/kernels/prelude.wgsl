// What every kernel sees. An item function computes one item of one call; it knows nothing of workgroups, and the items
// of a call do not depend on one another. A schedule decides which invocation computes which items.

// One call of the plan. Offsets count numbers from the start of the memory, as Plan.offset does.
struct Call {
  // Where the inputs start, in the order of the call, and the output.
  a: u32,
  b: u32,
  c: u32,
  out: u32,
  // Numbers in a row of the output, rows of the output, and numbers in a row of the first input.
  columns: u32,
  out_rows: u32,
  inner: u32,
  n_head: u32,
  head_dim: u32,
  block_size: u32,
  // 1: add to what the output holds.
  accumulate: u32,
  // 1: an embedding is looked up by position, not by token.
  by_position: u32,
  // How many items there are: items * step.counts[per].
  items: u32,
  per: u32,
}

// One position of one document. Rows of a step follow one another, document after document.
struct Row {
  token: u32,
  // The token to be guessed.
  goal: u32,
  position: u32,
  // One past the last row of the same document.
  end: u32,
  // The share of this row in the loss.
  weight: f32,
}

// One training step: its rows, and Adam's numbers, made on the host in float64.
struct Step {
  // 1, rows, blocks of 4 rows, pairs of a row and a block of 4 positions.
  counts: vec4u,
  first_row: u32,
  rows: u32,
  // Positions of its longest document.
  longest: u32,
  // Where its loss goes.
  loss: u32,
  rate: f32,
  eps: f32,
  correction1: f32,
  correction2: f32,
  beta1: f32,
  beta2: f32,
  one_minus_beta1: f32,
  @size(196) one_minus_beta2: f32,
}

@group(0) @binding(0) var<storage, read_write> memory: array<f32>;
@group(0) @binding(1) var<storage, read> rows: array<Row>;
@group(0) @binding(2) var<storage, read> steps: array<Step>;
@group(0) @binding(3) var<storage, read_write> losses: array<f32>;

var<private> step: Step;

fn row_at(row: u32) -> Row {
  return rows[step.first_row + row];
}

fn put(at: u32, value: f32, accumulate: u32) {
  memory[at] = value + select(0.0, memory[at], accumulate == 1u);
}

// Four indices from `first` on; those past the end repeat the last one, so that a tile at the edge reads what is there.
fn four(first: u32, count: u32) -> vec4u {
  return min(vec4u(first) + vec4u(0u, 1u, 2u, 3u), vec4u(count - 1u));
}

fn gather(at: vec4u) -> vec4f {
  return vec4f(memory[at.x], memory[at.y], memory[at.z], memory[at.w]);
}

// The first `count` of four numbers.
fn put_some(at: u32, count: u32, value: vec4f, call: Call) {
  for (var i = 0u; i < min(4u, count); i++) { put(at + i, value[i], call.accumulate); }
}

// One row of a tile, without what hangs over the edge.
fn put_four(row: u32, column: u32, value: vec4f, call: Call) {
  put_some(call.out + row * call.columns + column, call.columns - column, value, call);
}

// A tile of 4 rows by 4 columns; `count` is the number of rows of the output.
fn put_tile(row: u32, column: u32, count: u32, tile: mat4x4f, call: Call) {
  var t = tile;
  for (var i = 0u; i < min(4u, count - row); i++) { put_four(row + i, column, t[i], call); }
}

// Mean and 1 / √(variance + 1e-5) of one row.
fn moments_of(at: u32, columns: u32) -> vec2f {
  var sum = 0.0;
  for (var c = 0u; c < columns; c++) { sum += memory[at + c]; }
  let mean = sum / f32(columns);
  var squares = 0.0;
  for (var c = 0u; c < columns; c++) {
    let d = memory[at + c] - mean;
    squares += d * d;
  }
  return vec2f(mean, inverseSqrt(squares / f32(columns) + 1e-5));
}

// Beyond 15 tanh is 1 in float32; some devices make it of exponentials that overflow there.
fn gelu_tanh(x: f32) -> f32 {
  return tanh(clamp(0.7978845608 * (x + 0.044715 * x * x * x), -15.0, 15.0));
}
