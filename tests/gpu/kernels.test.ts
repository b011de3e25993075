import { expect } from 'chai'
import { bind } from '../../src/engine/exact/kernels.ts'
import { ExactMachine } from '../../src/engine/exact/lane.ts'
import type { Call } from '../../src/engine/graph.ts'
import type { StepInput } from '../../src/engine/lane.ts'
import { isUpdate, kernelNames, type KernelName } from '../../src/engine/ops.ts'
import { flatSchedule } from '../../src/gpu/flat.ts'
import type { OpenDevice } from '../../src/gpu/device.ts'
import { Machine } from '../../src/gpu/machine.ts'
import { Pace } from '../../src/gpu/pace.ts'
import { Pipelines } from '../../src/gpu/pipelines.ts'
import { packCalls, stagesOf, type Stage } from '../../src/gpu/stages.ts'
import { Watch } from '../../src/gpu/watch.ts'
import { livePlaces, relativeDifference, worstOf, type Difference } from './compare.ts'
import { device, oddModels, warmState, type Model } from './models.ts'
import { kernelTolerance } from './tolerances.ts'

/** Runs stages one by one, each from the memory that it is given. */
async function bench(opened: OpenDevice, { plan }: Model, input: StepInput) {
  const { device, isSoftware } = opened
  const stages = stagesOf(plan)
  const pipelines = Pipelines.of(device)
  const words = packCalls(stages)
  const calls = device.createBuffer({ size: words.byteLength, usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST })
  device.queue.writeBuffer(calls, 0, words)
  const watch = new Watch(device, message => console.warn(message))
  const machine = new Machine({ device, plan, layout: pipelines.layout, calls, watch, pace: new Pace() }, 'bench', 1)
  const flat = await flatSchedule(pipelines, stages, isSoftware)
  await machine.perform(flat, [input])
  const run = async (index: number, memory: Float32Array<ArrayBuffer>): Promise<Float32Array> => {
    device.queue.writeBuffer(machine.memory, 0, memory)
    const encoder = device.createCommandEncoder()
    const pass = encoder.beginComputePass()
    flat.encode(pass, machine, index, index + 1)
    pass.end()
    device.queue.submit([encoder.finish()])
    return machine.readMemory([{ start: 0, end: plan.size }], plan.size)
  }
  const close = (): void => {
    watch.dispose()
    machine.destroy()
    calls.destroy()
  }
  return { stages, run, close }
}

/** What a call may write: its output, and an update also its moments. */
const written = ({ kernel, inputs, output }: Call) => (isUpdate(kernel) ? [output, inputs[1]!, inputs[2]!] : [output])

async function differencesOf(opened: OpenDevice, model: Model): Promise<{ stage: Stage; difference: Difference }[]> {
  const { plan, name } = model
  const input = model.inputs(4)[3]!
  const { stages, run, close } = await bench(opened, model, input)
  const machine = new ExactMachine(plan)
  machine.load(await warmState(model, 3))
  machine.step(input)
  // Both lanes get the very same numbers, so that a kernel answers for its own rounding alone.
  const start = Float32Array.from(machine.memory)
  const found = []
  for (const [index, stage] of stages.entries()) {
    const got = await run(index, start)
    machine.memory.set(start)
    for (const call of stage.calls) bind(plan, machine.memory, call)(input.rows, input.rates)
    const tensors = stage.calls.flatMap(written)
    for (const tensor of tensors) {
      const relative = relativeDifference(machine.memory, got, livePlaces(plan, tensor, input.rows))
      const difference = {
        name: `${stage.label} (${tensor.name}) of ${name}`,
        relative,
        tolerance: kernelTolerance[stage.kernel],
      }
      found.push({ stage, difference })
    }
    const mayWrite = new Set(tensors.flatMap(tensor => livePlaces(plan, tensor, input.rows)))
    const strayed = got.findIndex((number, place) => number !== start[place] && !mayWrite.has(place))
    expect(strayed, `${stage.label} of ${name} wrote where it may not`).to.equal(-1)
  }
  close()
  return found
}

describe('each WebGPU kernel', () => {
  const covered = new Set<KernelName>()
  let opened: OpenDevice
  before(async () => {
    opened = await device()
  })
  after(() => opened.device.destroy())

  for (const model of oddModels())
    it(`agrees with its float64 twin on the same numbers, and writes nothing else: ${model.name}`, async () => {
      const found = await differencesOf(opened, model)
      for (const { stage } of found) covered.add(stage.kernel)
      const { isWithin, message } = worstOf(found.map(({ difference }) => difference))
      expect(isWithin, message).to.equal(true)
    })

  it('was among those compared', () => {
    expect([...covered]).to.have.members([...kernelNames])
  })
})
