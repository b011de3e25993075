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
import { inWideForm } from '../../src/gpu/wide.ts'
import { livePlaces, relativeDifference, worstOf, type Difference } from './compare.ts'
import { device, microgptModel, oddModels, warmState, type Model } from './models.ts'
import { kernelTolerance } from './tolerances.ts'

/** Runs stages one by one, each from the memory that it is given. */
async function bench(opened: OpenDevice, { plan }: Model, stages: readonly Stage[], input: StepInput) {
  const { device } = opened
  const pipelines = Pipelines.of(device)
  const words = packCalls(stages)
  const calls = device.createBuffer({ size: words.byteLength, usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST })
  device.queue.writeBuffer(calls, 0, words)
  const watch = new Watch(device, message => console.warn(message))
  const machine = new Machine({ device, plan, layout: pipelines.layout, calls, watch, pace: new Pace() }, 'bench', 1)
  const flat = await flatSchedule(shaders => pipelines.getAll(shaders), stages, opened.isSoftware)
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
  return { run, close }
}

/** What a call may write: its output, and an update also its moments. */
const written = ({ kernel, inputs, output }: Call) => (isUpdate(kernel) ? [output, inputs[1]!, inputs[2]!] : [output])

interface Found {
  readonly stage: Stage
  readonly difference: Difference
}

async function differencesOf(opened: OpenDevice, model: Model, stages = stagesOf(model.plan)): Promise<Found[]> {
  const { plan, name } = model
  const input = model.inputs(4)[3]!
  const { run, close } = await bench(opened, model, stages, input)
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

  const wide = [
    { n_embd: 20, n_head: 5, n_layer: 1, block_size: 13, batch_size: 4 },
    { n_embd: 36, n_head: 3, n_layer: 2, block_size: 6, batch_size: 2, tied_head: true },
  ].map(changes => microgptModel({ ...changes, std: 0.2 }))
  for (const model of wide)
    for (const isSoftware of [true, false])
      it(`agrees with it in ${isSoftware ? 'blocks' : 'tiles'}: ${model.name}`, async () => {
        const { plan } = model
        const traits = { ...opened, isSoftware }
        const stages = stagesOf(plan).map(stage =>
          inWideForm(stage, plan.positions, traits, { outputs: 0, columns: 0 }),
        )
        const found = await differencesOf(traits, model, stages)
        const inside = found.filter(({ stage }) => stage.wide)
        expect(new Set(inside.map(({ stage }) => stage.kernel)).size).to.equal(3)
        const { isWithin, message } = worstOf(found.map(({ difference }) => difference))
        expect(isWithin, message).to.equal(true)
      })

  it('was among those compared', () => {
    expect([...covered]).to.have.members([...kernelNames])
  })
})
