// dlogit = (prob − 1 where it is the goal) · share of the row in the loss; an item is one number.
fn cross_entropy_gradient(item: u32, call: Call) {
  let row = row_at(item / call.columns);
  let goal = select(0.0, 1.0, item % call.columns == rows[row].goal);
  put(call.out + item, (memory[call.a + item] - goal) * rows[row].weight, call.accumulate);
}
