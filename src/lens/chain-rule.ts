/**
 * The walk back as Value.backward takes it, on one edge of the operation at the cursor: from the number of its output that
 * the loss feels most, to one of the numbers that it was made of. The gradients are the trace's; the local gradients are the
 * ones that the program's methods of Value would keep.
 */
import type { OpId } from '../engine/operations.ts'
import { largest } from './attention-arithmetic.ts'
import { softmaxOf, rmsnormOf } from './call-at-hand.ts'
import { remembered, type At } from './ledger-line.ts'
import { isOff, matrixOf, operandsOf } from './operands.ts'
import { shortName, type Reading } from './reading.ts'

export interface Edge {
  /** The number whose gradient is complete: `q[6]`. */
  readonly v: string
  readonly grad: number
  /** What `v` was made of: `wq[6][9]`. */
  readonly child: string
  readonly local: number
  /** Where the local gradient comes from, where it has a name. */
  readonly localOf: string | null
}

/** Null on the way forward, and where an operation only gives numbers another name. */
export function edgeAtHand(at: At): Edge | null {
  const { op, layer, head, phase } = at.moment
  if (phase !== 'backward' || isOff(at.run.config, op)) return null
  return remembered(at, `edge ${op} ${layer} ${head} ${at.position}`, () => read(at))
}

function read(at: At): Edge | null {
  const { moment, reader, run, position } = at
  const { op, layer, head } = moment
  const { rows } = reader.trace.input.rows
  if (op === 'loss.mean') return { v: 'loss', grad: 1, child: 'sum(losses)', local: 1 / rows, localOf: '1 / n' }
  if (op === 'loss.cross_entropy') {
    const grad = reader.trace.input.rows.weights[position]!
    return { v: `losses[${position}]`, grad, child: 'log p', local: -1, localOf: null }
  }
  const gradient = reader.gradient(op, position, layer, head)
  const [a, b] = operandsOf(moment, run.config).map(place => reader.output(place.op, position, place.layer, place.head))
  const output = reader.output(op, position, layer, head)
  if (!gradient || !output || !a) return null
  const row = largest(gradient.values.map(Math.abs))
  const edge = { v: `${output.name}[${row}]`, grad: gradient.values[row]! }
  const matrix = matrixOf(moment, run.config)
  if (matrix) {
    const column = largest(a.values.map(Math.abs))
    const local = a.values[column]!
    return { ...edge, child: `${shortName(matrix)}[${row}][${column}]`, local, localOf: `${a.name}[${column}]` }
  }
  // Other norms and activations have other local gradients.
  const isOurs = op.endsWith('.norm')
    ? run.config.norm === 'rmsnorm'
    : run.config.activation === 'relu' || op !== 'mlp.relu'
  return isOurs ? innerEdge(op, edge, row, a, b ?? null) : null
}

/** Of operations that multiply by no parameter. */
function innerEdge(op: OpId, edge: Pick<Edge, 'v' | 'grad'>, at: number, a: Reading, b: Reading | null): Edge | null {
  const child = `${a.name}[${at}]`
  switch (op) {
    case 'embedding.add':
    case 'attention.add':
    case 'mlp.add':
      return { ...edge, child, local: 1, localOf: null }
    case 'embedding.norm':
    case 'attention.norm':
    case 'mlp.norm':
      return { ...edge, child, local: rmsnormOf(a).numbers['scale']!, localOf: 'scale' }
    case 'mlp.relu':
      return { ...edge, child, local: Number(a.values[at]! > 0), localOf: `x[${at}] > 0` }
    case 'attention.scores':
      return { ...edge, child: 'q_h · k_t', local: a.columns ** -0.5, localOf: 'head_dim ** -0.5' }
    case 'attention.softmax':
      return { ...edge, child: `exps[${at}]`, local: 1 / softmaxOf(a).numbers['total']!, localOf: '1 / total' }
    case 'attention.mix': {
      const most = largest(a.values)
      return b && { ...edge, child: `v_h[${most}][${at}]`, local: a.values[most]!, localOf: `attn_weights[${most}]` }
    }
    default:
      return null
  }
}
