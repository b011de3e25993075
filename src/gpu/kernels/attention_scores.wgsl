// score[row, head, j] = q[row] · k[j] / √head_dim for every position j so far. Inputs: q, k.
fn attention_scores(item: u32, call: Call) {
  products(item, call, sqrt(f32(call.root)));
}
