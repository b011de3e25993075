/** Which gradients are exactly 0 in a trace, and why: every reason is read off the trace's own numbers. */
import type { OpId } from '../engine/operations.ts'
import type { Matrix } from '../engine/parameters.ts'
import type { Numbers, TraceReader } from './reading.ts'

export interface ZeroReason {
  /** Where it happens. */
  readonly op: OpId
  readonly layer: number | null
  /** `221 of 448` */
  readonly count: number
  readonly of: number
  /** What there are so many of: `numbers behind relu`. */
  readonly what: string
  readonly why: string
}

/** Whole matrices first, then rows, then single numbers. */
export function zeroReasons(reader: TraceReader): ZeroReason[] {
  const layers = Array.from({ length: reader.plan.config.n_layer }, (_, layer) => layer)
  return [
    ...layers.flatMap(layer => closedOutputs(reader, layer)),
    ...layers.flatMap(layer => (reader.positions === 1 ? oneKey(reader, layer) : [])),
    ...unread(reader),
    ...layers.flatMap(layer => relus(reader, layer)),
    ...(reader.positions === 1 ? [] : layers.flatMap(layer => oneKey(reader, layer))),
  ]
}

const isZero = (values: Numbers): boolean => values.every(value => value === 0)
const matrixNamed = ({ matrices }: TraceReader, name: string): Matrix | undefined =>
  matrices.find(matrix => matrix.name === name)

/** An output matrix of zeros: what is before it has no way to the loss. */
function closedOutputs(reader: TraceReader, layer: number): ZeroReason[] {
  const doors = [
    { door: 'attn_wo', op: 'attention.output', behind: ['attn_wq', 'attn_wk', 'attn_wv'] },
    { door: 'mlp_fc2', op: 'mlp.contract', behind: ['mlp_fc1'] },
  ] as const
  return doors.flatMap(({ door, op, behind }) => {
    const names = behind.map(name => `layer${layer}.${name}`).filter(name => matrixNamed(reader, name))
    const isShut = matrixNamed(reader, `layer${layer}.${door}`) && isZero(reader.matrix(`layer${layer}.${door}`).values)
    if (!isShut || !names.every(name => isZero(reader.matrix(name, 'gradients').values))) return []
    const of = names.reduce((sum, name) => sum + reader.matrix(name).values.length, 0)
    const what = `gradients of ${behind.join(', ')}`
    return [
      { op, layer, count: of, of, what, why: `${door} is still all zeros, and what comes back is multiplied by it` },
    ]
  })
}

/** Rows of the embeddings that no position has read. */
function unread(reader: TraceReader): ZeroReason[] {
  return (['wte', 'wpe'] as const).flatMap(name => {
    const matrix = matrixNamed(reader, name)
    if (!matrix) return []
    const { values } = reader.matrix(name, 'gradients')
    const read = new Set(
      name === 'wte'
        ? reader.tokens.subarray(0, reader.positions)
        : Array.from({ length: reader.positions }, (_, position) => position),
    )
    let count = 0
    for (let row = 0; row < matrix.rows; row++)
      if (!read.has(row) && isZero(values.subarray(row * matrix.columns, (row + 1) * matrix.columns))) count++
    if (count === 0) return []
    const op: OpId = name === 'wte' ? 'embedding.token' : 'embedding.position'
    const why = name === 'wte' ? 'these letters are not in the name' : 'the name ends before these places'
    return [{ op, layer: null, count, of: matrix.rows, what: `rows of ${name}`, why }]
  })
}

/** Where relu lets nothing through, and the features that are off at every position. */
function relus(reader: TraceReader, layer: number): ZeroReason[] {
  const { config } = reader.plan
  if (config.activation === 'gelu') return []
  const [inputs, outputs] = (['mlp.expand', 'mlp.relu'] as const).map(op =>
    Array.from({ length: reader.positions }, (_, position) => reader.output(op, position, layer)?.values ?? null),
  )
  const backs = Array.from(
    { length: reader.positions },
    (_, position) => reader.gradient('mlp.expand', position, layer)?.values ?? null,
  )
  if ([...inputs!, ...outputs!, ...backs].includes(null)) return []
  const wide = inputs![0]!.length
  const isOff = (position: number, feature: number): boolean =>
    inputs![position]![feature]! <= 0 && outputs![position]![feature] === 0 && backs[position]![feature] === 0
  let [off, dead] = [0, 0]
  for (let feature = 0; feature < wide; feature++) {
    let times = 0
    for (let position = 0; position < reader.positions; position++) times += Number(isOff(position, feature))
    off += times
    dead += Number(times === reader.positions)
  }
  if (off === 0) return []
  const all = { op: 'mlp.relu' as const, layer }
  return [
    {
      ...all,
      count: off,
      of: wide * reader.positions,
      what: 'numbers that relu reads',
      why: 'they are not above 0, so relu puts out 0 and its slope is 0',
    },
    ...(dead > 0
      ? [
          {
            ...all,
            count: dead,
            of: wide,
            what: 'rows of mlp_fc1 and columns of mlp_fc2',
            why: 'their feature is off at every position of this name',
          },
        ]
      : []),
  ]
}

/** The first position has one key: its weight is 1 whatever its score is. */
function oneKey(reader: TraceReader, layer: number): ZeroReason[] {
  const { n_head } = reader.plan.config
  const scores = Array.from(
    { length: n_head },
    (_, head) => reader.gradient('attention.scores', 0, layer, head)?.values[0] ?? null,
  )
  const count = scores.filter(score => score === 0).length
  if (count === 0) return []
  const isAll = reader.positions === 1
  return [
    {
      op: 'attention.softmax',
      layer,
      count,
      of: n_head,
      what: isAll ? 'scores, and with them wq and wk' : 'scores of the first position',
      why: 'it sees one key only: the weight of that is 1 whatever the score',
    },
  ]
}
