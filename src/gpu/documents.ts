/**
 * The schedule `documents`, for batches of small models: one workgroup a document runs forward and backward, then the
 * sums over all documents and the updates follow, each in a dispatch of its own and in a fixed order.
 */
import { flatShape } from './flat.ts'
import { countsOf, stepStride } from './inputs.ts'
import { itemFunctions } from './kernels.ts'
import type { Sizes } from './machine.ts'
import type { Compile } from './pipelines.ts'
import { dispatchWork, workOf, type Schedule } from './schedules.ts'
import { independentRuns, per, type Stage } from './stages.ts'
import { kernelsOf, literalCall, loopOf, sizedPrelude } from './straight.ts'

/** @param sizes of the machine that it will run on */
export async function documentsSchedule(
  compile: Compile,
  stages: readonly Stage[],
  sizes: Sizes,
  isSoftware: boolean,
): Promise<Schedule> {
  const shape = flatShape(isSoftware)
  // What sums over all rows is parameter gradients, updates and the loss, and no stage of a document reads those.
  const runs = independentRuns(stages.filter(stage => stage.per === per.call))
  const ofDocument = stages.filter(stage => stage.per !== per.call)
  const [alone, ...together] = (await compile([
    { label: 'documents', source: documentSource(ofDocument, sizes, isSoftware ? 8 : 64) },
    ...runs.map(run => ({ label: 'sums over documents', source: sumsSource(run, sizes, shape.group) })),
  ])) as [GPUComputePipeline, ...GPUComputePipeline[]]
  return {
    name: 'documents',
    work: inputs =>
      Float64Array.from(inputs, ({ rows }) => dispatchWork * (1 + runs.length) + workOf(stages, countsOf(rows))),
    encode(pass, machine, from, to) {
      for (let step = from; step < to; step++) {
        pass.setBindGroup(0, machine.flatGroup, [step * stepStride, 0])
        pass.setPipeline(alone)
        pass.dispatchWorkgroups(machine.documents[step]!)
        together.forEach((pipeline, i) => {
          pass.setPipeline(pipeline)
          pass.dispatchWorkgroups(Math.min(shape.groups, Math.ceil(itemsOf(runs[i]!) / shape.group)))
        })
      }
    },
  }
}

const itemsOf = (run: readonly Stage[]): number => run.reduce((sum, { items }) => sum + items, 0)

/** The document is made to look like a step of its own, whose rows begin further on. */
const documentSource = (stages: readonly Stage[], sizes: Sizes, group: number): string => `${sizedPrelude(sizes, 1)}
${itemFunctions(kernelsOf(stages))}
@compute @workgroup_size(${group})
fn main(@builtin(local_invocation_index) thread: u32, @builtin(workgroup_id) document: vec3u) {
  step = steps[0];
  let first = rows[row_at(document.x)].document;
  step.first_row += first;
  step.rows = rows[row_at(0u)].left;
  step.longest = step.rows;
  let blocks = (step.rows + 3u) / 4u;
  step.counts = array(1u, step.rows, blocks, blocks * blocks, (step.rows + 15u) / 16u);
${independentRuns(stages)
  .map(
    run =>
      run.map(stage => loopOf(stage, group, stage => literalCall(stage, 'first'))).join('') + '    storageBarrier();\n',
  )
  .join('')}}
`

/** All items of the run in one row; each invocation finds the stage that its item is of. */
function sumsSource(run: readonly Stage[], sizes: Sizes, group: number): string {
  let end = 0
  const branches = run.map(stage => {
    const start = end
    end += stage.items
    return `if (item < ${end}u) {
      // ${stage.label}
      ${stage.kernel}(item - ${start}u, ${literalCall(stage)});
    }`
  })
  return `${sizedPrelude(sizes, 1)}
${itemFunctions(kernelsOf(run))}
@compute @workgroup_size(${group})
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  step = steps[0];
  for (var item = id.x; item < ${end}u; item += groups.x * ${group}u) {
    ${branches.join(' else ')}
  }
}
`
}
