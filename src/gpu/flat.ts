/** The schedule `flat`: one dispatch a stage, an invocation an item. */
import type { Plan } from '../engine/plan.ts'
import { blockSource } from './blocks.ts'
import type { Traits } from './device.ts'
import { countsFor, countsOf, stepStride } from './inputs.ts'
import { itemFunctions, prelude } from './kernels.ts'
import type { Compile } from './pipelines.ts'
import { dispatchWork, workOf, type Schedule } from './schedules.ts'
import { callStride, inParts, stagesOf, type Stage } from './stages.ts'
import { tileSource } from './tiles.ts'
import { inWideForm } from './wide.ts'

interface Shape {
  readonly group: number
  readonly groups: number
}

/**
 * Invocations in a workgroup and workgroups in a dispatch; what is beyond is taken by further rounds of the same
 * invocations. 65,535 is the standard limit. SwiftShader pays for each workgroup, and has few processors to fill.
 */
export const flatShape = (isSoftware: boolean): Shape =>
  isSoftware ? { group: 16, groups: 16 } : { group: 64, groups: 65_535 }

/** A block or a tile takes a workgroup, all others an invocation. */
const wideShape: Shape = { group: 1, groups: 65_535 }

const shapeOf = ({ wide }: Stage, isSoftware: boolean): Shape => (wide ? wideShape : flatShape(isSoftware))

/** More work than this in one dispatch, some milliseconds, is cut up: a submit holds whole dispatches. */
const mostOfDispatch = (isSoftware: boolean): number => (isSoftware ? 6_000_000 : 200_000_000)

/** The stages of a plan as `flatSchedule` takes them. */
export function flatStagesOf(plan: Plan, traits: Traits): Stage[] {
  const counts = countsFor(plan.positions, plan.config.block_size)
  return stagesOf(plan)
    .map(stage => inWideForm(stage, plan.positions, traits))
    .flatMap(stage => inParts(stage, counts, mostOfDispatch(traits.isSoftware)))
}

/** The offsets come with the dispatch, so the same shaders serve every model. */
export async function flatSchedule(compile: Compile, stages: readonly Stage[], isSoftware: boolean): Promise<Schedule> {
  const kinds = [...new Map(stages.map(stage => [labelOf(stage), stage]))]
  const compiled = await compile(kinds.map(([label, stage]) => ({ label, source: sourceOf(stage, isSoftware) })))
  const byLabel = new Map(kinds.map(([label], i) => [label, compiled[i]!]))
  const pipelines = stages.map(stage => byLabel.get(labelOf(stage))!)
  return {
    name: 'flat',
    work: inputs =>
      Float64Array.from(
        inputs.flatMap(({ rows }) => {
          const counts = countsOf(rows)
          return stages.map(stage => dispatchWork + workOf([stage], counts))
        }),
      ),
    encode(pass, machine, from, to) {
      for (let piece = from; piece < to; piece++) {
        const step = Math.floor(piece / stages.length)
        const index = piece % stages.length
        const stage = stages[index]!
        const { group, groups } = shapeOf(stage, isSoftware)
        const items = (stage.items * machine.counts[step]![stage.per]!) / stage.parts
        pass.setPipeline(pipelines[index]!)
        pass.setBindGroup(0, machine.flatGroup, [step * stepStride, index * callStride])
        pass.dispatchWorkgroups(Math.min(groups, Math.ceil(items / group)))
      }
    },
  }
}

const labelOf = ({ kernel, wide }: Stage): string => `flat ${kernel}${wide ? ` by ${wide.form}s` : ''}`

function sourceOf({ kernel, wide }: Stage, isSoftware: boolean): string {
  if (wide) return wide.form === 'tile' ? tileSource(wide.kernel) : blockSource(wide.kernel)
  const { group } = flatShape(isSoftware)
  return `${prelude}${itemFunctions([kernel])}
@group(0) @binding(4) var<uniform> bound: Call;

@compute @workgroup_size(${group})
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  step = steps[0];
  let call = bound;
  let count = call.items * step.counts[call.per];
  let start = count * call.part / call.parts;
  let end = count * (call.part + 1u) / call.parts;
  for (var item = start + id.x; item < end; item += groups.x * ${group}u) {
    ${kernel}(item, call);
  }
}
`
}
