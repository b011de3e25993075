// dx[row, i] = Σ_o dy[row, o] · w[o, i]; an item is a tile of 4 rows by 4 inputs. Inputs: dy, w.
fn linear_gradient_input(item: u32, call: Call) {
  let across = (call.columns + 3u) / 4u;
  let row = item / across * 4u;
  let column = item % across * 4u;
  let dy = call.a + four(row, step.rows) * call.inner;
  let w = call.b + four(column, call.columns);
  var sum = mat4x4f();
  for (var o = 0u; o < call.inner; o++) {
    let weights = gather(w + o * call.columns);
    sum[0] += memory[dy.x + o] * weights;
    sum[1] += memory[dy.y + o] * weights;
    sum[2] += memory[dy.z + o] * weights;
    sum[3] += memory[dy.w + o] * weights;
  }
  put_tile(row, column, step.rows, sum, call);
}
