/** Which tensors hold a number for each head and position: their rows are laid out in stretches, one a head. */
import type { Tensor } from '../engine/graph.ts'
import type { KernelName } from '../engine/ops.ts'
import type { Plan } from '../engine/plan.ts'

/** The operands of a kernel that are such tensors, by their place among its inputs, or as its output. */
const operands: Partial<Record<KernelName, readonly (number | 'output')[]>> = {
  attention_scores: ['output'],
  attention_scores_gradient_query: [0],
  attention_scores_gradient_key: [0],
  attention_softmax: [0, 'output'],
  attention_softmax_gradient: [0, 1, 'output'],
  attention_mix: [0],
  attention_mix_gradient_weights: ['output'],
  attention_mix_gradient_values: [1],
}

export function scoresOf(plan: Plan): Set<Tensor> {
  return new Set(
    plan.calls.flatMap(({ kernel, inputs, output }) =>
      (operands[kernel] ?? []).map(place => (place === 'output' ? output : inputs[place]!)),
    ),
  )
}
