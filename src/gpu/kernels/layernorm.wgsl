// out = (x − mean(x)) / √(variance + 1e-5); an item is one row.
fn layernorm(item: u32, call: Call) {
  let at = item * call.columns;
  let moments = moments_of(call.a + at, call.columns);
  for (var c = 0u; c < call.columns; c++) {
    memory[call.out + at + c] = (memory[call.a + at + c] - moments.x) * moments.y;
  }
}
