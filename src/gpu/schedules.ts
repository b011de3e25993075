/**
 * Two ways to run a plan on a device, made of the same item functions. `flat` gives each stage its own dispatch and is
 * good for every size. `whole` is for small models: one workgroup runs many steps in one dispatch, so that a step costs
 * no way to the device and back.
 */
import type { StepInput } from '../engine/lane.ts'
import type { KernelName } from '../engine/ops.ts'
import { countsOf, stepStride } from './inputs.ts'
import { kernelSources, prelude } from './kernels.ts'
import type { Machine } from './machine.ts'
import type { Pipelines } from './pipelines.ts'
import { callStride, independentRuns, type Stage } from './stages.ts'

export type ScheduleName = 'flat' | 'whole'

export interface Schedule {
  readonly name: ScheduleName
  /** The work of the pieces that a run of steps falls into. A submit takes one or more of them, in order. */
  work(inputs: readonly StepInput[]): Float64Array
  /** Encodes the pieces from one up to another. */
  encode(pass: GPUComputePassEncoder, machine: Machine, from: number, to: number): void
}

const flatGroup = 8
/** Workgroups in one dispatch, by the standard limits; items beyond are taken by a second round of the same invocations. */
const mostGroups = 8
/** What a dispatch costs besides its items, in the unit of `Stage.work`. */
const dispatchWork = 2_000

/** One dispatch a stage; the offsets come with the dispatch, so the same shaders serve every model. */
export async function flatSchedule(pipelines: Pipelines, stages: readonly Stage[]): Promise<Schedule> {
  const names = [...new Set(stages.map(stage => stage.kernel))]
  const compiled = await Promise.all(names.map(name => pipelines.get(`flat ${name}`, flatSource(name))))
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
        const groups = Math.ceil((items * machine.counts[step]![per]!) / flatGroup)
        pass.dispatchWorkgroups(Math.min(groups, mostGroups))
      }
    },
  }
}

function flatSource(kernel: KernelName): string {
  return `${prelude}
${kernelSources[kernel]}
@group(0) @binding(4) var<uniform> bound: Call;

@compute @workgroup_size(${flatGroup})
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  step = steps[0];
  let call = bound;
  let count = call.items * step.counts[call.per];
  for (var item = id.x; item < count; item += groups.x * ${flatGroup}u) {
    ${kernel}(item, call);
  }
}
`
}

/** Straight-line code takes longer to compile with every stage: about as many as one block makes. */
const mostStages = 64
/** A step of more work than this is better spread over the whole device. */
const mostWork = 2_000_000

/** Whether a model is small enough to be run by one workgroup. */
export function suitsWhole(stages: readonly Stage[], positions: number): boolean {
  const counts = [1, positions, Math.ceil(positions / 4), positions * Math.ceil(positions / 4)] as const
  const work = stages.reduce((sum, stage) => sum + stage.items * counts[stage.per] * stage.work, 0)
  return stages.length <= mostStages && work <= mostWork
}

/** @param isSoftware SwiftShader pays for each invocation at a barrier, hardware for each that is missing */
export async function wholeSchedule(
  pipelines: Pipelines,
  stages: readonly Stage[],
  isSoftware: boolean,
): Promise<Schedule> {
  const pipeline = await pipelines.get('whole', wholeSource(stages, isSoftware ? 16 : 128))
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

/** A workgroup sees only what it wrote itself, and only after a barrier, which `storageBarrier` is for execution too. */
function wholeSource(stages: readonly Stage[], size: number): string {
  const names = [...new Set(stages.map(stage => stage.kernel))]
  const loop = ({ kernel, label, fields, items, per }: Stage): string => `    // ${label}
    for (var item = thread; item < ${items}u * step.counts[${per}]; item += ${size}u) {
      ${kernel}(item, Call(${fields.map(field => `${field}u`).join(', ')}));
    }
`
  return `${prelude}
${names.map(name => kernelSources[name]).join('\n')}
struct Run {
  first: u32,
  count: u32,
}
@group(0) @binding(4) var<uniform> run: Run;

@compute @workgroup_size(${size})
fn main(@builtin(local_invocation_index) thread: u32) {
  for (var s = run.first; s < run.first + run.count; s++) {
    step = steps[s];
${independentRuns(stages)
  .map(run => run.map(loop).join('') + '    storageBarrier();\n')
  .join('')}  }
}
`
}
