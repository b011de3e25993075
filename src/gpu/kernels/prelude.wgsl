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
  // Which part of the items is wanted, of how many.
  part: u32,
  parts: u32,
  // Scores are divided by the root of this; a bit for each head that is on.
  root: u32,
  kept: u32,
}

// One position of one document. Rows of a step follow one another, document after document.
struct Row {
  token: u32,
  // The token to be guessed.
  goal: u32,
  position: u32,
  // Rows from this one to the end of its document.
  left: u32,
  // The share of this row in the loss.
  weight: f32,
  // Where a document begins: the one whose number among the documents is that of this row among the rows.
  document: u32,
}

// One training step: its rows, and Adam's numbers, made on the host in float64.
struct Step {
  // 1, rows, blocks of 4 rows, pairs of such a block and a block of 4 positions, blocks of 16 rows.
  counts: array<u32, 5>,
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
  @size(192) one_minus_beta2: f32,
}

@group(0) @binding(0) var<storage, read_write> memory: array<f32>;
@group(0) @binding(1) var<storage, read> rows: array<Row>;
@group(0) @binding(2) var<storage, read> steps: array<Step>;
@group(0) @binding(3) var<storage, read_write> losses: array<f32>;

var<private> step: Step;

// Where a row of the step lies in `rows`. Of a `Row` only what is used should be read.
fn row_at(row: u32) -> u32 {
  return step.first_row + row;
}
