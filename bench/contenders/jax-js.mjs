// microgpt in jax-js: the whole training step, gradients and Adam, under one jit().
import { defaultDevice, init, jit, nn, numpy as np, tree, valueAndGrad } from '@jax-js/jax'
import { causalMask, oneHot } from './padded.ts'

// Its arrays are counted: each use takes one reference, and `.ref` makes one more.
function lossOf({ config: { n_embd, n_head, n_layer, block_size, batch_size } }) {
  const positions = batch_size * block_size
  const rmsnorm = x => {
    const ms = np.square(x.ref).mean(-1, { keepdims: true })
    return x.mul(np.reciprocal(np.sqrt(ms.add(1e-5))))
  }
  const linear = (x, w) => np.matmul(x, np.transpose(w))
  const heads = x => np.transpose(x.reshape([batch_size, block_size, n_head, n_embd / n_head]), [0, 2, 1, 3])

  function attention(w, x, layer, mask) {
    const project = (letter, x) => heads(linear(x, w[`layer${layer}.attn_w${letter}`]))
    const [q, k, v] = [project('q', x.ref), project('k', x.ref), project('v', x)]
    const scores = np.matmul(q, np.transpose(k, [0, 1, 3, 2])).mul(Math.sqrt(n_embd / n_head) ** -1)
    const mixed = np.matmul(nn.softmax(scores.add(mask), -1), v)
    return linear(np.transpose(mixed, [0, 2, 1, 3]).reshape([positions, n_embd]), w[`layer${layer}.attn_wo`])
  }

  const mlp = (w, x, layer) => linear(nn.relu(linear(x, w[`layer${layer}.mlp_fc1`])), w[`layer${layer}.mlp_fc2`])

  return (w, tokens, targets, weights, mask) => {
    const embedded = np.matmul(tokens, w.wte).reshape([batch_size, block_size, n_embd])
    let x = rmsnorm(embedded.add(w.wpe).reshape([positions, n_embd]))
    for (let layer = 0; layer < n_layer; layer++) {
      x = attention(w, rmsnorm(x.ref), layer, mask.ref).add(x)
      x = mlp(w, rmsnorm(x.ref), layer).add(x)
    }
    mask.dispose()
    const surprise = nn.logSoftmax(linear(x, w.lm_head), -1).mul(targets).sum(-1)
    return surprise.mul(weights).sum().mul(-1)
  }
}

function stepOf(work) {
  const { beta1, beta2, eps_adam } = work.config
  const lossAndGradient = valueAndGrad(lossOf(work))
  return jit((w, m, v, batch, mask, factors) => {
    const { tokens, targets, weights } = batch
    const [loss, gradient] = lossAndGradient(tree.ref(w), tokens, targets, weights, mask)
    const next = { w: {}, m: {}, v: {} }
    for (const name of Object.keys(w)) {
      const g = gradient[name]
      next.m[name] = m[name].mul(beta1).add(g.ref.mul(1 - beta1))
      next.v[name] = v[name].mul(beta2).add(np.square(g).mul(1 - beta2))
      const m_hat = next.m[name].ref.mul(factors.first.ref)
      const v_hat = next.v[name].ref.mul(factors.second.ref)
      next.w[name] = w[name].sub(m_hat.div(np.sqrt(v_hat).add(eps_adam)))
    }
    tree.dispose(factors)
    return [loss, next]
  })
}

/** @returns {import('./contender.ts').Create} */
export const create = backend => async work => {
  const started = await init(backend)
  if (!started.includes(backend)) throw new Error(`jax-js could not start its ${backend} backend.`)
  defaultDevice(backend)
  const { config, vocab_size, matrices, parameters, inputs } = work
  const { block_size, batch_size } = config
  const positions = block_size * batch_size
  const batches = inputs.map(input => oneHot(work, input))
  const mask = np.array(causalMask(block_size)).reshape([block_size, block_size])
  const step = stepOf(work)
  const matricesFrom = numbers =>
    Object.fromEntries(
      matrices.map(({ name, rows, columns, start }) => [
        name,
        np.array(Float32Array.from(numbers.subarray(start, start + rows * columns))).reshape([rows, columns]),
      ]),
    )
  const zeros = new Float64Array(parameters.length)
  let state = { w: matricesFrom(parameters), m: matricesFrom(zeros), v: matricesFrom(zeros) }
  let done = 0

  /** One step; the loss stays where it was computed. */
  function next() {
    const at = done++ % inputs.length
    const { tokens, targets, weights, rates } = batches[at]
    const batch = {
      tokens: np.array(tokens).reshape([positions, vocab_size]),
      targets: np.array(targets).reshape([positions, vocab_size]),
      weights: np.array(weights),
    }
    const factors = { first: np.array(rates[0]), second: np.array(rates[1]) }
    const [loss, after] = step(state.w, state.m, state.v, batch, mask.ref, factors)
    state = after
    return loss
  }

  return {
    async train(steps) {
      const losses = []
      while (losses.length < steps) losses.push((await next().data())[0])
      return losses
    },
    dispose() {
      tree.dispose(state)
      step.dispose()
    },
  }
}
