/**
 * How far float32 may be from float64, and why.
 *
 * One rounding is off by at most u = 2⁻²⁴ ≈ 6e-8 of the result. A sum of n products rounds 2n times; its terms, not
 * their sum, set the scale of that, so an error is measured against the largest number of its tensor. WGSL promises exp
 * to 3 + 2|x| units, log to 2⁻²¹, division to 2.5 and inverse square roots to 2 units in the last place (the accuracy
 * tables of its specification), which is why the kernels that use them get more.
 */
import type { KernelName } from '../../src/engine/ops.ts'

const u = 2 ** -24

/** Off by so much of the largest number of the output, when a kernel is given the very same inputs. */
export const kernelTolerance: Readonly<Record<KernelName, number>> = {
  // Nothing is computed. A gradient that is added to rounds once.
  embed: 0,
  relu: 0,
  copy: u,
  keep_heads: u,
  add: u,
  relu_gradient: u,
  // Products of two or three numbers.
  relu_squared: 4 * u,
  relu_squared_gradient: 4 * u,
  // tanh is made of exponentials, and 1 + tanh cancels where x is negative.
  gelu: 32 * u,
  gelu_gradient: 32 * u,
  // Sums: over positions here, over a row of weights below.
  embed_gradient: 16 * u,
  linear: 16 * u,
  linear_gradient_input: 16 * u,
  linear_gradient_weight: 16 * u,
  attention_scores: 16 * u,
  attention_scores_gradient_query: 16 * u,
  attention_scores_gradient_key: 16 * u,
  attention_mix: 16 * u,
  attention_mix_gradient_weights: 16 * u,
  attention_mix_gradient_values: 16 * u,
  mean: 16 * u,
  // An inverse square root over a sum of squares; its gradient takes one large part from another.
  rmsnorm: 16 * u,
  rmsnorm_gradient: 64 * u,
  layernorm: 32 * u,
  layernorm_gradient: 64 * u,
  // exp and a division.
  softmax: 32 * u,
  attention_softmax: 32 * u,
  attention_softmax_gradient: 16 * u,
  cross_entropy: 32 * u,
  cross_entropy_gradient: 4 * u,
  adam: 16 * u,
  momentum: 4 * u,
  sgd: 4 * u,
}

/**
 * Off by so much of the largest number of the tensor, when a whole step starts from the same parameters: what the
 * kernels before it were off by has come along.
 */
export const traceTolerance = { forward: 1e-5, backward: 1e-5, update: 1e-5 } as const

/** Losses of a run that goes its own way from step to step; absolute, in nats. */
export const lossTolerance = 1e-5
