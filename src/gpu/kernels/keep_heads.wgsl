// The numbers of the heads that are on, and 0 for those that are switched off: its own gradient too; an item is one number.
fn keep_heads(item: u32, call: Call) {
  let head = item % call.columns / call.head_dim;
  put(call.out + item, select(0.0, memory[call.a + item], ((call.kept >> head) & 1u) == 1u), call.accumulate);
}
