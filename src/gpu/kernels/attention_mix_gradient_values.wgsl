// dv[row, c] = Σ w[later, head of c, position of row] · dy[later, c] over this and every later row of the document; an
// item is one number. Inputs: dy, w.
fn attention_mix_gradient_values(item: u32, call: Call) {
  let row = item / call.columns;
  let column = item % call.columns;
  let here = row_at(row);
  let w = call.b + column / call.head_dim * call.block_size + here.position;
  var sum = 0.0;
  for (var later = row; later < here.end; later++) {
    sum += memory[w + later * call.n_head * call.block_size] * memory[call.a + later * call.columns + column];
  }
  put(call.out + item, sum, call.accumulate);
}
