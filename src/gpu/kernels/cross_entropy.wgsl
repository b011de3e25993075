// loss = log Σ exp(logit − largest) − (logit of the goal − largest): −log of its probability, without the loss of
// figures that a small probability would bring; an item is one row. Inputs: logits, probs.
fn cross_entropy(item: u32, call: Call) {
  let logits = call.a + item * call.inner;
  var most = memory[logits];
  for (var c = 1u; c < call.inner; c++) {
    most = max(most, memory[logits + c]);
  }
  var total = 0.0;
  for (var c = 0u; c < call.inner; c++) {
    total += exp(memory[logits + c] - most);
  }
  memory[call.out + item] = log(total) - (memory[logits + rows[row_at(item)].goal] - most);
}
