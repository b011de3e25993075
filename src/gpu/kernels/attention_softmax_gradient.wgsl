// ds[j] = w[j] · (dw[j] − Σ dw · w); an item is one head of one row. Inputs: dw, w.
fn attention_softmax_gradient(item: u32, call: Call) {
  let at = item * call.block_size;
  let length = rows[row_at(item / call.n_head)].position + 1u;
  var dot = 0.0;
  for (var j = 0u; j < length; j++) {
    dot += memory[call.a + at + j] * memory[call.b + at + j];
  }
  for (var j = 0u; j < length; j++) {
    put(call.out + at + j, memory[call.b + at + j] * (memory[call.a + at + j] - dot), call.accumulate);
  }
}
