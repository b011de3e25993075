// out[row, o] = Σ_i w[o, i] · x[row, i]; an item is a tile of 4 rows by 4 outputs. Inputs: x, w.
fn linear(item: u32, call: Call) {
  let across = (call.columns + 3u) / 4u;
  let row = item / across * 4u;
  let output = item % across * 4u;
  let x = call.a + four(row, step.rows) * call.inner;
  let w = call.b + four(output, call.columns) * call.inner;
  var sum = mat4x4f();
  for (var i = 0u; i < call.inner; i++) {
    let weights = gather(w + i);
    sum[0] += memory[x.x + i] * weights;
    sum[1] += memory[x.y + i] * weights;
    sum[2] += memory[x.z + i] * weights;
    sum[3] += memory[x.w + i] * weights;
  }
  put_tile(row, output, step.rows, sum, call);
}
