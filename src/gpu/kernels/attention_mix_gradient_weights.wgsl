// dw[row, head, j] = dy[row] · v[j] over the numbers of the head, for every position j so far. Inputs: dy, v.
fn attention_mix_gradient_weights(item: u32, call: Call) {
  products(item, call, 1.0);
}
