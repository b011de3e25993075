/** How many multiply-adds one training step takes: those of the matrix products and of attention. */
import type { KernelName } from '../src/engine/ops.ts'
import { planFor, type Plan } from '../src/engine/plan.ts'
import type { Work } from './work.ts'

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

/** @returns the mean over the steps of this work */
export function multiplyAdds({ config, vocab_size, inputs }: Work): number {
  const plan = planFor(config, vocab_size)
  const ofRow = perRow(plan)
  const ofPair = plan.calls.filter(({ kernel }) => attention.includes(kernel)).length * config.n_embd
  let sum = 0
  // A position looks at itself and at those before it.
  for (const { rows } of inputs)
    for (let row = 0; row < rows.rows; row++) sum += ofRow + ofPair * (rows.positions[row]! + 1)
  return sum / inputs.length
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
