/**
 * Matrix products on SwiftShader, which pays for reads far more than for sums, and for barriers more still. Four
 * invocations run as one there and can hand numbers to one another: together they compute a block of 16 by 64 outputs,
 * each of them 16 of its columns, with the sums in variables. What is read serves all that it can: of the 16 rows each
 * invocation reads every fourth, and hands it to the others. The memory is read four numbers at a time, which asks
 * for tensors that start, and rows that end, at multiples of four.
 */
import { prelude } from './kernels.ts'
import type { MatrixKernel } from './tiles.ts'

const lanes = 4
/** Fours of columns that an invocation computes. */
const ofLane = 4

export const block = { rows: 16, columns: 4 * lanes * ofLane } as const

const rows = Array.from({ length: block.rows }, (_, row) => row)
const quarters = rows.slice(0, block.rows / lanes)
const fours = Array.from({ length: ofLane }, (_, four) => four)
const each = (some: readonly number[], line: (i: number) => string): string => some.map(line).join('\n')
const all = (line: (r: number, c: number) => string): string => each(rows, r => each(fours, c => line(r, c)))

const terms = (term: (i: number) => string): string => [0, 1, 2, 3].map(term).join(', ')
/** Four rows of a matrix, `step` fours apart. */
const matrix = (start: string, step: string): string => `mat4x4f(${terms(i => `memory[${start} + ${i}u * ${step}]`)})`

/** Where this invocation reads its quarter of the rows, and what all four have read of a row. */
const ownRows = each(quarters, q => `let a${q} = call.a / 4u + min(row + ${q * lanes}u + lane, end - 1u) * depth;`)
const readRows = `${each(quarters, q => `let own${q} = memory[a${q} + k];`)}
    ${each(rows, r => `let row${r} = subgroupBroadcast(own${Math.floor(r / lanes)}, ${r % lanes}u);`)}`

const sums: Readonly<Record<MatrixKernel, string>> = {
  linear: `
  ${ownRows}
  ${each(fours, c => `let b${c} = call.b / 4u + 4u * four${c} * depth;`)}
  for (var k = 0u; k < depth; k++) {
    ${readRows}
    ${each(
      fours,
      c => `{
      let w = transpose(${matrix(`b${c} + k`, 'depth')});
      ${each(rows, r => `sum${r}_${c} += w * row${r};`)}
    }`,
    )}
  }`,
  linear_gradient_input: `
  ${ownRows}
  ${each(fours, c => `let b${c} = call.b / 4u + four${c};`)}
  for (var k = 0u; k < depth; k++) {
    ${readRows}
    ${each(
      fours,
      c => `{
      let w = ${matrix(`b${c} + 4u * k * width`, 'width')};
      ${each(rows, r => `sum${r}_${c} += w * row${r};`)}
    }`,
    )}
  }`,
  // Four rows of the documents at a time, of dy one an invocation; those after the last one count as 0.
  linear_gradient_weight: `
  ${each(quarters, q => `let a${q} = call.a / 4u + min(row / 4u + ${q}u, depth - 1u);`)}
  ${each(fours, c => `let b${c} = call.b / 4u + four${c};`)}
  for (var k = 0u; k < height; k += 4u) {
    let here = min(vec4u(k) + vec4u(0u, 1u, 2u, 3u), vec4u(height - 1u));
    let mine = min(k + lane, height - 1u);
    let live = select(0.0, 1.0, k + lane < height);
    ${each(
      quarters,
      q => `let own${q} = memory[a${q} + mine * depth] * live;
    let dy${q} = transpose(mat4x4f(${terms(i => `subgroupBroadcast(own${q}, ${i}u)`)}));`,
    )}
    ${each(
      fours,
      c => `{
      let x = mat4x4f(${terms(i => `memory[b${c} + here[${i}] * width]`)});
      ${each(rows, r => `sum${r}_${c} += x * dy${Math.floor(r / 4)}[${r % 4}];`)}
    }`,
    )}
  }`,
}

/**
 * A whole shader. What hangs over the edge computes the last row or four again, and writes the same there: that compiles
 * sooner than a condition for each.
 */
export const blockSource = (kernel: MatrixKernel): string => `enable subgroups;
${prelude.replace('memory: array<f32>', 'memory: array<vec4f>')}
@group(0) @binding(4) var<uniform> call: Call;

@compute @workgroup_size(${lanes})
fn main(@builtin(subgroup_invocation_id) lane: u32, @builtin(workgroup_id) group: vec3u) {
  let count = call.items * steps[0].counts[call.per];
  let item = count * call.part / call.parts + group.x;
  if (item >= count * (call.part + 1u) / call.parts) { return; }
  let width = call.columns / 4u;
  let depth = call.inner / 4u;
  let height = steps[0].rows;
  let across = (call.columns + ${block.columns - 1}u) / ${block.columns}u;
  let row = item / across * ${block.rows}u;
  let column = (item % across * ${lanes}u + lane) * ${ofLane}u;
  let end = ${kernel === 'linear_gradient_weight' ? 'call.out_rows' : 'height'};
  ${each(fours, c => `let four${c} = min(column + ${c}u, width - 1u);`)}
  ${each(rows, r => `let out${r} = call.out / 4u + min(row + ${r}u, end - 1u) * width;`)}
  let keep = call.accumulate == 1u;
  ${all((r, c) => `var sum${r}_${c} = select(vec4f(), memory[out${r} + four${c}], keep);`)}
  ${sums[kernel]}
  ${all((r, c) => `memory[out${r} + four${c}] = sum${r}_${c};`)}
}
`
