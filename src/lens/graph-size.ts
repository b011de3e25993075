/** How many numbers Value.backward walks through in one training step of the program, without making them. */
import type { Config } from '../engine/config.ts'
import { countValues } from '../engine/value-count.ts'

/** How the helpers must be written for the count to hold; spaces aside. */
const written = [
  'sum(wi * xi for wi, xi in zip(row, x))',
  '(val - max_val).exp()',
  'total = sum(exps)',
  'e / total',
  'sum(xi * xi for xi in x) / len(x)',
  '(ms + 1e-5) ** -0.5',
  'sum(a * b for a, b in zip(q_h, k_t)) / head_dim ** 0.5',
  'loss_t = -probs[target_id].log()',
  '(1 / n) * sum(losses)',
  'def __sub__(self, other): return self + (-other)',
  'def __truediv__(self, other): return self * other ** -1',
  'def __neg__(self): return self * -1',
].map(code => code.replace(/\s+/g, ''))

/**
 * Every number that the loss depends on: the parameters that were used, the constants, and all that was made of them.
 * @param code the program, to see that it makes its numbers in the way that is counted here; null where it does not
 * @param tokens what was read at each position
 */
export function graphSize(config: Config, vocab_size: number, code: string, tokens: ArrayLike<number>): number | null {
  const { norm, activation, off } = config
  const tight = code.replace(/\s+/g, '')
  if (off !== '' || norm !== 'rmsnorm' || activation !== 'relu' || !written.every(code => tight.includes(code)))
    return null
  return countValues(config, vocab_size, tokens).nodes
}
