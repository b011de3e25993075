/** What tests of WebGPU start from. */
/// <reference types="mocha" />
import type { Plan } from '../../src/engine/plan.ts'
import { openDevice, type OpenDevice } from '../../src/gpu/device.ts'
import { WebGpuLane, type LaneOptions } from '../../src/gpu/lane.ts'

export { exactLosses, microgptModel, modelOf, oddModels, warmState, type Model } from '../lanes/models.ts'

/** A device; throws the reason where there is none, as tests of WebGPU can't do without. */
export async function device(bytes = 0): Promise<OpenDevice> {
  const opened = await openDevice(bytes)
  if ('reason' in opened) throw new Error(opened.reason)
  return opened
}

export async function laneFor(plan: Plan, options: Partial<LaneOptions> = {}): Promise<WebGpuLane> {
  const onLost = (message: string): void => console.warn(message)
  const lane = await WebGpuLane.create(plan, { onLost, ...options })
  if ('reason' in lane) throw new Error(lane.reason)
  return lane
}
