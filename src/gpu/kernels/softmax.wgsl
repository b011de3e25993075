// out[c] = exp(logit[c] − largest) / Σ of those; an item is one row.
fn softmax(item: u32, call: Call) {
  let logits = call.a + item * call.columns;
  let out = call.out + item * call.columns;
  var most = memory[logits];
  for (var c = 1u; c < call.columns; c++) {
    most = max(most, memory[logits + c]);
  }
  var total = 0.0;
  for (var c = 0u; c < call.columns; c++) {
    let power = exp(memory[logits + c] - most);
    memory[out + c] = power;
    total += power;
  }
  for (var c = 0u; c < call.columns; c++) {
    memory[out + c] /= total;
  }
}
