/** How many numbers Value.backward walks through in one training step of the program, without making them. */
import type { Config } from '../engine/config.ts'
import { matricesOf } from '../engine/parameters.ts'

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
export function graphSize(config: Config, vocab_size: number, code: string, tokens: Iterable<number>): number | null {
  const { norm, activation, n_layer, n_head, n_embd, mlp_factor, tied_head } = config
  const tight = code.replace(/\s+/g, '')
  if (config.off !== '' || norm !== 'rmsnorm' || activation !== 'relu' || !written.every(code => tight.includes(code)))
    return null
  const read = [...tokens]
  const n = read.length
  const head_dim = n_embd / n_head
  const wide = mlp_factor * n_embd
  // A sum starts at 0, a constant of its own; so does each plain number that a Value is added to or multiplied by.
  const sum = (terms: number): number => terms + 1
  const withConstant = 2
  const linear = (nout: number, nin: number): number => nout * (nin + sum(nin))
  const rmsnorm = n_embd + sum(n_embd) + withConstant + withConstant + 1 + n_embd
  const exps = (length: number): number => length * (withConstant + 1) + sum(length)
  const quotient = 2
  const softmax = (length: number): number => exps(length) + length * quotient
  const head = (keys: number): number =>
    keys * (head_dim + sum(head_dim) + withConstant) + softmax(keys) + head_dim * (keys + sum(keys))
  const layer = (keys: number): number =>
    2 * rmsnorm +
    4 * linear(n_embd, n_embd) +
    n_head * head(keys) +
    linear(wide, n_embd) +
    wide +
    linear(n_embd, wide) +
    2 * n_embd
  // Of probs only the one that is wanted leads to the loss.
  const loss = exps(vocab_size) + quotient + 1 + withConstant
  const position = (keys: number): number =>
    n_embd + rmsnorm + n_layer * layer(keys) + linear(vocab_size, n_embd) + loss
  const positions = read.reduce((all, _, at) => all + position(at + 1), 0)
  return (
    positions +
    sum(n) +
    withConstant +
    parametersUsed(config, vocab_size, tied_head ? vocab_size : new Set(read).size, n)
  )
}

function parametersUsed(config: Config, vocab_size: number, tokens: number, positions: number): number {
  const rowsUsed: Readonly<Record<string, number>> = { wte: tokens, wpe: positions }
  return matricesOf(config, vocab_size).reduce(
    (all, { name, rows, columns }) => all + (rowsUsed[name] ?? rows) * columns,
    0,
  )
}
