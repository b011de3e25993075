// dw[o, i] = Σ_row dy[row, o] · x[row, i], in order; an item is a tile of 4 outputs by 4 inputs. Inputs: dy, x.
fn linear_gradient_weight(item: u32, call: Call) {
  let across = (call.columns + 3u) / 4u;
  let output = item / across * 4u;
  let column = item % across * 4u;
  let dy = call.a + four(output, call.inner);
  let x = call.b + four(column, call.columns);
  var sum = mat4x4f();
  for (var row = 0u; row < step.rows; row++) {
    let gradient = gather(dy + row * call.inner);
    let inputs = gather(x + row * call.columns);
    sum[0] += gradient.x * inputs;
    sum[1] += gradient.y * inputs;
    sum[2] += gradient.z * inputs;
    sum[3] += gradient.w * inputs;
  }
  put_tile(output, column, call.out_rows, sum, call);
}
