import { expect } from 'chai'
import { LaneLost } from '../../src/engine/lane.ts'
import { openDevice } from '../../src/gpu/device.ts'
import { device, laneFor, microgptModel } from './models.ts'

const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

/** Headless Chromium on SwiftShader loses a device soon after it is to draw on a canvas: a loss that nobody asked for. */
function drawOnCanvas(lost: GPUDevice): void {
  const context = document.body.appendChild(document.createElement('canvas')).getContext('webgpu')!
  context.configure({ device: lost, format: navigator.gpu.getPreferredCanvasFormat() })
  const draw = (): void => {
    try {
      context.getCurrentTexture()
      requestAnimationFrame(draw)
    } catch {
      // The device is gone, as was wanted.
    }
  }
  draw()
}

describe('a graphics device that crashes', () => {
  const model = microgptModel()

  // Whatever comes next needs the graphics process back.
  after(async function () {
    for (let tries = 0; tries < 20; tries++) {
      const opened = await openDevice()
      if (!('reason' in opened)) return opened.device.destroy()
      await pause(250)
    }
  })

  it('fails what is pending and all that follows with LaneLost', async function () {
    const opened = await device()
    const told: string[] = []
    const lane = await laneFor(model.plan, { opened, onLost: message => told.push(message) })
    await lane.load(model.state)
    const training = (async () => {
      for (const end = performance.now() + 5000; performance.now() < end;) await lane.train(model.inputs(20))
    })().catch((error: unknown) => error)
    drawOnCanvas(opened.device)
    const failure = await training
    if (failure === undefined) this.skip()
    expect(failure).to.be.instanceOf(LaneLost)
    expect(told).to.have.lengthOf(1)
    const later = await lane.trace(model.state, model.inputs(1)[0]!).catch((error: unknown) => error)
    expect(later).to.be.instanceOf(LaneLost)
    lane.dispose()
  })
})
