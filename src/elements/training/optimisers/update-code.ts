/** The update as each optimiser would write it, in the words of microgpt.py. */
import type { Config } from '../../../engine/config.ts'
import type { Optimizer } from '../../../lens/optimisers.ts'

export const optimizerNames: Record<Optimizer, string> = { sgd: 'SGD', momentum: 'momentum', adam: 'Adam' }

/** What all three have in common, before the update. */
export const commonLines = ({ decay }: Config): readonly string[] => [
  'for step in range(num_steps):',
  '    loss = …  # forward, on one document',
  '    loss.backward()  # now every p has its p.grad',
  `    lr_t = learning_rate${decayCode[decay]}`,
]

const decayCode: Record<Config['decay'], string> = {
  linear: ' * (1 - step / num_steps)',
  cosine: ' * 0.5 * (1 + cos(pi * step / num_steps))',
  constant: '',
}

export const updateLines: Record<Optimizer, readonly string[]> = {
  sgd: ['for p in params:', '    p.data -= lr_t * p.grad', '    p.grad = 0'],
  momentum: [
    'for i, p in enumerate(params):',
    '    m[i] = beta1 * m[i] + p.grad',
    '    p.data -= lr_t * m[i]',
    '    p.grad = 0',
  ],
  adam: [
    'for i, p in enumerate(params):',
    '    m[i] = beta1 * m[i] + (1 - beta1) * p.grad',
    '    v[i] = beta2 * v[i] + (1 - beta2) * p.grad ** 2',
    '    m_hat = m[i] / (1 - beta1 ** (step + 1))',
    '    v_hat = v[i] / (1 - beta2 ** (step + 1))',
    '    p.data -= lr_t * m_hat / (v_hat ** 0.5 + eps_adam)',
    '    p.grad = 0',
  ],
}

export const updateNotes: Record<Optimizer, string> = {
  sgd: 'Downhill, by the gradient of this one document.',
  momentum: 'm remembers: what keeps pointing one way adds up, what flickers cancels out.',
  adam: 'Every weight has its own pace: divided by √v, a weight with small gradients moves as far as one with large ones.',
}
