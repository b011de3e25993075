/** The kernels, by name, and how the gradient of each is made of further kernels. Each lane has each of them once. */
import type { Call, Tensor } from './graph.ts'

export const kernelNames = [
  'embed',
  'embed_gradient',
  'add',
  'copy',
  'rmsnorm',
  'rmsnorm_gradient',
  'layernorm',
  'layernorm_gradient',
  'linear',
  'linear_gradient_input',
  'linear_gradient_weight',
  'attention_scores',
  'attention_scores_gradient_query',
  'attention_scores_gradient_key',
  'attention_softmax',
  'attention_softmax_gradient',
  'attention_mix',
  'attention_mix_gradient_weights',
  'attention_mix_gradient_values',
  'keep_heads',
  'relu',
  'relu_gradient',
  'relu_squared',
  'relu_squared_gradient',
  'gelu',
  'gelu_gradient',
  'softmax',
  'cross_entropy',
  'cross_entropy_gradient',
  'mean',
  'adam',
  'momentum',
  'sgd',
] as const

/** The kernels that change parameters: their inputs are gradient, m and v. */
export const updateKernels = ['adam', 'momentum', 'sgd'] as const
export type UpdateKernel = (typeof updateKernels)[number]
export const isUpdate = (kernel: KernelName): kernel is UpdateKernel =>
  (updateKernels as readonly KernelName[]).includes(kernel)

export type KernelName = (typeof kernelNames)[number]

/** Adds a kernel call that writes, or adds to, the gradient of a tensor. */
type Emit = (kernel: KernelName, inputs: readonly Tensor[], gradientOf: Tensor) => void
/** The gradient of a tensor, complete by now because everything that read it has been walked. */
type Gradient = (of: Tensor) => Tensor
type Rule = (call: Call, emit: Emit, gradient: Gradient) => void

const input = (call: Call, index: number): Tensor => call.inputs[index]!

const elementwise =
  (kernel: KernelName): Rule =>
  (call, emit, gradient) =>
    emit(kernel, [gradient(call.output), input(call, 0)], input(call, 0))

/** softmax and mean have no rule: the gradient of cross_entropy is that of all three, probs − one_hot(target). */
export const gradientRules: Partial<Record<KernelName, Rule>> = {
  embed: (call, emit, gradient) => emit('embed_gradient', [gradient(call.output)], input(call, 0)),
  add: (call, emit, gradient) => {
    emit('copy', [gradient(call.output)], input(call, 0))
    emit('copy', [gradient(call.output)], input(call, 1))
  },
  rmsnorm: elementwise('rmsnorm_gradient'),
  layernorm: elementwise('layernorm_gradient'),
  linear: (call, emit, gradient) => {
    const [x, w] = [input(call, 0), input(call, 1)]
    emit('linear_gradient_input', [gradient(call.output), w], x)
    emit('linear_gradient_weight', [gradient(call.output), x], w)
  },
  attention_scores: (call, emit, gradient) => {
    const [q, k] = [input(call, 0), input(call, 1)]
    emit('attention_scores_gradient_query', [gradient(call.output), k], q)
    emit('attention_scores_gradient_key', [gradient(call.output), q], k)
  },
  attention_softmax: (call, emit, gradient) =>
    emit('attention_softmax_gradient', [gradient(call.output), call.output], input(call, 0)),
  attention_mix: (call, emit, gradient) => {
    const [weights, v] = [input(call, 0), input(call, 1)]
    emit('attention_mix_gradient_weights', [gradient(call.output), v], weights)
    emit('attention_mix_gradient_values', [gradient(call.output), weights], v)
  },
  keep_heads: (call, emit, gradient) => emit('keep_heads', [gradient(call.output)], input(call, 0)),
  relu: elementwise('relu_gradient'),
  relu_squared: elementwise('relu_squared_gradient'),
  gelu: elementwise('gelu_gradient'),
  cross_entropy: (call, emit) => emit('cross_entropy_gradient', [input(call, 1)], input(call, 0)),
}
