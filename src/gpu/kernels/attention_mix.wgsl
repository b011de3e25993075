// out[row, c] = Σ_j w[row, head of c, j] · v[j, c]; an item is one number. Inputs: w, v.
fn attention_mix(item: u32, call: Call) {
  let row = item / call.columns;
  let column = item % call.columns;
  let position = row_at(row).position;
  let w = call.a + (row * call.n_head + column / call.head_dim) * call.block_size;
  let v = call.b + (row - position) * call.columns + column;
  var sum = 0.0;
  for (var j = 0u; j <= position; j++) {
    sum += memory[w + j] * memory[v + j * call.columns];
  }
  memory[call.out + item] = sum;
}
