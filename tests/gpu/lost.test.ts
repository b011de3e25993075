import { expect } from 'chai'
import { LaneLost } from '../../src/engine/lane.ts'
import type { WebGpuLane } from '../../src/gpu/lane.ts'
import { device, laneFor, microgptModel, type Model } from './models.ts'

/** What a promise fails with, within five seconds. */
async function failureOf(work: Promise<unknown>): Promise<unknown> {
  const late = new Promise(resolve => setTimeout(resolve, 5000, new Error('nothing happened for five seconds')))
  const failure = work.then(() => new Error('it went well')).catch((error: unknown) => error)
  return Promise.race([failure, late])
}

async function losingLane(model: Model) {
  const opened = await device()
  const told: string[] = []
  const lane = await laneFor(model.plan, { opened, schedule: 'flat', onLost: message => told.push(message) })
  await lane.load(model.state)
  await lane.train(model.inputs(3))
  return { opened, lane, told }
}

/** All that can be asked of a lane, and so much of it that it is still pending when a device goes soon after. */
const everything = ({ state, inputs }: Model, lane: WebGpuLane): Promise<unknown>[] => [
  lane.train(inputs(2000)),
  lane.state(),
  lane.load(state),
  Promise.all(inputs(200).map(input => lane.trace(state, input))),
]

describe('a lost graphics device', () => {
  const model = microgptModel()

  it('fails what is pending and all that follows with LaneLost, and is told once', async () => {
    const { opened, lane, told } = await losingLane(model)
    const pending = everything(model, lane)
    setTimeout(() => opened.device.destroy(), 30)
    for (const failure of await Promise.all(pending.map(failureOf))) expect(failure).to.be.instanceOf(LaneLost)
    for (const failure of await Promise.all(everything(model, lane).map(failureOf)))
      expect(failure).to.be.instanceOf(LaneLost)
    expect(told).to.have.lengthOf(1)
    expect(told[0]).to.match(/graphics device/)
    lane.dispose()
  })

  it('leaves the way open for a new device and a new lane', async () => {
    const lane = await laneFor(model.plan)
    const trace = await lane.trace(model.state, model.inputs(1)[0]!)
    expect(trace.memory.some(number => number !== 0)).to.equal(true)
    lane.dispose()
  })

  it('is not what closing a lane looks like: what is pending fails, nobody is told', async () => {
    const { opened, lane, told } = await losingLane(model)
    const pending = lane.train(model.inputs(2000))
    lane.dispose()
    expect(await failureOf(pending)).to.be.instanceOf(LaneLost)
    opened.device.destroy()
    await opened.device.lost
    expect(told).to.deep.equal([])
  })

  it('is also a device that reports an error nobody expected, as its numbers may be wrong', async () => {
    const { opened, lane, told } = await losingLane(model)
    opened.device.createBuffer({ size: 16, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.STORAGE })
    await new Promise(resolve => setTimeout(resolve, 200))
    expect(await failureOf(lane.state())).to.be.instanceOf(LaneLost)
    expect(told).to.have.lengthOf(1)
    lane.dispose()
    opened.device.destroy()
  })
})
