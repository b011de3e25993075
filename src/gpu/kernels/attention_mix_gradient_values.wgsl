// dv[row, c] = Σ w[later, head of c, position of row] · dy[later, c]. Inputs: dy, w.
fn attention_mix_gradient_values(item: u32, call: Call) {
  sum_after(item, call, call.b, call.a, 1.0);
}
