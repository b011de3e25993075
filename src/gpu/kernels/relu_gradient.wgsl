// dx = dy where x > 0, else 0; an item is one number. Inputs: dy, x.
fn relu_gradient(item: u32, call: Call) {
  put(call.out + item, select(0.0, memory[call.a + item], memory[call.b + item] > 0.0), call.accumulate);
}
