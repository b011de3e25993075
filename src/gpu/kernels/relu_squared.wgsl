// out = max(0, x)²; an item is one number.
fn relu_squared(item: u32, call: Call) {
  let x = max(0.0, memory[call.a + item]);
  memory[call.out + item] = x * x;
}
