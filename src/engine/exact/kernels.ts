/** Binds each call of a plan to its kernel and to its stretches of memory, once, so that a step is a loop of calls. */
import type { Rows } from '../document.ts'
import type { Call, Tensor } from '../graph.ts'
import type { Rates } from '../lane.ts'
import type { KernelName } from '../ops.ts'
import type { Plan } from '../plan.ts'
import { add, copy } from './add.ts'
import {
  attentionMix,
  attentionMixGradientValues,
  attentionMixGradientWeights,
  attentionScores,
  attentionScoresGradientKey,
  attentionScoresGradientQuery,
  attentionSoftmax,
  attentionSoftmaxGradient,
  keepHeads,
  type Heads,
} from './attention.ts'
import { embed, embedGradient } from './embedding.ts'
import { gelu, geluGradient } from './gelu.ts'
import { layernorm, layernormGradient } from './layernorm.ts'
import { linear, linearGradientInput, linearGradientWeight } from './linear.ts'
import { crossEntropy, crossEntropyGradient, mean, softmax } from './loss.ts'
import { relu, reluGradient, reluSquared, reluSquaredGradient } from './relu.ts'
import { rmsnorm, rmsnormGradient } from './rmsnorm.ts'
import { adam, momentum, sgd } from './update.ts'

export type Kernel = (rows: Rows, rates: Rates) => void

interface Binding {
  /** Memory of the inputs, in the order of the call. */
  readonly a: Float64Array
  readonly b: Float64Array
  readonly c: Float64Array
  readonly out: Float64Array
  /** Numbers a row of the output and of the first input. */
  readonly columns: number
  readonly inner: number
  readonly accumulate: boolean
  readonly heads: Heads
  readonly index: (rows: Rows) => Uint32Array
}

const kernels: Record<KernelName, (binding: Binding) => Kernel> = {
  embed:
    ({ a, out, columns, index }) =>
    rows =>
      embed(a, index(rows), out, rows.first, rows.rows, columns),
  embed_gradient:
    ({ a, out, columns, accumulate, index }) =>
    rows =>
      embedGradient(a, index(rows), out, rows.rows, columns, accumulate),
  add:
    ({ a, b, out, columns }) =>
    rows =>
      add(a, b, out, rows.first * columns, rows.rows * columns),
  copy:
    ({ a, out, columns, accumulate }) =>
    rows =>
      copy(a, out, rows.rows * columns, accumulate),
  rmsnorm:
    ({ a, out, columns }) =>
    rows =>
      rmsnorm(a, out, rows.first, rows.rows, columns),
  rmsnorm_gradient:
    ({ a, b, out, columns, accumulate }) =>
    rows =>
      rmsnormGradient(a, b, out, rows.rows, columns, accumulate),
  layernorm:
    ({ a, out, columns }) =>
    rows =>
      layernorm(a, out, rows.first, rows.rows, columns),
  layernorm_gradient:
    ({ a, b, out, columns, accumulate }) =>
    rows =>
      layernormGradient(a, b, out, rows.rows, columns, accumulate),
  linear:
    ({ a, b, out, inner, columns }) =>
    rows =>
      linear(a, b, out, rows.first, rows.rows, inner, columns),
  linear_gradient_input:
    ({ a, b, out, inner, columns, accumulate }) =>
    rows =>
      linearGradientInput(a, b, out, rows.rows, columns, inner, accumulate),
  linear_gradient_weight:
    ({ a, b, out, inner, columns, accumulate }) =>
    rows =>
      linearGradientWeight(a, b, out, rows.rows, columns, inner, accumulate),
  attention_scores:
    ({ a, b, out, heads }) =>
    rows =>
      attentionScores(a, b, out, rows.first, rows.rows, rows.positions, heads),
  attention_scores_gradient_query:
    ({ a, b, out, heads, accumulate }) =>
    rows =>
      attentionScoresGradientQuery(a, b, out, rows.rows, rows.positions, heads, accumulate),
  attention_scores_gradient_key:
    ({ a, b, out, heads, accumulate }) =>
    rows =>
      attentionScoresGradientKey(a, b, out, rows.rows, rows.positions, heads, accumulate),
  attention_softmax:
    ({ a, out, heads }) =>
    rows =>
      attentionSoftmax(a, out, rows.first, rows.rows, rows.positions, heads),
  attention_softmax_gradient:
    ({ a, b, out, heads, accumulate }) =>
    rows =>
      attentionSoftmaxGradient(a, b, out, rows.rows, rows.positions, heads, accumulate),
  attention_mix:
    ({ a, b, out, heads }) =>
    rows =>
      attentionMix(a, b, out, rows.first, rows.rows, rows.positions, heads),
  attention_mix_gradient_weights:
    ({ a, b, out, heads, accumulate }) =>
    rows =>
      attentionMixGradientWeights(a, b, out, rows.rows, rows.positions, heads, accumulate),
  attention_mix_gradient_values:
    ({ a, b, out, heads, accumulate }) =>
    rows =>
      attentionMixGradientValues(a, b, out, rows.rows, rows.positions, heads, accumulate),
  keep_heads:
    ({ a, out, heads, accumulate }) =>
    rows =>
      keepHeads(a, out, rows.first, rows.rows, heads, accumulate),
  relu:
    ({ a, out, columns }) =>
    rows =>
      relu(a, out, rows.first * columns, rows.rows * columns),
  relu_gradient:
    ({ a, b, out, columns, accumulate }) =>
    rows =>
      reluGradient(a, b, out, rows.rows * columns, accumulate),
  relu_squared:
    ({ a, out, columns }) =>
    rows =>
      reluSquared(a, out, rows.first * columns, rows.rows * columns),
  relu_squared_gradient:
    ({ a, b, out, columns, accumulate }) =>
    rows =>
      reluSquaredGradient(a, b, out, rows.rows * columns, accumulate),
  gelu:
    ({ a, out, columns }) =>
    rows =>
      gelu(a, out, rows.first * columns, rows.rows * columns),
  gelu_gradient:
    ({ a, b, out, columns, accumulate }) =>
    rows =>
      geluGradient(a, b, out, rows.rows * columns, accumulate),
  softmax:
    ({ a, out, columns }) =>
    rows =>
      softmax(a, out, rows.first, rows.rows, columns),
  cross_entropy:
    ({ b, out, inner }) =>
    rows =>
      crossEntropy(b, rows.targets, out, rows.first, rows.rows, inner),
  cross_entropy_gradient:
    ({ a, out, columns, accumulate }) =>
    rows =>
      crossEntropyGradient(a, rows.targets, rows.weights, out, rows.rows, columns, accumulate),
  mean:
    ({ a, out }) =>
    rows =>
      mean(a, rows.positions, out, rows.rows, rows.documents),
  adam:
    ({ a, b, c, out }) =>
    (_, rates) =>
      adam(a, b, c, out, rates),
  momentum:
    ({ a, b, out }) =>
    (_, rates) =>
      momentum(a, b, out, rates),
  sgd:
    ({ a, out }) =>
    (_, rates) =>
      sgd(a, out, rates),
}

/** @param memory as many numbers as the plan's size */
export function bind(plan: Plan, memory: Float64Array, call: Call): Kernel {
  const view = (tensor: Tensor | undefined): Float64Array => {
    if (!tensor) return memory.subarray(0, 0)
    const start = plan.offset(tensor)
    return memory.subarray(start, start + tensor.rows * tensor.columns)
  }
  const [a, b, c] = call.inputs
  const { n_head, block_size } = plan.config
  return kernels[call.kernel]({
    a: view(a),
    b: view(b),
    c: view(c),
    out: view(call.output),
    columns: call.output.columns,
    inner: a!.columns,
    accumulate: call.accumulate,
    heads: { n_head, head_dim: plan.head_dim, block_size, root: plan.root, kept: plan.kept },
    index: call.index === 'positions' ? rows => rows.positions : rows => rows.tokens,
  })
}
