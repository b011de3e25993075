// out[row, c] = table[index of row, c]; an item is one number.
fn embed(item: u32, call: Call) {
  let row = row_at(item / call.columns);
  let index = select(rows[row].token, rows[row].position, call.by_position == 1u);
  memory[call.out + item] = memory[call.a + index * call.columns + item % call.columns];
}
