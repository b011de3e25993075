/** Our lanes, loaded and trained in slices as the trainer does. */
import { ExactLane } from '../../src/engine/exact/lane.ts'
import { freshState, type Lane } from '../../src/engine/lane.ts'
import { planFor, type Plan } from '../../src/engine/plan.ts'
import { WebGpuLane } from '../../src/gpu/lane.ts'
import { SimdLane } from '../../src/simd/lane.ts'
import type { Work } from '../work.ts'
import type { Contender, Create } from './contender.ts'

/** Steps between two moments at which the trainer could pause, or keep a state. */
const slice = 50

const lanes: Record<string, (plan: Plan) => Promise<Lane | { readonly reason: string }>> = {
  exact: async plan => new ExactLane(plan),
  simd: plan => SimdLane.create(plan),
  webgpu: plan => WebGpuLane.create(plan, { onLost: message => console.error(message) }),
}

export const create =
  (name: string): Create =>
  async ({ config, vocab_size, parameters, inputs }: Work): Promise<Contender> => {
    const lane = await lanes[name]!(planFor(config, vocab_size))
    if ('reason' in lane) throw new Error(lane.reason)
    await lane.load(freshState(parameters))
    let done = 0
    return {
      async train(steps) {
        const losses: number[] = []
        while (losses.length < steps) {
          const from = done % inputs.length
          const part = inputs.slice(from, Math.min(from + slice, from + steps - losses.length))
          losses.push(...(await lane.train(part)))
          done += part.length
        }
        return losses
      },
      dispose: () => lane.dispose(),
    }
  }
