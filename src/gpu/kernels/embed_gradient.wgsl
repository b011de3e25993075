// dtable[index, c] = Σ dy[row, c] over the rows that looked it up, in order; an item is 4 numbers of a row of the table.
fn embed_gradient(item: u32, call: Call) {
  let across = (call.columns + 3u) / 4u;
  let wanted = item / across;
  let column = item % across * 4u;
  let dy = call.a + four(column, call.columns);
  var sum = vec4f();
  for (var i = 0u; i < step.rows; i++) {
    let row = row_at(i);
    if (select(row.token, row.position, call.by_position == 1u) == wanted) {
      sum += gather(dy + i * call.columns);
    }
  }
  put_four(wanted, column, sum, call);
}
