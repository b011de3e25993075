import { expect } from 'chai'
import { defaultConfig } from '../../src/engine/config.ts'
import { datasetOf } from '../../src/engine/dataset.ts'
import { ExactLane } from '../../src/engine/exact/lane.ts'
import { planFor } from '../../src/engine/plan.ts'
import { Trainer } from '../../src/engine/trainer.ts'
import names from '../../src/data/names.txt'
import type { OpenDevice } from '../../src/gpu/device.ts'
import type { WebGpuLane } from '../../src/gpu/lane.ts'
import type { ScheduleName } from '../../src/gpu/schedules.ts'
import { device, exactLosses, laneFor, microgptModel, type Model } from './models.ts'
import { lossTolerance } from './tolerances.ts'

const steps = 60
const schedules = ['flat', 'whole', 'documents'] as const

describe('training on WebGPU', () => {
  let opened: OpenDevice
  before(async () => {
    opened = await device()
  })
  after(() => opened.device.destroy())

  const lane = async ({ plan, state }: Model, schedule?: ScheduleName): Promise<WebGpuLane> => {
    const made = await laneFor(plan, { opened, ...(schedule && { schedule }) })
    await made.load(state)
    return made
  }

  const models = [microgptModel(), microgptModel({ n_embd: 10, n_head: 2, activation: 'relu2', batch_size: 3 })]
  for (const model of models)
    for (const schedule of schedules)
      it(`follows the exact losses for ${steps} steps, scheduled ${schedule}: ${model.name}`, async () => {
        const exact = await exactLosses(model, steps)
        const made = await lane(model, schedule)
        const losses = await made.train(model.inputs(steps))
        expect(made.schedule).to.equal(schedule)
        losses.forEach((loss, step) => expect(loss).to.be.closeTo(exact[step]!, lossTolerance, `step ${step + 1}`))
        made.dispose()
      })

  for (const schedule of schedules) {
    it(`gives the same bits when it is done again, scheduled ${schedule}`, async () => {
      const model = microgptModel()
      const run = async () => {
        const made = await lane(model, schedule)
        const losses = await made.train(model.inputs(steps))
        const state = await made.state()
        made.dispose()
        return { losses, state }
      }
      expect(await run()).to.deep.equal(await run())
    })

    it(`goes on from a saved state as if never interrupted, scheduled ${schedule}`, async () => {
      const model = microgptModel()
      const inputs = model.inputs(steps)
      const straight = await lane(model, schedule)
      const losses = await straight.train(inputs)
      const first = await lane(model, schedule)
      const early = await first.train(inputs.slice(0, 25))
      const saved = await first.state()
      expect(saved.step).to.equal(25)
      const second = await lane(model, schedule)
      await second.load(saved)
      const late = await second.train(inputs.slice(25))
      expect([...early, ...late]).to.deep.equal([...losses])
      expect(await second.state()).to.deep.equal(await straight.state())
      for (const made of [straight, first, second]) made.dispose()
    })
  }

  for (const [batch_size, schedule] of [
    [1, 'whole'],
    [2, 'documents'],
  ] as const)
    it(`begins at once, moves a small model to ${schedule}, and still repeats each step as it was`, async () => {
      const model = microgptModel({ batch_size, num_steps: 4000 })
      const made = await lane(model)
      const inputs = model.inputs(4000)
      const losses: number[] = []
      while (made.schedule === 'flat' && losses.length < inputs.length - 30)
        losses.push(...(await made.train(inputs.slice(losses.length, losses.length + 10))))
      const moved = losses.length
      expect(made.schedule, 'schedule in the end').to.equal(schedule)
      losses.push(...(await made.train(inputs.slice(moved, moved + 30))))
      const state = await made.state()
      await made.load(model.state)
      const again = await made.train(inputs.slice(0, moved + 30))
      expect([...again]).to.deep.equal(losses)
      expect(await made.state()).to.deep.equal(state)
      made.dispose()
    })

  it('gives all 1,000 losses of the shipped names as the exact lane does', async () => {
    const dataset = datasetOf('names', names, defaultConfig.seed)
    const plan = planFor(defaultConfig, dataset.tokenizer.vocab_size)
    const trainer = new Trainer(defaultConfig, dataset, await laneFor(plan, { opened, schedule: 'whole' }))
    const exact = new Trainer(defaultConfig, dataset, new ExactLane(plan))
    await Promise.all([trainer.start(), exact.start()])
    const want = await exact.advance(1000)
    const got = await trainer.advance(1000)
    got.forEach((loss, step) => expect(loss).to.be.closeTo(want[step]!, lossTolerance, `step ${step + 1}`))
    expect(got).to.have.lengthOf(1000)
    trainer.lane.dispose()
  })

  it('keeps a wide model on the flat schedule, whose every step may be spread over several submits', async () => {
    const model = microgptModel({ n_embd: 128, n_layer: 2, block_size: 64, batch_size: 2, n_head: 16 })
    const exact = await exactLosses(model, 2)
    const run = async () => {
      const made = await lane(model)
      const losses = await made.train(model.inputs(2))
      losses.forEach((loss, step) => expect(loss).to.be.closeTo(exact[step]!, lossTolerance, `step ${step + 1}`))
      expect(made.schedule).to.equal('flat')
      const state = await made.state()
      made.dispose()
      return { losses, state }
    }
    expect(await run()).to.deep.equal(await run())
  })

  it('trains no step when given none', async () => {
    const model = microgptModel()
    const made = await lane(model)
    expect(await made.train([])).to.have.lengthOf(0)
    expect((await made.state()).parameters).to.deep.equal(Float64Array.from(Float32Array.from(model.state.parameters)))
    made.dispose()
  })

  it('lets a run that left the numbers say so by its losses', async () => {
    const model = microgptModel()
    const made = await lane(model)
    await made.load({ ...model.state, parameters: model.state.parameters.map(() => NaN) })
    const losses = await made.train(model.inputs(2))
    expect([...losses].some(Number.isFinite)).to.equal(false)
    made.dispose()
  })
})
