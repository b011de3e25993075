// out = max(0, x); an item is one number.
fn relu(item: u32, call: Call) {
  memory[call.out + item] = max(0.0, memory[call.a + item]);
}
