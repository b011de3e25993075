// dx = dy · 2 · max(0, x); an item is one number. Inputs: dy, x.
fn relu_squared_gradient(item: u32, call: Call) {
  put(call.out + item, memory[call.a + item] * 2.0 * max(0.0, memory[call.b + item]), call.accumulate);
}
