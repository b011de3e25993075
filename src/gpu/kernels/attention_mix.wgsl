// out[row, c] = Σ_j w[row, head of c, j] · v[j, c] over the positions so far. Inputs: w, v.
fn attention_mix(item: u32, call: Call) {
  sum_before(item, call, 1.0);
}
