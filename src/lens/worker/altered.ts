/** The model other than it was trained: parts switched off, numbers held. Computed in float64, on the run's parameters. */
import { ExactMachine } from '../../engine/exact/lane.ts'
import { heldPlaces, withHeldParameters, type Intervention } from '../../engine/intervention.ts'
import type { State, StepInput, Trace } from '../../engine/lane.ts'
import { planFor, type Plan } from '../../engine/plan.ts'

const machineWithout = (plan: Plan, off: string, state: State): ExactMachine => {
  const machine = new ExactMachine(planFor({ ...plan.config, off }, plan.vocab_size))
  machine.load(state)
  return machine
}

/** The trace of one step of the model that has these parts switched off and these numbers held. */
export function alteredTrace(
  plan: Plan,
  off: string,
  intervention: Intervention,
  state: State,
  input: StepInput,
): Trace {
  const before = withHeldParameters(state, intervention)
  const machine = machineWithout(plan, off, before)
  machine.stepHolding(input, heldPlaces(machine.plan, intervention, input.rows.rows))
  return { lane: 'exact', input, before, memory: machine.memory }
}

/** The loss of one document for each choice of parts to switch off. */
export const lossesWithout = (plan: Plan, offs: readonly string[], state: State, input: StepInput): number[] =>
  offs.map(off => {
    const machine = machineWithout(plan, off, state)
    machine.forward(input)
    return machine.loss
  })
