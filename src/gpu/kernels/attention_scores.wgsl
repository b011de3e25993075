// score[row, head, j] = q[row] · k[j] / √head_dim for every position j so far; an item is one score. Inputs: q, k.
fn attention_scores(item: u32, call: Call) {
  let j = item % step.longest;
  let head = item / step.longest % call.n_head;
  let row = item / step.longest / call.n_head;
  let position = row_at(row).position;
  if (j > position) { return; }
  let columns = call.n_head * call.head_dim;
  let q = call.a + row * columns + head * call.head_dim;
  let k = call.b + (row - position + j) * columns + head * call.head_dim;
  var sum = 0.0;
  for (var d = 0u; d < call.head_dim; d++) {
    sum += memory[q + d] * memory[k + d];
  }
  memory[call.out + (row * call.n_head + head) * call.block_size + j] = sum / sqrt(f32(call.head_dim));
}
