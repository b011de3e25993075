// out = x · (mean(x²) + 1e-5) ** −0.5; an item is one row.
fn rmsnorm(item: u32, call: Call) {
  let at = item * call.columns;
  var sum = 0.0;
  for (var c = 0u; c < call.columns; c++) {
    let x = memory[call.a + at + c];
    sum += x * x;
  }
  let scale = inverseSqrt(sum / f32(call.columns) + 1e-5);
  for (var c = 0u; c < call.columns; c++) {
    memory[call.out + at + c] = memory[call.a + at + c] * scale;
  }
}
