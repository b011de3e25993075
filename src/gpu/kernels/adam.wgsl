// m = β₁m + (1 − β₁)g, v = β₂v + (1 − β₂)g², parameter −= rate · m̂ / (√v̂ + ε); an item is one parameter. Inputs: g, m, v.
fn adam(item: u32, call: Call) {
  let grad = memory[call.a + item];
  let m = step.beta1 * memory[call.b + item] + step.one_minus_beta1 * grad;
  let v = step.beta2 * memory[call.c + item] + step.one_minus_beta2 * grad * grad;
  memory[call.b + item] = m;
  memory[call.c + item] = v;
  let m_hat = m / step.correction1;
  let v_hat = v / step.correction2;
  memory[call.out + item] -= step.rate * m_hat / (sqrt(v_hat) + step.eps);
}
