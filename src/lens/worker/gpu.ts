/** Opens the WebGPU lane for a plan, or says in a sentence why there is none. */
import type { Plan } from '../../engine/plan.ts'
import { WebGpuLane } from '../../gpu/lane.ts'

export function openGpuLane(plan: Plan, onLost: (reason: string) => void): Promise<WebGpuLane | { reason: string }> {
  return WebGpuLane.create(plan, { onLost })
}
