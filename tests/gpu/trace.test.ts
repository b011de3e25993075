import { expect } from 'chai'
import { ExactLane } from '../../src/engine/exact/lane.ts'
import type { OpenDevice } from '../../src/gpu/device.ts'
import { livePlaces, relativeDifference, worstOf } from './compare.ts'
import { device, laneFor, microgptModel, oddModels, warmState } from './models.ts'
import { traceTolerance } from './tolerances.ts'

describe('a step laid open on WebGPU', () => {
  let opened: OpenDevice
  before(async () => {
    opened = await device()
  })
  after(() => opened.device.destroy())

  for (const model of [...oddModels(), microgptModel()])
    it(`shows the activations, gradients and updated parameters of the exact lane: ${model.name}`, async () => {
      const { plan } = model
      const state = await warmState(model, 3)
      const input = model.inputs(4)[3]!
      const exact = await new ExactLane(plan).trace(state, input)
      const lane = await laneFor(plan, { opened })
      const got = await lane.trace(state, input)
      expect(got.lane).to.equal('webgpu')
      expect(got.memory).to.be.instanceOf(Float32Array).with.lengthOf(plan.size)
      const phases = { activations: 'forward', gradients: 'backward', 'parameter gradients': 'backward' } as const
      const differences = plan.tensors.map(tensor => {
        const phase = tensor.section in phases ? phases[tensor.section as keyof typeof phases] : 'update'
        const relative = relativeDifference(exact.memory, got.memory, livePlaces(plan, tensor, input.rows))
        return { name: tensor.name, relative, tolerance: traceTolerance[phase] }
      })
      const { isWithin, message } = worstOf(differences)
      expect(isWithin, message).to.equal(true)
      lane.dispose()
    })

  it('leaves training where it was', async () => {
    const model = microgptModel()
    const lane = await laneFor(model.plan, { opened })
    await lane.load(model.state)
    await lane.train(model.inputs(5))
    const before = await lane.state()
    await lane.trace(model.state, model.inputs(1)[0]!)
    expect(await lane.state()).to.deep.equal(before)
    lane.dispose()
  })
})
