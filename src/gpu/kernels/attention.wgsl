// What the kernels of attention have in common. Tiles of rows know nothing of documents, so a tile is taken in runs of
// rows of one document; what lies beyond a row's own position was never written, and counts as 0.

// 4 rows by 4 numbers of one head.
struct HeadTile {
  row: u32,
  head: u32,
  // One past the last row.
  end: u32,
  columns: vec4u,
}

fn head_tile(item: u32, call: Call) -> HeadTile {
  let across = (call.head_dim + 3u) / 4u;
  let row = item / across / call.n_head * 4u;
  let head = item / across % call.n_head;
  let columns = head * call.head_dim + four(item % across * 4u, call.head_dim);
  return HeadTile(row, head, min(row + 4u, step.rows), columns);
}

// out[row, c] = Σ_j a[row, head of c, j] · b[j, c] / divisor over the positions up to that of the row; an item is a tile
// of 4 rows by 4 numbers of a head.
fn sum_before(item: u32, call: Call, divisor: f32) {
  let tile = head_tile(item, call);
  for (var row = tile.row; row < tile.end;) {
    let position = rows[row_at(row)].position;
    let end = min(tile.end, row + rows[row_at(row)].left);
    let last = position + end - row;
    let own = four(row, end);
    let positions = four(position, last);
    let a = call.a + (own * call.n_head + tile.head) * call.block_size;
    let b = call.b + (row - position) * call.columns + tile.columns;
    var sum = mat4x4f();
    for (var j = 0u; j < last; j++) {
      let weights = select(vec4f(), gather(a + j), vec4u(j) <= positions);
      let values = gather(b + j * call.columns);
      sum[0] += weights.x * values;
      sum[1] += weights.y * values;
      sum[2] += weights.z * values;
      sum[3] += weights.w * values;
    }
    put_at(call.out + own * call.columns, tile.columns, sum * (1.0 / divisor), call);
    row = end;
  }
}

// out[row, c] = Σ weights[later, head of c, position of row] · values[later, c] / divisor over this and every later row
// of the document; an item is a tile of 4 rows by 4 numbers of a head.
fn sum_after(item: u32, call: Call, weights_at: u32, values_at: u32, divisor: f32) {
  let tile = head_tile(item, call);
  for (var row = tile.row; row < tile.end;) {
    let position = rows[row_at(row)].position;
    let left = rows[row_at(row)].left;
    let end = min(tile.end, row + left);
    let own = four(row, end);
    let a = weights_at + tile.head * call.block_size + four(position, position + end - row);
    let b = values_at + tile.columns;
    var sum = mat4x4f();
    for (var later = row; later < row + left; later++) {
      let weights = select(vec4f(), gather(a + later * call.n_head * call.block_size), vec4u(later) >= own);
      let values = gather(b + later * call.columns);
      sum[0] += weights.x * values;
      sum[1] += weights.y * values;
      sum[2] += weights.z * values;
      sum[3] += weights.w * values;
    }
    put_at(call.out + own * call.columns, tile.columns, sum * (1.0 / divisor), call);
    row = end;
  }
}

// out[row, head, j] = a[row] · b[j] / divisor over the numbers of the head, for every position j up to that of the row;
// an item is a tile of 4 rows by 4 positions.
fn products(item: u32, call: Call, divisor: f32) {
  let across = (step.longest + 3u) / 4u;
  let j = item % across * 4u;
  let head = item / across % call.n_head;
  let first = item / across / call.n_head * 4u;
  let columns = call.n_head * call.head_dim;
  let tile_end = min(first + 4u, step.rows);
  for (var row = first; row < tile_end;) {
    let position = rows[row_at(row)].position;
    let end = min(tile_end, row + rows[row_at(row)].left);
    let length = position + end - row;
    if (j < length) {
      let a = call.a + four(row, end) * columns + head * call.head_dim;
      let b = call.b + (row - position + four(j, length)) * columns + head * call.head_dim;
      var sum = mat4x4f();
      for (var d = 0u; d < call.head_dim; d++) {
        let left = gather(a + d);
        let right = gather(b + d);
        sum[0] += left.x * right;
        sum[1] += left.y * right;
        sum[2] += left.z * right;
        sum[3] += left.w * right;
      }
      for (var i = 0u; i < end - row; i++) {
        let far = max(position + i + 1u, j) - j;
        put_some(call.out + ((row + i) * call.n_head + head) * call.block_size + j, far, sum[i] / divisor, call);
      }
    }
    row = end;
  }
}
