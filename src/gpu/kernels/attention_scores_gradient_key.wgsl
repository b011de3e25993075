// dk[row, c] = Σ ds[later, head of c, position of row] · q[later, c] / √head_dim over this and every later row of the
// document; an item is one number. Inputs: ds, q.
fn attention_scores_gradient_key(item: u32, call: Call) {
  let row = item / call.columns;
  let column = item % call.columns;
  let here = row_at(row);
  let ds = call.a + column / call.head_dim * call.block_size + here.position;
  var sum = 0.0;
  for (var later = row; later < here.end; later++) {
    sum += memory[ds + later * call.n_head * call.block_size] * memory[call.b + later * call.columns + column];
  }
  put(call.out + item, sum / sqrt(f32(call.head_dim)), call.accumulate);
}
