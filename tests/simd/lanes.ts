/** What tests of the simd lane start from. */
import type { State } from '../../src/engine/lane.ts'
import type { Plan } from '../../src/engine/plan.ts'
import { compiledKernels } from '../../src/simd/kernels.ts'
import { SimdLane } from '../../src/simd/lane.ts'
import { Machine } from '../../src/simd/machine.ts'
import { programOf } from '../../src/simd/program.ts'

/** A lane, at a state if one is given; throws the reason where there is none. */
export async function laneFor(plan: Plan, state?: State): Promise<SimdLane> {
  const lane = await SimdLane.create(plan)
  if ('reason' in lane) throw new Error(lane.reason)
  if (state) await lane.load(state)
  return lane
}

/** A machine that runs the plan call by call. */
export async function machineFor(plan: Plan): Promise<Machine> {
  const module = await compiledKernels()
  if ('reason' in module) throw new Error(module.reason)
  return Machine.create(module, plan, programOf(plan), plan.positions)
}
