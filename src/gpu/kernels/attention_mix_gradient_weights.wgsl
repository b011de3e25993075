// dw[row, head, j] = dy[row] · v[j] over the numbers of the head; an item is 4 positions j. Inputs: dy, v.
fn attention_mix_gradient_weights(item: u32, call: Call) {
  let blocks = (step.longest + 3u) / 4u;
  let j = item % blocks * 4u;
  let head = item / blocks % call.n_head;
  let row = item / blocks / call.n_head;
  let position = row_at(row).position;
  if (j > position) { return; }
  let columns = call.n_head * call.head_dim;
  let dy = call.a + row * columns + head * call.head_dim;
  let v = call.b + (row - position + four(j, position + 1u)) * columns + head * call.head_dim;
  var sum = vec4f();
  for (var d = 0u; d < call.head_dim; d++) {
    sum += memory[dy + d] * gather(v + d);
  }
  let out = call.out + (row * call.n_head + head) * call.block_size + j;
  put_some(out, min(4u, position + 1u - j), sum, call);
}
