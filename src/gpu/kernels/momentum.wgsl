// m = β₁m + g, parameter −= rate · m; an item is one parameter. Inputs: g, m, v.
fn momentum(item: u32, call: Call) {
  let m = step.beta1 * memory[call.b + item] + memory[call.a + item];
  memory[call.b + item] = m;
  memory[call.out + item] -= step.rate * m;
}
