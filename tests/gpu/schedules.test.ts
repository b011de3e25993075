import { expect } from 'chai'
import { ExactLane } from '../../src/engine/exact/lane.ts'
import type { OpenDevice } from '../../src/gpu/device.ts'
import { relativeDifference, worstOf } from './compare.ts'
import { device, laneFor, oddModels, warmState, type Model } from './models.ts'
import { traceTolerance } from './tolerances.ts'

/** How far the state after one step is from the exact one, matrix by matrix. */
async function differencesOf(model: Model, opened: OpenDevice, schedule: 'flat' | 'whole' | 'documents') {
  const { plan } = model
  const state = await warmState(model, 3)
  const inputs = model.inputs(4).slice(3)
  const exact = new ExactLane(plan)
  const lane = await laneFor(plan, { opened, schedule })
  await Promise.all([exact.load(state), lane.load(state)])
  await exact.train(inputs)
  await lane.train(inputs)
  const [want, got] = [await exact.state(), await lane.state()]
  lane.dispose()
  const matrices = plan.tensors.filter(({ section }) => section === 'parameters')
  return (['parameters', 'm', 'v'] as const).flatMap(section =>
    matrices.map(matrix => {
      const start = plan.offset(matrix)
      const places = Array.from({ length: matrix.rows * matrix.columns }, (_, i) => start + i)
      const relative = relativeDifference(want[section], got[section], places)
      return { name: `${section} of ${matrix.name}`, relative, tolerance: traceTolerance.update }
    }),
  )
}

describe('a step on WebGPU', () => {
  let opened: OpenDevice
  before(async () => {
    opened = await device()
  })
  after(() => opened.device.destroy())

  // Every activation, norm and update between them, one document and several, one head tied.
  const models = [1, 2, 5].map(i => oddModels()[i]!)
  for (const model of models)
    for (const schedule of ['whole', 'documents'] as const)
      it(`updates as the exact lane does, scheduled ${schedule}: ${model.name}`, async () => {
        const { isWithin, message } = worstOf(await differencesOf(model, opened, schedule))
        expect(isWithin, message).to.equal(true)
      })

  it('updates so by the shapes for hardware too', async () => {
    const hardware = { ...opened, isSoftware: false }
    for (const schedule of ['flat', 'whole', 'documents'] as const) {
      const { isWithin, message } = worstOf(await differencesOf(models[1]!, hardware, schedule))
      expect(isWithin, `${schedule}: ${message}`).to.equal(true)
    }
  })
})
