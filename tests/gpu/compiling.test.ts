import { expect } from 'chai'
import type { OpenDevice } from '../../src/gpu/device.ts'
import { WebGpuLane } from '../../src/gpu/lane.ts'
import { Pipelines } from '../../src/gpu/pipelines.ts'
import { device, laneFor, microgptModel } from './models.ts'

/** Ruins the shaders whose label matches, as a driver does that takes no such code, while some work runs. */
async function withRuined<Result>(label: RegExp, work: () => Promise<Result>): Promise<Result> {
  const { createShaderModule } = GPUDevice.prototype
  GPUDevice.prototype.createShaderModule = function (descriptor) {
    const code = label.test(descriptor.label ?? '') ? `${descriptor.code}\nfn ruined( {` : descriptor.code
    return createShaderModule.call(this, { ...descriptor, code })
  }
  try {
    return await work()
  } finally {
    GPUDevice.prototype.createShaderModule = createShaderModule
  }
}

const message = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'it went well',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  )

describe('compiling shaders', () => {
  const { plan, state, inputs } = microgptModel()
  let opened: OpenDevice
  beforeEach(async () => {
    opened = await device()
  })
  afterEach(() => opened.device.destroy())

  it('says what the compiler says of a broken one, and tries anew when asked again', async () => {
    const pipelines = Pipelines.of(opened.device)
    const source = '@compute @workgroup_size(1)\nfn main() { let x: u32 = nothing; }'
    for (let time = 0; time < 2; time++)
      expect(await message(pipelines.get('broken', source))).to.match(
        /^The shader broken does not compile: .*nothing.* \(line 2\)\.$/,
      )
  })

  it('says so of one that compiles, but does not fit its bindings', async () => {
    const source = '@group(0) @binding(9) var<uniform> x: f32;\n@compute @workgroup_size(1)\nfn main() { _ = x; }'
    expect(await message(Pipelines.of(opened.device).get('unbound', source))).to.match(/^The shader unbound does not/)
  })

  it('refuses a lane that lacks a shader in one sentence, tells nobody of a loss, and leaves the device alone', async () => {
    const onLost = (): void => expect.fail('nothing was lost')
    const lane = await withRuined(/flat adam/, () => WebGpuLane.create(plan, { opened, onLost }))
    expect('reason' in lane && lane.reason).to.match(/shader flat adam does not compile: [^]* \(line \d+\)\.$/)
    const sound = await laneFor(plan, { opened })
    await sound.load(state)
    expect(Number.isFinite((await sound.train(inputs(1)))[0])).to.equal(true)
    sound.dispose()
  })

  it('goes on without a schedule whose shader does not compile', async () => {
    const told: string[] = []
    const lane = await laneFor(plan, { opened, onLost: message => told.push(message) })
    await lane.load(state)
    await withRuined(/whole/, async () => {
      await lane.train(inputs(1))
      await new Promise(resolve => setTimeout(resolve, 300))
    })
    const losses = await lane.train(inputs(30).slice(1))
    expect([...losses].every(Number.isFinite)).to.equal(true)
    expect(lane.schedule).to.equal('flat')
    expect(told).to.deep.equal([])
    lane.dispose()
  })

  it('reports how far it has got, to the end', async () => {
    const heard: [number, number][] = []
    const lane = await laneFor(plan, { opened, schedule: 'flat', onCompiling: (done, of) => heard.push([done, of]) })
    lane.dispose()
    const of = heard[0]![1]
    expect(of).to.be.greaterThan(10)
    expect(heard).to.deep.equal(Array.from({ length: of + 1 }, (_, done) => [done, of]))
  })

  it('is done once a device: a second lane of the same kernels compiles nothing', async () => {
    const first = await laneFor(plan, { opened })
    let made = 0
    const { createComputePipelineAsync } = GPUDevice.prototype
    GPUDevice.prototype.createComputePipelineAsync = function (descriptor) {
      made++
      return createComputePipelineAsync.call(this, descriptor)
    }
    try {
      const second = await laneFor(plan, { opened })
      expect(made).to.equal(0)
      second.dispose()
    } finally {
      GPUDevice.prototype.createComputePipelineAsync = createComputePipelineAsync
    }
    first.dispose()
  })
})
