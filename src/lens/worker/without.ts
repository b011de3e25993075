/** The model with parts switched off, on the parameters of a run: what they are worth, before anything is trained anew. */
import { ExactMachine } from '../../engine/exact/lane.ts'
import type { State, StepInput, Trace } from '../../engine/lane.ts'
import { planFor, type Plan } from '../../engine/plan.ts'

const machineWithout = (plan: Plan, off: string, state: State): ExactMachine => {
  const machine = new ExactMachine(planFor({ ...plan.config, off }, plan.vocab_size))
  machine.load(state)
  return machine
}

/** The trace of one step, in float64, of the model that has these parts switched off. */
export function traceWithout(plan: Plan, off: string, before: State, input: StepInput): Trace {
  const machine = machineWithout(plan, off, before)
  machine.step(input)
  return { lane: 'exact', input, before, memory: machine.memory }
}

/** The loss of one document for each choice of parts to switch off. */
export const lossesWithout = (plan: Plan, offs: readonly string[], state: State, input: StepInput): number[] =>
  offs.map(off => {
    const machine = machineWithout(plan, off, state)
    machine.forward(input)
    return machine.memory[machine.plan.offset(machine.plan.output('loss.mean')!)]!
  })
