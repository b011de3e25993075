/** The lanes of the terminal, by the name that --backend gives them. */
import { ExactLane } from '../engine/exact/lane.ts'
import type { Lane, LaneName } from '../engine/lane.ts'
import type { Plan } from '../engine/plan.ts'
import { SimdLane } from '../simd/lane.ts'
import { UsageError } from './usage-error.ts'
import { openWebGpu } from './webgpu.ts'

const lanes: Readonly<Record<LaneName, (plan: Plan) => Promise<Lane | { reason: string }>>> = {
  exact: async plan => new ExactLane(plan),
  simd: plan => SimdLane.create(plan),
  webgpu: openWebGpu,
}

const isLaneName = (word: string): word is LaneName => Object.hasOwn(lanes, word)

/** Throws a UsageError for any other word. */
export function laneName(word: string): LaneName {
  if (isLaneName(word)) return word
  throw new UsageError(`There is no backend “${word}”; --backend takes ${Object.keys(lanes).join(', ')}.`)
}

/** Throws a UsageError where that lane can't compute the plan here. */
export async function openLane(name: LaneName, plan: Plan): Promise<Lane> {
  const lane = await lanes[name](plan)
  if ('reason' in lane) throw new UsageError(lane.reason)
  return lane
}
