// Reading and writing, a few numbers at a time.

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

fn scatter(at: vec4u, value: vec4f) {
  memory[at.x] = value.x;
  memory[at.y] = value.y;
  memory[at.z] = value.z;
  memory[at.w] = value.w;
}

// A tile of 4 rows by 4 columns, where each row starts and which columns those are. A row or column may be there twice,
// at an edge: it is written twice then, which costs less than a condition for each number.
fn put_at(rows: vec4u, columns: vec4u, tile: mat4x4f, call: Call) {
  var t = tile;
  if (call.accumulate == 1u) {
    t += mat4x4f(gather(rows.x + columns), gather(rows.y + columns), gather(rows.z + columns), gather(rows.w + columns));
  }
  scatter(rows.x + columns, t[0]);
  scatter(rows.y + columns, t[1]);
  scatter(rows.z + columns, t[2]);
  scatter(rows.w + columns, t[3]);
}

// The tile of an output that begins at this row, of `count`, and at this column.
fn put_tile(row: u32, column: u32, count: u32, tile: mat4x4f, call: Call) {
  put_at(call.out + four(row, count) * call.columns, four(column, call.columns), tile, call);
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
