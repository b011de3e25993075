import { expect } from 'chai'
import { openDevice, tooLarge } from '../../src/gpu/device.ts'
import { WebGpuLane } from '../../src/gpu/lane.ts'
import { device, microgptModel } from './models.ts'

/** Puts something in the place of a property of the browser while a test runs. */
async function withReplaced<Result>(
  owner: object,
  name: string,
  value: unknown,
  work: () => Promise<Result>,
): Promise<Result> {
  const own = Object.getOwnPropertyDescriptor(owner, name)
  Object.defineProperty(owner, name, { value, configurable: true })
  try {
    return await work()
  } finally {
    Reflect.deleteProperty(owner, name)
    if (own) Object.defineProperty(owner, name, own)
  }
}

const { gpu } = navigator
const adapterThat = (change: object): object => ({
  requestAdapter: async () => {
    const adapter = (await gpu.requestAdapter())!
    const { info, limits } = adapter
    return { info, limits, requestDevice: adapter.requestDevice.bind(adapter), ...change }
  },
})

const reasonWith = (owner: object, name: string, value: unknown): Promise<string | null> =>
  withReplaced(owner, name, value, async () => {
    const opened = await openDevice()
    return 'reason' in opened ? opened.reason : null
  })

describe('opening WebGPU', () => {
  it('names the adapter, and says when it is a program', async () => {
    const opened = await device()
    expect(opened.describe).to.be.a('string').that.is.not.empty
    if (/swiftshader/i.test(opened.describe)) expect(opened.isSoftware).to.equal(true)
    opened.device.destroy()
  })

  it('asks for no more than every device has, until a model needs it', async () => {
    const opened = await device()
    expect(opened.device.limits.maxStorageBufferBindingSize).to.equal(134_217_728)
    opened.device.destroy()
    const bytes = 200_000_000
    const large = await device(bytes)
    expect(tooLarge(bytes, large.device.limits)).to.equal(null)
    large.device.destroy()
  })

  it('says that a page over plain http needs https', async () => {
    expect(await reasonWith(globalThis, 'isSecureContext', false)).to.match(/needs https or localhost/)
  })

  it('says that the browser has none', async () => {
    expect(await reasonWith(navigator, 'gpu', undefined)).to.equal('This browser has no WebGPU.')
  })

  it('says that there is no adapter', async () => {
    const none = { requestAdapter: async () => null }
    expect(await reasonWith(navigator, 'gpu', none)).to.match(/no graphics adapter/)
  })

  it('passes on why the adapter gives no device', async () => {
    const broken = adapterThat({ requestDevice: () => Promise.reject(new Error('out of luck')) })
    expect(await reasonWith(navigator, 'gpu', broken)).to.match(/could not open.*out of luck/)
  })

  it('refuses a model that is larger than the adapter, with both sizes', async () => {
    const opened = await openDevice(1e12)
    expect('reason' in opened && opened.reason).to.match(/needs 1,000,000 MB .* at most [\d,]+ MB/)
  })

  it('gives the same reason when a lane is made', async () => {
    const { plan } = microgptModel()
    const onLost = (): void => expect.fail('nothing was lost')
    const lane = await withReplaced(navigator, 'gpu', undefined, () => WebGpuLane.create(plan, { onLost }))
    expect(lane).to.deep.equal({ reason: 'This browser has no WebGPU.' })
  })
})
