/** How many multiply-adds one training step takes: those of the matrix products and of attention. */
import type { KernelName } from '../engine/ops.ts'
import type { Plan } from '../engine/plan.ts'

/** Which tensor of a linear call is the weight, its inputs and its output in one row. */
const weightAt: Partial<Record<KernelName, number>> = {
  linear: 1,
  linear_gradient_input: 1,
  linear_gradient_weight: 2,
}

const attention: readonly KernelName[] = [
  'attention_scores',
  'attention_scores_gradient_query',
  'attention_scores_gradient_key',
  'attention_mix',
  'attention_mix_gradient_weights',
  'attention_mix_gradient_values',
]

/** @param lengths positions of each document that is read */
export function multiplyAddsOf(plan: Plan, lengths: Iterable<number>): number {
  const ofRow = perRow(plan)
  const ofPair = plan.calls.filter(({ kernel }) => attention.includes(kernel)).length * plan.config.n_embd
  let sum = 0
  // A position looks at itself and at those before it.
  for (const length of lengths) sum += ofRow * length + (ofPair * length * (length + 1)) / 2
  return sum
}

function perRow(plan: Plan): number {
  let sum = 0
  for (const { kernel, inputs, output } of plan.calls) {
    const at = weightAt[kernel]
    if (at === undefined) continue
    const { rows, columns } = [...inputs, output][at]!
    sum += rows * columns
  }
  return sum
}
