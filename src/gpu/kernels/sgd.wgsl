// parameter −= rate · g; an item is one parameter. Inputs: g, m, v.
fn sgd(item: u32, call: Call) {
  memory[call.out + item] -= step.rate * memory[call.a + item];
}
