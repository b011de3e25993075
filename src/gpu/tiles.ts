/**
 * Matrix products on hardware: a workgroup computes a tile of 16 by 64 outputs. It copies what the tile needs, 32 terms
 * of its sums at a time, from the memory into memory of its own, so that neighbours read neighbouring numbers whichever
 * way a matrix lies, and each number is fetched once for the whole tile. Sums are in order, so bits repeat.
 */
import { itemFunctions, prelude } from './kernels.ts'

export const tile = { rows: 16, columns: 64, terms: 32 } as const
export const tileGroup = 64

/** out[m, n] = Σ_k left[m, k] · right[k, n]: how many there are of m and k, and the steps from one to the next. */
interface Product {
  readonly m: string
  readonly k: string
  readonly left: { readonly m: string; readonly k: string }
  readonly right: { readonly n: string; readonly k: string }
}

const products: Readonly<Record<MatrixKernel, Product>> = {
  linear: {
    m: 'steps[0].rows',
    k: 'call.inner',
    left: { m: 'call.inner', k: '1u' },
    right: { n: 'call.inner', k: '1u' },
  },
  linear_gradient_input: {
    m: 'steps[0].rows',
    k: 'call.inner',
    left: { m: 'call.inner', k: '1u' },
    right: { n: '1u', k: 'call.columns' },
  },
  linear_gradient_weight: {
    m: 'call.out_rows',
    k: 'steps[0].rows',
    left: { m: '1u', k: 'call.inner' },
    right: { n: '1u', k: 'call.columns' },
  },
}

export type MatrixKernel = 'linear' | 'linear_gradient_input' | 'linear_gradient_weight'

/** Fours in a row of a matrix of the workgroup; the odd one keeps writes out of one another's way. */
const leftStride = tile.rows / 4 + 1
const rightStride = tile.columns / 4 + 1

/** Copies `fours` fours of each term; those after the last term are 0. Neighbours take what lies side by side. */
const copy = (to: string, fours: number, stride: number, from: string, count: string, step: string, term: string) => `
    for (var e = thread; e < ${fours * tile.terms}u; e += ${tileGroup}u) {
      let k = ${term === '1u' ? `e % ${tile.terms}u` : `e / ${fours}u`};
      let f = ${term === '1u' ? `e / ${tile.terms}u` : `e % ${fours}u`};
      let at = ${from} + four(${to === 'left' ? 'row' : 'column'} + 4u * f, ${count}) * ${step} + min(first + k, depth - 1u) * ${term};
      ${to}[k * ${stride}u + f] = select(vec4f(), gather(at), first + k < depth);
    }`

/** A whole shader. All that decides whether a barrier is met comes from buffers that no invocation writes. */
export function tileSource(kernel: MatrixKernel): string {
  const { m, k, left, right } = products[kernel]
  return `${prelude}
${itemFunctions([])}
@group(0) @binding(4) var<uniform> call: Call;
var<workgroup> left: array<vec4f, ${leftStride * tile.terms}>;
var<workgroup> right: array<vec4f, ${rightStride * tile.terms}>;

@compute @workgroup_size(${tileGroup})
fn main(@builtin(local_invocation_index) thread: u32, @builtin(workgroup_id) group: vec3u) {
  let count = call.items * steps[0].counts[call.per];
  let item = count * call.part / call.parts + group.x;
  if (item >= count * (call.part + 1u) / call.parts) { return; }
  let height = ${m};
  let depth = ${k};
  let across = (call.columns + ${tile.columns - 1}u) / ${tile.columns}u;
  let row = item / across * ${tile.rows}u;
  let column = item % across * ${tile.columns}u;
  let down = thread / ${tile.columns / 4}u;
  let aside = thread % ${tile.columns / 4}u;
  var sum = mat4x4f();
  for (var first = 0u; first < depth; first += ${tile.terms}u) {${copy('left', tile.rows / 4, leftStride, 'call.a', 'height', left.m, left.k)}${copy('right', tile.columns / 4, rightStride, 'call.b', 'call.columns', right.n, right.k)}
    workgroupBarrier();
    for (var k = 0u; k < ${tile.terms}u; k++) {
      let a = left[k * ${leftStride}u + down];
      let b = right[k * ${rightStride}u + aside];
      sum[0] += a.x * b;
      sum[1] += a.y * b;
      sum[2] += a.z * b;
      sum[3] += a.w * b;
    }
    workgroupBarrier();
  }
  let top = row + 4u * down;
  let start = column + 4u * aside;
  if (top < height && start < call.columns) { put_tile(top, start, height, sum, call); }
}
`
}
