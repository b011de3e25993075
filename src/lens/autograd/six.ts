/** The six operations of `Value` that know their own derivative, on numbers of one's own. */
import { Value } from '../../engine/value.ts'
import type { ValueOp } from './presets.ts'

export interface Six {
  readonly op: ValueOp
  /** As in a book. */
  readonly forward: string
  /** How fast it grows with each of its operands. */
  readonly locals: readonly string[]
  /** What each comes to, by the engine. */
  readonly data: number
  readonly local_grads: readonly number[]
}

/** @param n the exponent of the power: a plain number */
export function sixOperations(a: number, b: number, n: number): Six[] {
  const [x, y] = [new Value(a), new Value(b)]
  const six = (op: ValueOp, forward: string, locals: string[], made: Value): Six => ({
    op,
    forward,
    locals,
    data: made.data,
    local_grads: made._local_grads,
  })
  return [
    six('value.add', 'a + b', ['1', '1'], x.add(y)),
    six('value.multiply', 'a · b', ['b', 'a'], x.mul(y)),
    six('value.power', 'aⁿ', ['n · aⁿ⁻¹'], x.pow(n)),
    six('value.log', 'log a', ['1 / a'], x.log()),
    six('value.exp', 'exp a', ['exp a'], x.exp()),
    six('value.relu', 'max(0, a)', ['1 if a > 0, else 0'], x.relu()),
  ]
}
