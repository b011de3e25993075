// microgpt in TensorFlow.js: its own gradients and its own Adam.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-core/dist/register_all_gradients'
import { causalMask, oneHot } from './padded.ts'

const backends = {
  cpu: () => import('@tensorflow/tfjs-backend-cpu'),
  wasm: async () => {
    const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm')
    setWasmPaths('/bench/node_modules/@tensorflow/tfjs-backend-wasm/dist/')
  },
  webgpu: () => import('@tensorflow/tfjs-backend-webgpu'),
}

function modelOf({ config, vocab_size, matrices, parameters }) {
  const { n_embd, n_head, n_layer, block_size, batch_size } = config
  const positions = batch_size * block_size
  const first = ({ rows, columns, start }) =>
    tf.tensor2d(Float32Array.from(parameters.subarray(start, start + rows * columns)), [rows, columns])
  const w = Object.fromEntries(matrices.map(matrix => [matrix.name, tf.variable(first(matrix))]))
  const mask = tf.tensor(causalMask(block_size), [1, 1, block_size, block_size])
  const scale = tf.scalar(Math.sqrt(n_embd / n_head) ** -1)

  const rmsnorm = x => tf.mul(x, tf.rsqrt(tf.add(tf.mean(tf.square(x), -1, true), 1e-5)))
  const linear = (x, w) => tf.matMul(x, w, false, true)
  const heads = x => tf.transpose(tf.reshape(x, [batch_size, block_size, n_head, n_embd / n_head]), [0, 2, 1, 3])

  function attention(x, layer) {
    const [q, k, v] = ['q', 'k', 'v'].map(letter => heads(linear(x, w[`layer${layer}.attn_w${letter}`])))
    const weights = tf.softmax(tf.add(tf.mul(tf.matMul(q, k, false, true), scale), mask))
    const mixed = tf.reshape(tf.transpose(tf.matMul(weights, v), [0, 2, 1, 3]), [positions, n_embd])
    return linear(mixed, w[`layer${layer}.attn_wo`])
  }

  const mlp = (x, layer) => linear(tf.relu(linear(x, w[`layer${layer}.mlp_fc1`])), w[`layer${layer}.mlp_fc2`])

  function loss(tokens, targets, weights) {
    const embedded = tf.reshape(tf.matMul(tokens, w.wte), [batch_size, block_size, n_embd])
    let x = rmsnorm(tf.reshape(tf.add(embedded, w.wpe), [positions, n_embd]))
    for (let layer = 0; layer < n_layer; layer++) {
      x = tf.add(attention(rmsnorm(x), layer), x)
      x = tf.add(mlp(rmsnorm(x), layer), x)
    }
    const surprise = tf.sum(tf.mul(tf.logSoftmax(linear(x, w.lm_head)), targets), -1)
    return tf.neg(tf.sum(tf.mul(surprise, weights)))
  }

  return { loss, shape: [positions, vocab_size] }
}

/** @returns {import('./contender.ts').Create} */
export const create = backend => async work => {
  await backends[backend]()
  if (!(await tf.setBackend(backend))) throw new Error(`TensorFlow.js could not start its ${backend} backend.`)
  await tf.ready()
  const { config, inputs } = work
  const { beta1, beta2, eps_adam, learning_rate } = config
  const batches = inputs.map(input => oneHot(work, input))
  const { loss, shape } = modelOf(work)
  const optimizer = tf.train.adam(learning_rate, beta1, beta2, eps_adam)
  let done = 0

  /** One step; the loss stays where it was computed. */
  function step() {
    const at = done++ % inputs.length
    optimizer.learningRate = inputs[at].rates.rate
    const { tokens, targets, weights } = batches[at]
    const batch = [tf.tensor2d(tokens, shape), tf.tensor2d(targets, shape), tf.tensor1d(weights)]
    const value = optimizer.minimize(() => loss(...batch), true)
    tf.dispose(batch)
    return value
  }

  return {
    async train(steps) {
      const losses = []
      while (losses.length < steps) {
        const value = step()
        losses.push((await value.data())[0])
        value.dispose()
      }
      return losses
    },
    bytes: () => tf.memory().numBytes,
    dispose() {
      optimizer.dispose()
      tf.disposeVariables()
    },
  }
}
