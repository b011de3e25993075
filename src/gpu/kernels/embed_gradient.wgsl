// dtable[index, c] = Σ dy[row, c] over the rows that looked it up, in order; an item is 16 numbers of a row of the table,
// because finding the rows costs more than adding them. Inputs: dy.
fn embed_gradient(item: u32, call: Call) {
  let across = (call.columns + 15u) / 16u;
  let wanted = item / across;
  let column = item % across * 16u;
  var sum = mat4x4f();
  for (var i = 0u; i < step.rows; i++) {
    let row = row_at(i);
    if (select(rows[row].token, rows[row].position, call.by_position == 1u) == wanted) {
      let dy = call.a + i * call.columns;
      sum[0] += gather(dy + four(column, call.columns));
      sum[1] += gather(dy + four(column + 4u, call.columns));
      sum[2] += gather(dy + four(column + 8u, call.columns));
      sum[3] += gather(dy + four(column + 12u, call.columns));
    }
  }
  for (var part = 0u; part < 4u; part++) {
    let first = column + 4u * part;
    if (first < call.columns) { put_four(wanted, first, sum[part], call); }
  }
}
