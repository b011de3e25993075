// dw[row, head, j] = dy[row] · v[j] over the numbers of the head; an item is one weight. Inputs: dy, v.
fn attention_mix_gradient_weights(item: u32, call: Call) {
  let j = item % step.longest;
  let head = item / step.longest % call.n_head;
  let row = item / step.longest / call.n_head;
  let position = row_at(row).position;
  if (j > position) { return; }
  let columns = call.n_head * call.head_dim;
  let dy = call.a + row * columns + head * call.head_dim;
  let v = call.b + (row - position + j) * columns + head * call.head_dim;
  var sum = 0.0;
  for (var d = 0u; d < call.head_dim; d++) {
    sum += memory[dy + d] * memory[v + d];
  }
  put(call.out + (row * call.n_head + head) * call.block_size + j, sum, call.accumulate);
}
