/**
 * One operation laid open as the program does it. What the model computed is read from the trace; the only arithmetic here
 * is what the program does not keep: the products, the squares, the exponentials and the sums on their way.
 */
import type { Config } from '../engine/config.ts'
import type { OpId } from '../engine/operations.ts'
import type { Arithmetic, ChainArithmetic, CopyArithmetic, RowsArithmetic, Source, Step } from './arithmetic-kinds.ts'
import { isOff, matrixOf, operandsOf } from './operands.ts'
import type { Reading, TraceReader } from './reading.ts'
import type { Place } from './timeline.ts'

export type {
  Arithmetic,
  Axis,
  ChainArithmetic,
  CopyArithmetic,
  PickArithmetic,
  RowsArithmetic,
  Source,
  Step,
} from './arithmetic-kinds.ts'

/** How an operation makes what it puts out at a position. Throws a RangeError where the trace has no such operation. */
export function arithmeticOf(reader: TraceReader, place: Place, position: number): Arithmetic {
  const { config } = reader.plan
  const read = (at: Place, words?: string): Source => {
    const reading = reader.output(at.op, position, at.layer, at.head)
    if (!reading) throw new RangeError(`The trace has no ${at.op} at position ${position}.`)
    return { place: at, reading, words: words ?? reading.name }
  }
  const { op } = place
  const out = read(place)
  const operands = operandsOf(place, config)
  if (isOff(config, op) && op !== 'attention.scores') return copyOf(read(operands[0]!), out)
  switch (op) {
    case 'embedding.token':
    case 'embedding.position': {
      const parameter = op === 'embedding.token' ? 'wte' : 'wpe'
      const row = op === 'embedding.token' ? reader.tokens[position]! : position
      const rows = op === 'embedding.token' ? 'vocabulary' : 'index'
      return { kind: 'pick', table: reader.matrix(parameter), parameter, row, rows, out }
    }
    case 'attention.query':
    case 'attention.key':
    case 'attention.value':
    case 'attention.output':
    case 'mlp.expand':
    case 'mlp.contract':
    case 'output.logits': {
      const parameter = matrixOf(place, config)!
      const matrix = { parameter, place, transposed: false, reading: reader.matrix(parameter), words: parameter }
      const rows = op === 'output.logits' ? 'vocabulary' : 'index'
      // The last operand of the logits is the stream after the last layer.
      return { kind: 'rows', x: read(operands[0]!), matrix, out, rows, columns: 'index', root: null }
    }
    case 'attention.scores': {
      const keys = read(operands[1]!)
      const root = isOff(config, op) ? null : Math.sqrt(out.reading.columns === 0 ? 1 : keys.reading.columns)
      return {
        kind: 'rows',
        x: read(operands[0]!),
        matrix: { ...keys, parameter: null, transposed: false },
        out,
        rows: 'positions',
        columns: 'index',
        root,
      }
    }
    case 'attention.mix':
      return {
        kind: 'rows',
        x: read(operands[0]!),
        matrix: { ...read(operands[1]!), parameter: null, transposed: true },
        out,
        rows: 'index',
        columns: 'positions',
        root: null,
      }
    case 'embedding.norm':
    case 'attention.norm':
    case 'mlp.norm':
      return normOf(config, read(operands[0]!), out)
    case 'attention.softmax':
    case 'loss.softmax':
      return softmaxOf(read(operands[0]!), out)
    case 'mlp.relu':
      return chainOf([numbersOf(read(operands[0]!)), numbersOf(out, activationWords[config.activation])], out)
    case 'embedding.add':
    case 'attention.add':
    case 'mlp.add': {
      const [a, b] = operands.map(operand => read(operand))
      return chainOf([numbersOf(a!), numbersOf(b!), numbersOf(out, 'a + b')], out)
    }
    case 'loss.cross_entropy': {
      const target = reader.targets[position]!
      const probs = read(operands[0]!)
      const chain = chainOf(
        [numbersOf(probs), { kind: 'scalar', words: `−log(probs[${target}])`, value: out.reading.values[0]! }],
        out,
      )
      return { ...chain, columns: 'vocabulary', marked: target }
    }
    case 'loss.mean':
      return meanOf(reader, out)
    default:
      return sliceOf(reader, place, position, out)
  }
}

const activationWords = { relu: 'max(0, xi)', relu2: 'max(0, xi) ** 2', gelu: 'gelu(xi), the tanh form' } as const

const numbersOf = ({ words, reading, place }: Source, other = words): Step => ({
  kind: 'numbers',
  words: other,
  reading,
  place,
})

const madeUp = (reading: Reading, name: string, make: (value: number, i: number) => number): Reading => ({
  ...reading,
  name,
  ramp: 'signed',
  values: Float64Array.from(reading.values, make),
})

const total = (values: ArrayLike<number>): number => Array.from(values).reduce((sum, value) => sum + value, 0)

const chainOf = (steps: readonly Step[], out: Source): ChainArithmetic => ({
  kind: 'chain',
  steps,
  columns: 'index',
  marked: null,
  out,
})

function normOf({ norm }: Config, x: Source, out: Source): ChainArithmetic {
  const n = x.reading.columns
  const mean = norm === 'layernorm' ? total(x.reading.values) / n : 0
  const squares = madeUp({ ...x.reading, scale: x.reading.scale ** 2 }, 'xi * xi', value => (value - mean) ** 2)
  const sum = total(squares.values)
  const scale = (sum / n + 1e-5) ** -0.5
  const isLayer = norm === 'layernorm'
  return chainOf(
    [
      numbersOf(x),
      ...(isLayer ? [{ kind: 'scalar', words: 'mean = sum(x) / len(x)', value: mean } as const] : []),
      { kind: 'numbers', words: isLayer ? '(xi − mean) ** 2' : 'xi * xi', reading: squares, place: null },
      { kind: 'sum', words: 'sum', terms: squares.values, total: sum },
      { kind: 'scalar', words: isLayer ? 'var = sum / len(x)' : 'ms = sum / len(x)', value: sum / n },
      { kind: 'scalar', words: `scale = (${isLayer ? 'var' : 'ms'} + 1e-5) ** -0.5`, value: scale },
      numbersOf(out, isLayer ? '(xi − mean) * scale' : 'xi * scale'),
    ],
    out,
  )
}

function softmaxOf(logits: Source, out: Source): ChainArithmetic {
  const { values } = logits.reading
  const most = Math.max(...values)
  const shifted = madeUp(logits.reading, 'val - max_val', value => value - most)
  const exps = madeUp({ ...logits.reading, scale: 1 }, 'exps', value => Math.exp(value - most))
  const sum = total(exps.values)
  const chain = chainOf(
    [
      numbersOf(logits),
      { kind: 'scalar', words: 'max_val', value: most },
      { kind: 'numbers', words: 'val − max_val', reading: shifted, place: null },
      { kind: 'numbers', words: 'exps', reading: exps, place: null },
      { kind: 'sum', words: 'total', terms: exps.values, total: sum },
      numbersOf(out, 'e / total'),
    ],
    out,
  )
  return { ...chain, columns: out.place.op === 'loss.softmax' ? 'vocabulary' : 'positions' }
}

function meanOf(reader: TraceReader, out: Source): ChainArithmetic {
  const n = reader.positions
  const place = { op: 'loss.cross_entropy', layer: null, head: null } as const
  const first = reader.output('loss.cross_entropy', 0)!
  const values = Float64Array.from({ length: n }, (_, t) => reader.output('loss.cross_entropy', t)!.values[0]!)
  const losses: Reading = { ...first, name: 'losses', columns: n, values }
  const chain = chainOf(
    [
      { kind: 'numbers', words: 'losses', reading: losses, place },
      { kind: 'sum', words: 'sum', terms: values, total: total(values) },
      { kind: 'scalar', words: `(1 / n) * sum(losses), n = ${n}`, value: out.reading.values[0]! },
    ],
    out,
  )
  return { ...chain, columns: 'positions' }
}

const copyOf = (source: Source, out: Source, from: Partial<CopyArithmetic['from']> = {}): CopyArithmetic => {
  const { rows, columns } = source.reading
  return { kind: 'copy', source, from: { column: 0, columns, row: 0, rows, ...from }, rows: 'index', out }
}

/** Statements that only keep, slice or append. */
function sliceOf(reader: TraceReader, place: Place, position: number, out: Source): CopyArithmetic {
  const { layer, head } = place
  const { head_dim, config } = reader.plan
  const read = (op: OpId, at: Place = { op, layer, head: null }): Source => {
    const reading = reader.output(op, position, at.layer, at.head)!
    return { place: at, reading, words: reading.name }
  }
  const slice = { column: (head ?? 0) * head_dim, columns: head_dim }
  const stacked = (copy: CopyArithmetic): CopyArithmetic => ({ ...copy, rows: 'positions' })
  switch (place.op) {
    case 'attention.query_head':
      return copyOf(read('attention.query'), out, slice)
    case 'attention.key_head':
      return stacked(copyOf(read('attention.keys'), out, slice))
    case 'attention.value_head':
      return stacked(copyOf(read('attention.values'), out, slice))
    case 'attention.keys':
      return stacked(copyOf(read('attention.key'), out))
    case 'attention.values':
      return stacked(copyOf(read('attention.value'), out))
    case 'attention.concat':
      return copyOf(read('attention.mix', { op: 'attention.mix', layer, head: head ?? config.n_head - 1 }), out)
    case 'mlp.residual':
      return copyOf(read('attention.add'), out)
    case 'attention.residual':
      return copyOf(
        (layer ?? 0) === 0
          ? read('embedding.norm', { op: 'embedding.norm', layer: null, head: null })
          : read('mlp.add', { op: 'mlp.add', layer: layer! - 1, head: null }),
        out,
      )
    default:
      throw new RangeError(`${place.op} computes nothing of the model.`)
  }
}

/** The products of one row with the vector, in the order in which they are added. */
export function productsOf({ x, matrix }: RowsArithmetic, row: number): Float64Array {
  return Float64Array.from(x.reading.values, (value, i) => value * weightOf(matrix, row, i))
}

/** One number of the matrix as it is drawn: row of the result, column of the vector. */
export function weightOf({ reading, transposed }: RowsArithmetic['matrix'], row: number, column: number): number {
  return reading.values[transposed ? column * reading.columns + row : row * reading.columns + column]!
}

/** Rows and columns of the matrix as it is drawn. */
export const shapeOf = ({ reading, transposed }: RowsArithmetic['matrix']): { rows: number; columns: number } =>
  transposed ? { rows: reading.columns, columns: reading.rows } : reading

/** What a sum has come to after each of its terms. */
export function sumsOf(terms: ArrayLike<number>): Float64Array {
  let sum = 0
  return Float64Array.from(terms, term => (sum += term))
}
