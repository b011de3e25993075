/** The schedule `whole`: one workgroup runs whole steps, by straight-line code in which all offsets are literals. */
import { countsOf } from './inputs.ts'
import { kernelSources, prelude } from './kernels.ts'
import type { Sizes } from './machine.ts'
import type { Pipelines } from './pipelines.ts'
import { dispatchWork, type Schedule } from './schedules.ts'
import { independentRuns, type Stage } from './stages.ts'

/** @param sizes of the machine that it will run on; code for arrays of known size checks bounds a quarter faster */
export async function wholeSchedule(
  pipelines: Pipelines,
  stages: readonly Stage[],
  sizes: Sizes,
  isSoftware: boolean,
): Promise<Schedule> {
  // SwiftShader pays for each invocation at a barrier; hardware idles where there are few.
  const pipeline = await pipelines.get('whole', wholeSource(stages, sizes, isSoftware ? 16 : 128))
  return {
    name: 'whole',
    work: inputs =>
      Float64Array.from(inputs, ({ rows }) => {
        const counts = countsOf(rows)
        return stages.reduce((sum, stage) => sum + stage.items * counts[stage.per] * stage.work, dispatchWork)
      }),
    encode(pass, machine, from, to) {
      machine.writeRun(from, to - from)
      pass.setPipeline(pipeline)
      pass.setBindGroup(0, machine.wholeGroup, [0, 0])
      pass.dispatchWorkgroups(1)
    },
  }
}

/** The prelude with arrays of known size. */
function sized({ memory, rows, steps }: Sizes): string {
  return prelude
    .replace('memory: array<f32>', `memory: array<f32, ${memory}>`)
    .replace('rows: array<Row>', `rows: array<Row, ${rows}>`)
    .replace('steps: array<Step>', `steps: array<Step, ${steps}>`)
}

/** A workgroup sees only what it wrote itself, and only after a barrier, which `storageBarrier` is for execution too. */
function wholeSource(stages: readonly Stage[], sizes: Sizes, group: number): string {
  const names = [...new Set(stages.map(stage => stage.kernel))]
  const loop = ({ kernel, label, fields, items, per }: Stage): string => `    // ${label}
    for (var item = thread; item < ${items}u * step.counts[${per}]; item += ${group}u) {
      ${kernel}(item, Call(${fields.map(field => `${field}u`).join(', ')}));
    }
`
  return `${sized(sizes)}
${names.map(name => kernelSources[name]).join('\n')}
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
  .map(run => run.map(loop).join('') + '    storageBarrier();\n')
  .join('')}  }
}
`
}
