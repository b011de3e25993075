/** Opens the WebGPU lane for a plan, or says in a sentence why there is none. */
import type { Plan } from '../../engine/plan.ts'
import { openDevice, tooLarge, type OpenDevice } from '../../gpu/device.ts'
import { WebGpuLane } from '../../gpu/lane.ts'

/** One device serves run after run: its kernels are compiled once, and a reset need not wait for them. */
let shared: OpenDevice | null = null

export async function openGpuLane(
  plan: Plan,
  onLost: (reason: string) => void,
): Promise<WebGpuLane | { reason: string }> {
  const bytes = plan.size * 4
  if (shared && tooLarge(bytes, shared.device.limits)) letGo(shared)
  if (!shared) {
    const opened = await openDevice(bytes)
    if ('reason' in opened) return opened
    shared = opened
    void opened.device.lost.then(() => letGo(opened))
  }
  const opened = shared
  const lane = await WebGpuLane.create(plan, {
    onLost: reason => {
      letGo(opened)
      onLost(reason)
    },
    opened,
  })
  if ('reason' in lane) letGo(opened)
  return lane
}

/** A device that is gone, or that hung or failed once, serves no further run. */
function letGo(opened: OpenDevice): void {
  if (shared === opened) shared = null
  opened.device.destroy()
}
