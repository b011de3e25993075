// dq[row, c] = Σ_j ds[row, head of c, j] · k[j, c] / √head_dim; an item is one number. Inputs: ds, k.
fn attention_scores_gradient_query(item: u32, call: Call) {
  let row = item / call.columns;
  let column = item % call.columns;
  let position = row_at(row).position;
  let ds = call.a + (row * call.n_head + column / call.head_dim) * call.block_size;
  let k = call.b + (row - position) * call.columns + column;
  var sum = 0.0;
  for (var j = 0u; j <= position; j++) {
    sum += memory[ds + j] * memory[k + j * call.columns];
  }
  put(call.out + item, sum / sqrt(f32(call.head_dim)), call.accumulate);
}
