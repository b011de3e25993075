// dx = scale · dy − x · scale³ · mean(dy · x); an item is one row. Inputs: dy, x.
fn rmsnorm_gradient(item: u32, call: Call) {
  let at = item * call.columns;
  var sum = 0.0;
  var dot = 0.0;
  for (var c = 0u; c < call.columns; c++) {
    let x = memory[call.b + at + c];
    sum += x * x;
    dot += memory[call.a + at + c] * x;
  }
  let scale = inverseSqrt(sum / f32(call.columns) + 1e-5);
  let pull = scale * scale * scale * dot / f32(call.columns);
  for (var c = 0u; c < call.columns; c++) {
    let dx = scale * memory[call.a + at + c] - memory[call.b + at + c] * pull;
    put(call.out + at + c, dx, call.accumulate);
  }
}
