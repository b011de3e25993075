// dq[row, c] = Σ_j ds[row, head of c, j] · k[j, c] / √head_dim over the positions so far. Inputs: ds, k.
fn attention_scores_gradient_query(item: u32, call: Call) {
  sum_before(item, call, sqrt(f32(call.root)));
}
