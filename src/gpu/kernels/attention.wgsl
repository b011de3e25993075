// What the kernels of attention have in common. Tiles of rows know nothing of documents, so a tile is taken in runs of
// rows of one document; what lies beyond a row's own position was never written, and counts as 0.

const ramp = vec4u(0u, 1u, 2u, 3u);

// 4 rows by 4 numbers of one head.
struct HeadTile {
  row: u32,
  head: u32,
  column: u32,
  // One past the last row, and one past the last number of the head.
  end: u32,
  head_end: u32,
}

fn head_tile(item: u32, call: Call) -> HeadTile {
  let across = (call.head_dim + 3u) / 4u;
  let row = item / across / call.n_head * 4u;
  let head = item / across % call.n_head;
  let start = head * call.head_dim;
  return HeadTile(row, head, start + item % across * 4u, min(row + 4u, step.rows), start + call.head_dim);
}

fn put_head_tile(row: u32, end: u32, tile: HeadTile, sum: mat4x4f, divisor: f32, call: Call) {
  var rows = sum;
  for (var i = 0u; i < end - row; i++) {
    put_some(call.out + (row + i) * call.columns + tile.column, tile.head_end - tile.column, rows[i] / divisor, call);
  }
}

// out[row, c] = Σ_j a[row, head of c, j] · b[j, c] / divisor over the positions up to that of the row; an item is a tile
// of 4 rows by 4 numbers of a head.
fn sum_before(item: u32, call: Call, divisor: f32) {
  let tile = head_tile(item, call);
  for (var row = tile.row; row < tile.end;) {
    let here = row_at(row);
    let end = min(tile.end, row + here.left);
    let positions = vec4u(here.position) + ramp;
    let a = call.a + (four(row, end) * call.n_head + tile.head) * call.block_size;
    let b = call.b + (row - here.position) * call.columns + four(tile.column, tile.head_end);
    var sum = mat4x4f();
    for (var j = 0u; j < here.position + end - row; j++) {
      let weights = select(vec4f(), gather(a + j), vec4u(j) <= positions);
      let values = gather(b + j * call.columns);
      sum[0] += weights.x * values;
      sum[1] += weights.y * values;
      sum[2] += weights.z * values;
      sum[3] += weights.w * values;
    }
    put_head_tile(row, end, tile, sum, divisor, call);
    row = end;
  }
}

// out[row, c] = Σ weights[later, head of c, position of row] · values[later, c] / divisor over this and every later row
// of the document; an item is a tile of 4 rows by 4 numbers of a head.
fn sum_after(item: u32, call: Call, weights_at: u32, values_at: u32, divisor: f32) {
  let tile = head_tile(item, call);
  for (var row = tile.row; row < tile.end;) {
    let here = row_at(row);
    let end = min(tile.end, row + here.left);
    let rows = vec4u(row) + ramp;
    let a = weights_at + tile.head * call.block_size + four(here.position, here.position + end - row);
    let b = values_at + four(tile.column, tile.head_end);
    var sum = mat4x4f();
    for (var later = row; later < row + here.left; later++) {
      let weights = select(vec4f(), gather(a + later * call.n_head * call.block_size), vec4u(later) >= rows);
      let values = gather(b + later * call.columns);
      sum[0] += weights.x * values;
      sum[1] += weights.y * values;
      sum[2] += weights.z * values;
      sum[3] += weights.w * values;
    }
    put_head_tile(row, end, tile, sum, divisor, call);
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
    let here = row_at(row);
    let end = min(tile_end, row + here.left);
    let length = here.position + end - row;
    if (j < length) {
      let a = call.a + four(row, end) * columns + head * call.head_dim;
      let b = call.b + (row - here.position + four(j, length)) * columns + head * call.head_dim;
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
        let far = max(here.position + i + 1u, j) - j;
        put_some(call.out + ((row + i) * call.n_head + head) * call.block_size + j, far, sum[i] / divisor, call);
      }
    }
    row = end;
  }
}
