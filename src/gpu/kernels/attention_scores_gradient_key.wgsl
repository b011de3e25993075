// dk[row, c] = Σ ds[later, head of c, position of row] · q[later, c] / √head_dim. Inputs: ds, q.
fn attention_scores_gradient_key(item: u32, call: Call) {
  sum_after(item, call, call.a, call.b, sqrt(f32(call.root)));
}
