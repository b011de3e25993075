/** WebGPU for the lanes of the worker: one device serves run after run, so its kernels are compiled once. */
import type { Plan } from '../../engine/plan.ts'
import { openDevice, tooLarge, type OpenDevice } from '../../gpu/device.ts'
import { WebGpuLane } from '../../gpu/lane.ts'
import type { LaneEvents, Refusal } from './lanes.ts'

let shared: OpenDevice | null = null
let opening: Promise<OpenDevice | Refusal> | null = null

export async function openGpuLane(plan: Plan, events: LaneEvents): Promise<WebGpuLane | Refusal> {
  const opened = await deviceFor(plan.size * 4)
  if ('reason' in opened) return opened
  const lane = await WebGpuLane.create(plan, {
    onLost: reason => {
      letGo(opened)
      events.onLost(reason)
    },
    onCompiling: events.onCompiling,
    opened,
  })
  if ('reason' in lane) letGo(opened)
  return lane
}

let missing: Promise<string | null> | null = null

/** Why there is no WebGPU here at all, in a sentence; null where there is. */
export const gpuMissing = (): Promise<string | null> =>
  (missing ??= deviceFor(0).then(opened => ('reason' in opened ? opened.reason : null)))

/** The adapter is a program on the processor, which the simd lane uses better. */
export async function isSoftwareGpu(): Promise<boolean> {
  const opened = await deviceFor(0)
  return 'isSoftware' in opened && opened.isSoftware
}

/** @param bytes the largest buffer that will be needed */
async function deviceFor(bytes: number): Promise<OpenDevice | Refusal> {
  while (opening) await opening
  if (shared && tooLarge(bytes, shared.device.limits)) letGo(shared)
  if (shared) return shared
  const opened = await (opening = openDevice(bytes))
  opening = null
  if ('reason' in opened) return opened
  shared = opened
  void opened.device.lost.then(() => letGo(opened))
  return opened
}

/** A device that is gone, or that hung or failed once, serves no further run. */
function letGo(opened: OpenDevice): void {
  if (shared === opened) shared = null
  opened.device.destroy()
}
