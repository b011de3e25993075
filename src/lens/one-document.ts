/** A trace is of one document: what a batch needs beyond that is not carried from the worker to the page. */
import type { State, Trace } from '../engine/lane.ts'
import { planFor, type Plan } from '../engine/plan.ts'

const known = new WeakMap<Plan, Map<string, Plan>>()

/** The plan in whose memory the trace of one document lies: the same tensors with the rows of one block. */
export function oneDocument(plan: Plan, off = plan.config.off): Plan {
  if (plan.config.batch_size === 1 && off === plan.config.off) return plan
  const plans = known.get(plan) ?? new Map<string, Plan>()
  known.set(plan, plans)
  const found = plans.get(off) ?? planFor({ ...plan.config, off, batch_size: 1 }, plan.vocab_size)
  plans.set(off, found)
  return found
}

/** The same trace with a memory of its own, which may be given away. */
export function compactTrace(plan: Plan, trace: Trace): Trace {
  const before = copyOf(trace.before)
  const small = oneDocument(plan)
  if (small === plan) return { ...trace, before }
  const memory = new (trace.memory.constructor as Float64ArrayConstructor)(small.size)
  small.tensors.forEach((tensor, i) => {
    const from = plan.offset(plan.tensors[i]!)
    memory.set(trace.memory.subarray(from, from + tensor.rows * tensor.columns), small.offset(tensor))
  })
  return { ...trace, before, memory }
}

/** The run goes on with its own. */
const copyOf = ({ step, parameters, m, v }: State): State => ({
  step,
  parameters: parameters.slice(),
  m: m.slice(),
  v: v.slice(),
})

/** What of a trace can be handed over without being copied. */
export const buffersOf = ({ memory, before }: Trace): ArrayBuffer[] =>
  [memory, before.parameters, before.m, before.v].map(numbers => numbers.buffer as ArrayBuffer)
