// out = a + b; an item is one number.
fn add(item: u32, call: Call) {
  memory[call.out + item] = memory[call.a + item] + memory[call.b + item];
}
