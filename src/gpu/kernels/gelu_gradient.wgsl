// dx = dy · ((1 + t) / 2 + x / 2 · (1 − t²) · √(2/π) · (1 + 3 · 0.044715 x²)), t being the tanh; an item is one number.
// Inputs: dy, x.
fn gelu_gradient(item: u32, call: Call) {
  let x = memory[call.b + item];
  let t = gelu_tanh(x);
  let slope = 0.5 * (1.0 + t) + 0.5 * x * (1.0 - t * t) * 0.7978845608 * (1.0 + 0.134145 * x * x);
  put(call.out + item, memory[call.a + item] * slope, call.accumulate);
}
