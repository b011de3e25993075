// dx = scale · (dy − mean(dy) − y · mean(dy · y)), y being the row put out; an item is one row. Inputs: dy, x.
fn layernorm_gradient(item: u32, call: Call) {
  let at = item * call.columns;
  let moments = moments_of(call.b + at, call.columns);
  var sum = 0.0;
  var dot = 0.0;
  for (var c = 0u; c < call.columns; c++) {
    let dy = memory[call.a + at + c];
    sum += dy;
    dot += dy * (memory[call.b + at + c] - moments.x) * moments.y;
  }
  let n = f32(call.columns);
  for (var c = 0u; c < call.columns; c++) {
    let y = (memory[call.b + at + c] - moments.x) * moments.y;
    put(call.out + at + c, moments.y * (memory[call.a + at + c] - sum / n - y * dot / n), call.accumulate);
  }
}
