/** The kernels of the plan, under the names of their float64 twins, and the loop that calls them. */
export { embed, embedGradient } from './embedding'
export { add, copy } from './add'
export { rmsnorm, rmsnormGradient } from './rmsnorm'
export { layernorm, layernormGradient } from './layernorm'
export { linear, linearGradientInput, linearGradientWeight } from './linear'
export {
  attentionScores,
  attentionScoresGradientQuery,
  attentionScoresGradientKey,
  attentionMix,
  attentionMixGradientWeights,
  attentionMixGradientValues,
  keepHeads,
} from './attention'
export { relu, reluGradient, reluSquared, reluSquaredGradient } from './relu'
export { gelu, geluGradient } from './gelu'
export { softmax, attentionSoftmax, attentionSoftmaxGradient } from './softmax'
export { crossEntropy, crossEntropyGradient, mean } from './loss'
export { adam, momentum, sgd } from './update'
export { heapBase, run } from './run'
