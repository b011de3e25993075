// out = x / 2 · (1 + tanh(√(2/π) · (x + 0.044715 x³))); an item is one number.
fn gelu(item: u32, call: Call) {
  let x = memory[call.a + item];
  memory[call.out + item] = 0.5 * x * (1.0 + gelu_tanh(x));
}
