// dtable[index, c] = Σ dy[row, c] over the rows that looked it up, in order; an item is one number of the table.
fn embed_gradient(item: u32, call: Call) {
  let wanted = item / call.columns;
  let column = item % call.columns;
  var sum = 0.0;
  for (var i = 0u; i < step.rows; i++) {
    let row = row_at(i);
    if (select(row.token, row.position, call.by_position == 1u) == wanted) {
      sum += memory[call.a + i * call.columns + column];
    }
  }
  put(call.out + item, sum, call.accumulate);
}
