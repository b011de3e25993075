/** The WGSL of every kernel, by the name that it has in the plan. */
import type { KernelName } from '../engine/ops.ts'
import embed from './kernels/embed.wgsl'
import embed_gradient from './kernels/embed_gradient.wgsl'
import add from './kernels/add.wgsl'
import copy from './kernels/copy.wgsl'
import rmsnorm from './kernels/rmsnorm.wgsl'
import rmsnorm_gradient from './kernels/rmsnorm_gradient.wgsl'
import layernorm from './kernels/layernorm.wgsl'
import layernorm_gradient from './kernels/layernorm_gradient.wgsl'
import linear from './kernels/linear.wgsl'
import linear_gradient_input from './kernels/linear_gradient_input.wgsl'
import linear_gradient_weight from './kernels/linear_gradient_weight.wgsl'
import attention_scores from './kernels/attention_scores.wgsl'
import attention_scores_gradient_query from './kernels/attention_scores_gradient_query.wgsl'
import attention_scores_gradient_key from './kernels/attention_scores_gradient_key.wgsl'
import attention_softmax from './kernels/attention_softmax.wgsl'
import attention_softmax_gradient from './kernels/attention_softmax_gradient.wgsl'
import attention_mix from './kernels/attention_mix.wgsl'
import attention_mix_gradient_weights from './kernels/attention_mix_gradient_weights.wgsl'
import attention_mix_gradient_values from './kernels/attention_mix_gradient_values.wgsl'
import keep_heads from './kernels/keep_heads.wgsl'
import relu from './kernels/relu.wgsl'
import relu_gradient from './kernels/relu_gradient.wgsl'
import relu_squared from './kernels/relu_squared.wgsl'
import relu_squared_gradient from './kernels/relu_squared_gradient.wgsl'
import gelu from './kernels/gelu.wgsl'
import gelu_gradient from './kernels/gelu_gradient.wgsl'
import softmax from './kernels/softmax.wgsl'
import cross_entropy from './kernels/cross_entropy.wgsl'
import cross_entropy_gradient from './kernels/cross_entropy_gradient.wgsl'
import mean from './kernels/mean.wgsl'
import adam from './kernels/adam.wgsl'
import momentum from './kernels/momentum.wgsl'
import sgd from './kernels/sgd.wgsl'
import attention from './kernels/attention.wgsl'
import helpers from './kernels/helpers.wgsl'
import prelude from './kernels/prelude.wgsl'

const kernelSources: Readonly<Record<KernelName, string>> = {
  embed,
  embed_gradient,
  add,
  copy,
  rmsnorm,
  rmsnorm_gradient,
  layernorm,
  layernorm_gradient,
  linear,
  linear_gradient_input,
  linear_gradient_weight,
  attention_scores,
  attention_scores_gradient_query,
  attention_scores_gradient_key,
  attention_softmax,
  attention_softmax_gradient,
  attention_mix,
  attention_mix_gradient_weights,
  attention_mix_gradient_values,
  keep_heads,
  relu,
  relu_gradient,
  relu_squared,
  relu_squared_gradient,
  gelu,
  gelu_gradient,
  softmax,
  cross_entropy,
  cross_entropy_gradient,
  mean,
  adam,
  momentum,
  sgd,
}

/** The item functions of some kernels, with all that they call. */
export const itemFunctions = (names: readonly KernelName[]): string =>
  [helpers, attention, ...names.map(name => kernelSources[name])].join('\n')

export { prelude }
