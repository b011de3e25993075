// w[j] = exp(score[j] − largest) / Σ of those, over the positions so far; an item is one head of one row.
fn attention_softmax(item: u32, call: Call) {
  let scores = call.a + item * call.block_size;
  let out = call.out + item * call.block_size;
  let length = rows[row_at(item / call.n_head)].position + 1u;
  var most = memory[scores];
  for (var j = 1u; j < length; j++) {
    most = max(most, memory[scores + j]);
  }
  var total = 0.0;
  for (var j = 0u; j < length; j++) {
    let power = exp(memory[scores + j] - most);
    memory[out + j] = power;
    total += power;
  }
  for (var j = 0u; j < length; j++) {
    memory[out + j] /= total;
  }
}
