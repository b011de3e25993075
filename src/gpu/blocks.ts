/**
 * Matrix products on SwiftShader, which pays for reads far more than for sums, and for barriers more still: an
 * invocation computes a block of 16 by 16 outputs with its sums in variables, so that each number that it reads serves
 * a whole row or column of the block. The memory is read four numbers at a time, which asks for tensors that start, and
 * rows that end, at multiples of four.
 */
import { prelude } from './kernels.ts'
import type { MatrixKernel } from './tiles.ts'

export const block = { rows: 16, fours: 4 } as const

const rows = Array.from({ length: block.rows }, (_, row) => row)
const quarters = rows.slice(0, block.rows / 4)
const fours = Array.from({ length: block.fours }, (_, four) => four)
const each = (some: readonly number[], line: (i: number) => string): string => some.map(line).join('\n')
const all = (line: (r: number, c: number) => string): string => each(rows, r => each(fours, c => line(r, c)))

const terms = (term: (i: number) => string): string => [0, 1, 2, 3].map(term).join(', ')
/** Four rows of a matrix, `step` fours apart. */
const matrix = (start: string, step: string): string => `mat4x4f(${terms(i => `memory[${start} + ${i}u * ${step}]`)})`

const sums: Readonly<Record<MatrixKernel, string>> = {
  linear: `
  ${each(rows, r => `let a${r} = call.a / 4u + row${r} * depth;`)}
  ${each(fours, c => `let b${c} = call.b / 4u + 4u * four${c} * depth;`)}
  for (var k = 0u; k < depth; k++) {
    ${each(rows, r => `let x${r} = memory[a${r} + k];`)}
    ${each(
      fours,
      c => `{
      let w = transpose(${matrix(`b${c} + k`, 'depth')});
      ${each(rows, r => `sum${r}_${c} += w * x${r};`)}
    }`,
    )}
  }`,
  linear_gradient_input: `
  ${each(rows, r => `let a${r} = call.a / 4u + row${r} * depth;`)}
  ${each(fours, c => `let b${c} = call.b / 4u + four${c};`)}
  for (var k = 0u; k < depth; k++) {
    ${each(rows, r => `let dy${r} = memory[a${r} + k];`)}
    ${each(
      fours,
      c => `{
      let w = ${matrix(`b${c} + 4u * k * width`, 'width')};
      ${each(rows, r => `sum${r}_${c} += w * dy${r};`)}
    }`,
    )}
  }`,
  // Four rows at a time; those after the last one count as 0.
  linear_gradient_weight: `
  ${each(quarters, q => `let a${q} = call.a / 4u + min(row / 4u + ${q}u, depth - 1u);`)}
  ${each(fours, c => `let b${c} = call.b / 4u + four${c};`)}
  for (var k = 0u; k < step.rows; k += 4u) {
    let here = min(vec4u(k) + vec4u(0u, 1u, 2u, 3u), vec4u(step.rows - 1u));
    let live = select(vec4f(), vec4f(1.0), vec4u(k) + vec4u(0u, 1u, 2u, 3u) < vec4u(step.rows));
    ${each(quarters, q => `let dy${q} = transpose(mat4x4f(${terms(i => `memory[a${q} + here[${i}] * depth] * live[${i}]`)}));`)}
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
 * The item function `block` over a memory of fours. What hangs over the edge computes the last row or four again, and
 * writes the same there: that compiles sooner than a condition for each.
 */
export const blockSource = (
  kernel: MatrixKernel,
): string => `${prelude.replace('memory: array<f32>', 'memory: array<vec4f>')}
fn block(item: u32, call: Call) {
  let width = call.columns / 4u;
  let depth = call.inner / 4u;
  let across = (width + ${block.fours - 1}u) / ${block.fours}u;
  let row = item / across * ${block.rows}u;
  let column = item % across * ${block.fours}u;
  let end = ${kernel === 'linear_gradient_weight' ? 'call.out_rows' : 'step.rows'};
  ${each(rows, r => `let row${r} = min(row + ${r}u, end - 1u);`)}
  ${each(rows, r => `let out${r} = call.out / 4u + row${r} * width;`)}
  ${each(fours, c => `let four${c} = min(column + ${c}u, width - 1u);`)}
  let keep = call.accumulate == 1u;
  ${all((r, c) => `var sum${r}_${c} = select(vec4f(), memory[out${r} + four${c}], keep);`)}
  ${sums[kernel]}
  ${all((r, c) => `memory[out${r} + four${c}] = sum${r}_${c};`)}
}
`
