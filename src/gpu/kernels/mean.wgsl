// out = Σ loss · share of its row: the mean over each document, and over the documents. The one item is the whole sum.
fn mean(item: u32, call: Call) {
  var sum = 0.0;
  for (var row = 0u; row < step.rows; row++) {
    sum += memory[call.a + row] * rows[row_at(row)].weight;
  }
  memory[call.out] = sum;
  losses[step.loss] = sum;
}
