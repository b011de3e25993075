import { expect } from 'chai'
import { device, laneFor, microgptModel } from './models.ts'

/** How many more buffers were made than destroyed while some work ran. */
async function buffersKept(work: () => Promise<void>): Promise<number> {
  const destroyed = new Set<GPUBuffer>()
  let made = 0
  const { createBuffer } = GPUDevice.prototype
  const { destroy } = GPUBuffer.prototype
  GPUDevice.prototype.createBuffer = function (descriptor) {
    made++
    return createBuffer.call(this, descriptor)
  }
  GPUBuffer.prototype.destroy = function () {
    destroyed.add(this)
    return destroy.call(this)
  }
  try {
    await work()
    return made - destroyed.size
  } finally {
    GPUDevice.prototype.createBuffer = createBuffer
    GPUBuffer.prototype.destroy = destroy
  }
}

describe('memory of the graphics device', () => {
  const { plan, state, inputs } = microgptModel()

  it('does not grow with 100 traces', async () => {
    const lane = await laneFor(plan)
    await lane.trace(state, inputs(1)[0]!)
    const kept = await buffersKept(async () => {
      for (const input of inputs(100)) await lane.trace(state, input)
    })
    expect(kept).to.equal(0)
    lane.dispose()
  })

  it('does not grow with 10,000 steps', async () => {
    const long = microgptModel({ num_steps: 10_000 })
    const lane = await laneFor(long.plan, { schedule: 'whole' })
    await lane.load(long.state)
    const steps = long.inputs(10_000)
    const train = (from: number, to: number) => lane.train(steps.slice(from, to))
    await train(0, 500)
    const kept = await buffersKept(async () => {
      for (let from = 500; from < 10_000; from += 500) await train(from, from + 500)
    })
    expect(kept).to.equal(0)
    expect((await lane.state()).step).to.equal(10_000)
    lane.dispose()
  })

  it('does not grow with training and saving', async () => {
    const lane = await laneFor(plan)
    await lane.load(state)
    await lane.train(inputs(300))
    await lane.state()
    const kept = await buffersKept(async () => {
      for (let round = 0; round < 10; round++) {
        await lane.train(inputs(20))
        await lane.load(await lane.state())
      }
    })
    expect(kept).to.equal(0)
    lane.dispose()
  })

  it('is all given back when 20 lanes close one after the other, on a device that stays', async () => {
    const opened = await device()
    const kept = await buffersKept(async () => {
      for (let round = 0; round < 20; round++) {
        const lane = await laneFor(plan, { opened })
        await lane.load(state)
        await lane.train(inputs(2))
        await lane.trace(state, inputs(1)[0]!)
        lane.dispose()
      }
    })
    expect(kept).to.equal(0)
    opened.device.destroy()
  })
})
