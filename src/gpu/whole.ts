/** The schedule `whole`: one workgroup runs whole steps, many in one dispatch. */
import { countsOf } from './inputs.ts'
import { itemFunctions } from './kernels.ts'
import type { Sizes } from './machine.ts'
import type { Compile } from './pipelines.ts'
import { dispatchWork, workOf, type Schedule } from './schedules.ts'
import { independentRuns, type Stage } from './stages.ts'
import { kernelsOf, loopOf, sizedPrelude } from './straight.ts'

/** @param sizes of the machine that it will run on */
export async function wholeSchedule(
  compile: Compile,
  stages: readonly Stage[],
  sizes: Sizes,
  isSoftware: boolean,
): Promise<Schedule> {
  // SwiftShader pays for each invocation at a barrier; hardware idles where there are few.
  const source = wholeSource(stages, sizes, isSoftware ? 4 : 128)
  const [pipeline] = (await compile([{ label: 'whole', source }])) as [GPUComputePipeline]
  return {
    name: 'whole',
    work: inputs => Float64Array.from(inputs, ({ rows }) => dispatchWork + workOf(stages, countsOf(rows))),
    encode(pass, machine, from, to) {
      machine.writeRun(from, to - from)
      pass.setPipeline(pipeline)
      pass.setBindGroup(0, machine.wholeGroup, [0, 0])
      pass.dispatchWorkgroups(1)
    },
  }
}

/** A workgroup sees only what it wrote itself, and only after a barrier, which `storageBarrier` is for execution too. */
const wholeSource = (
  stages: readonly Stage[],
  sizes: Sizes,
  group: number,
): string => `${sizedPrelude(sizes, sizes.steps)}
${itemFunctions(kernelsOf(stages))}
struct Run {
  first: u32,
  count: u32,
}
@group(0) @binding(4) var<uniform> run: Run;

@compute @workgroup_size(${group})
fn main(@builtin(local_invocation_index) thread: u32) {
  for (var s = run.first; s < run.first + run.count; s++) {
    step = steps[s];
${independentRuns(stages)
  .map(run => run.map(stage => loopOf(stage, group)).join('') + '    storageBarrier();\n')
  .join('')}  }
}
`
