/** The schedule `flat`: one dispatch a stage, an invocation an item. */
import type { KernelName } from '../engine/ops.ts'
import { countsOf, stepStride } from './inputs.ts'
import { kernelSources, prelude } from './kernels.ts'
import type { Pipelines } from './pipelines.ts'
import { dispatchWork, type Schedule } from './schedules.ts'
import { callStride, type Stage } from './stages.ts'

/**
 * Invocations in a workgroup and workgroups in a dispatch; what is beyond is taken by further rounds of the same
 * invocations. 65,535 is the standard limit. SwiftShader pays for each workgroup, and has few processors to fill.
 */
const flatShape = (isSoftware: boolean): { group: number; groups: number } =>
  isSoftware ? { group: 16, groups: 16 } : { group: 64, groups: 65_535 }

/** The offsets come with the dispatch, so the same shaders serve every model. */
export async function flatSchedule(
  pipelines: Pipelines,
  stages: readonly Stage[],
  isSoftware: boolean,
): Promise<Schedule> {
  const shape = flatShape(isSoftware)
  const names = [...new Set(stages.map(stage => stage.kernel))]
  const compiled = await Promise.all(names.map(name => pipelines.get(`flat ${name}`, flatSource(name, shape.group))))
  const pipelineOf = new Map(names.map((name, i) => [name, compiled[i]!]))
  return {
    name: 'flat',
    work: inputs =>
      Float64Array.from(
        inputs.flatMap(({ rows }) => {
          const counts = countsOf(rows)
          return stages.map(stage => dispatchWork + stage.items * counts[stage.per] * stage.work)
        }),
      ),
    encode(pass, machine, from, to) {
      for (let piece = from; piece < to; piece++) {
        const step = Math.floor(piece / stages.length)
        const index = piece % stages.length
        const { kernel, items, per } = stages[index]!
        pass.setPipeline(pipelineOf.get(kernel)!)
        pass.setBindGroup(0, machine.flatGroup, [step * stepStride, index * callStride])
        const groups = Math.ceil((items * machine.counts[step]![per]!) / shape.group)
        pass.dispatchWorkgroups(Math.min(groups, shape.groups))
      }
    },
  }
}

function flatSource(kernel: KernelName, group: number): string {
  return `${prelude}
${kernelSources[kernel]}
@group(0) @binding(4) var<uniform> bound: Call;

@compute @workgroup_size(${group})
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  step = steps[0];
  let call = bound;
  let count = call.items * step.counts[call.per];
  for (var item = id.x; item < count; item += groups.x * ${group}u) {
    ${kernel}(item, call);
  }
}
`
}
