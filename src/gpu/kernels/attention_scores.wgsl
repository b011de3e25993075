// score[row, head, j] = q[row] · k[j] / √head_dim for every position j so far; an item is 4 positions. Inputs: q, k.
fn attention_scores(item: u32, call: Call) {
  let blocks = (step.longest + 3u) / 4u;
  let j = item % blocks * 4u;
  let head = item / blocks % call.n_head;
  let row = item / blocks / call.n_head;
  let position = row_at(row).position;
  if (j > position) { return; }
  let columns = call.n_head * call.head_dim;
  let q = call.a + row * columns + head * call.head_dim;
  let k = call.b + (row - position + four(j, position + 1u)) * columns + head * call.head_dim;
  var sum = vec4f();
  for (var d = 0u; d < call.head_dim; d++) {
    sum += memory[q + d] * gather(k + d);
  }
  let out = call.out + (row * call.n_head + head) * call.block_size + j;
  put_some(out, min(4u, position + 1u - j), sum / sqrt(f32(call.head_dim)), call);
}
