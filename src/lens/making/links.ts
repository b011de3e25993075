/** Where the numbers that make one come from, and which numbers are made of it. */
import { operations, type OpId } from '../../engine/operations.ts'
import { switchedOff } from '../../engine/switches.ts'
import { readerOf } from '../operands.ts'
import type { NumberPlace, ParameterPlace } from '../number-place.ts'
import { inputsOf, sourceOf } from './forward.ts'
import type { Cell, Ground } from './ground.ts'
import { factorsOf, type Operand, type Step } from './terms.ts'

/** One row of the list: numbers of one operation or matrix. */
export interface Source {
  /** `x[0] … x[15]` */
  readonly text: string
  /** Of several, the one that is opened: the one that weighs most. */
  readonly operand: Operand
  readonly count: number
  /** The operation whose line makes them. */
  readonly op: OpId | null
  readonly note: string | null
}

const groupOf = ({ kind, ...place }: NumberPlace): string =>
  kind === 'parameter'
    ? `${kind} ${(place as ParameterPlace).name} ${(place as ParameterPlace).when ?? 'before'}`
    : `${kind} ${(place as Cell).op} ${(place as Cell).layer}`

/** `x[0 … 15]` where only one index differs. */
function rangeOf(operands: readonly Operand[]): string {
  const [first, last] = [operands[0]!.text, operands.at(-1)!.text]
  const [a, b] = [first.split(/(\d+)/), last.split(/(\d+)/)]
  const differ = a.flatMap((part, i) => (part === b[i] ? [] : [i]))
  if (differ.length === 0) return first
  if (differ.length > 1 || a.length !== b.length) return `${first} … ${last}`
  return a.map((part, i) => (i === differ[0] ? `${part} … ${b[i]}` : part)).join('')
}

/** The operands that can be opened, each once, by what made them. */
export function fromOf(steps: readonly Step[], step: number): Source[] {
  const groups = new Map<string, Map<string, Operand>>()
  const weights = new Map<string, number>()
  for (const { terms } of steps)
    for (const term of terms)
      for (const operand of factorsOf(term)) {
        if (!operand.place) continue
        const group = groups.get(groupOf(operand.place)) ?? new Map<string, Operand>()
        const key = JSON.stringify(operand.place)
        group.set(key, operand)
        weights.set(key, Math.max(weights.get(key) ?? 0, Math.abs(term.value)))
        groups.set(groupOf(operand.place), group)
      }
  return [...groups.values()].map(group => {
    const operands = [...group.values()].sort((a, b) => orderOf(a.place) - orderOf(b.place))
    const weight = (operand: Operand): number => weights.get(JSON.stringify(operand.place)) ?? 0
    const heaviest = operands.reduce((most, each) => (weight(each) > weight(most) ? each : most))
    const { place } = heaviest
    const op = place ? makerOf(place) : null
    return { text: rangeOf(operands), operand: heaviest, count: operands.length, op, note: noteOn(place, step) }
  })
}

/** Row after row, as the numbers stand. */
const orderOf = (place: NumberPlace | null): number =>
  place === null ? 0 : ((place.kind === 'parameter' ? 0 : place.position) * 1e4 + place.row) * 1e4 + place.column

function noteOn(place: NumberPlace | null, step: number): string | null {
  if (place?.kind !== 'parameter' || (place.when ?? 'before') !== 'before') return null
  return step === 0 ? 'as drawn' : `after step ${step}`
}

/** The operation whose line makes a number: a gradient's is the line that the walk goes back through. */
export function makerOf(place: NumberPlace): OpId {
  if (place.kind !== 'parameter') return place.op
  const { when = 'before', name } = place
  if (when === 'gradient') return readerOf(name)?.op ?? 'backward'
  return when === 'before' ? 'parameters' : 'adam'
}

/** What reads the number further on; for a parameter at the position that is looked at. */
export function intoOf(ground: Ground, place: NumberPlace): Source[] {
  if (place.kind === 'parameter') return ofParameter(ground, place)
  const cell = ground.cellOf(place)
  return place.kind === 'gradient' ? ofGradient(ground, cell) : ofActivation(ground, cell)
}

function source(operands: readonly Operand[], op: OpId, note: string | null = null): Source[] {
  const [operand] = operands
  return operand ? [{ text: rangeOf(operands), operand, count: operands.length, op, note }] : []
}

function ofActivation(ground: Ground, cell: Cell): Source[] {
  const { row, column, layer } = cell
  const { config, plan, reader } = ground
  const { n_layer, block_size, n_head } = config
  const { head_dim } = plan
  const off = switchedOff(config)
  const to = (op: OpId, at: number | readonly number[] = column, where: Partial<Cell> = {}): Source[] => {
    const repeats = operations[op].repeats
    const inLayer = repeats === 'layer' || repeats === 'head' ? layer : null
    const columns = typeof at === 'number' ? [at] : at
    const operands = columns.map(column => ground.output({ op, layer: inLayer, row, ...where, column }))
    return source(operands, op)
  }
  const all = (op: OpId): Source[] => {
    const width = plan.output(op, operations[op].repeats === 'layer' ? layer : null)!.columns
    return to(
      op,
      Array.from({ length: width }, (_, i) => i),
    )
  }
  const head = Math.floor(column / head_dim)
  const unlessOff = (part: string, sources: () => Source[]): Source[] => (off.has(part) ? [] : sources())
  /** A norm reads every number of the row for each that it gives. */
  const normed = (op: OpId): Source[] => (off.has(op) ? to(op) : all(op))
  switch (cell.op) {
    case 'embedding.token':
      return to('embedding.add')
    case 'embedding.position':
      return unlessOff('embedding.position', () => to('embedding.add'))
    case 'embedding.add':
      return normed('embedding.norm')
    case 'embedding.norm':
      return to('attention.residual', column, { layer: 0 })
    case 'attention.residual':
      return [...normed('attention.norm'), ...unlessOff('attention.add', () => to('attention.add'))]
    case 'attention.norm':
      return (['attention.query', 'attention.key', 'attention.value'] as const).flatMap(all)
    case 'attention.query':
      return to('attention.query_head')
    case 'attention.key':
      return to('attention.keys')
    case 'attention.value':
      return to('attention.values')
    case 'attention.keys':
      return to('attention.key_head')
    case 'attention.values':
      return to('attention.value_head')
    case 'attention.query_head':
      return to(
        'attention.scores',
        Array.from({ length: row + 1 }, (_, j) => head * block_size + j),
      )
    case 'attention.key_head':
      return to('attention.scores', head * block_size + row, { row: ground.at })
    case 'attention.scores': {
      const first = column - (column % block_size)
      return to(
        'attention.softmax',
        Array.from({ length: row + 1 }, (_, j) => first + j),
      )
    }
    case 'attention.softmax': {
      const first = Math.floor(column / block_size) * head_dim
      return to(
        'attention.mix',
        Array.from({ length: head_dim }, (_, d) => first + d),
      )
    }
    case 'attention.value_head':
      return to('attention.mix', column, { row: ground.at })
    case 'attention.mix':
      return n_head > head ? to('attention.concat') : []
    case 'attention.concat':
      return all('attention.output')
    case 'attention.output':
      return to('attention.add')
    case 'attention.add':
      return to('mlp.residual')
    case 'mlp.residual':
      return [...normed('mlp.norm'), ...unlessOff('mlp.add', () => to('mlp.add'))]
    case 'mlp.norm':
      return all('mlp.expand')
    case 'mlp.expand':
      return to('mlp.relu')
    case 'mlp.relu':
      return all('mlp.contract')
    case 'mlp.contract':
      return to('mlp.add')
    case 'mlp.add':
      return layer! + 1 < n_layer ? to('attention.residual', column, { layer: layer! + 1 }) : all('output.logits')
    case 'output.logits':
      return all('loss.softmax')
    case 'loss.softmax':
      return column === reader.targets[row] ? to('loss.cross_entropy', 0) : []
    case 'loss.cross_entropy':
      return to('loss.mean', 0, { row: 0 })
    default:
      return []
  }
}

/** A parameter goes into what its line puts out, and into its own next value. */
function ofParameter(ground: Ground, { name, row, column, when = 'before' }: ParameterPlace): Source[] {
  const next = (when: ParameterPlace['when']): Source[] => source([ground.parameter(name, row, column, when)], 'adam')
  if (when === 'updated') return []
  if (when === 'm' || when === 'v') return next('updated')
  if (when === 'gradient') {
    const { optimizer } = ground.config
    if (optimizer === 'sgd') return next('updated')
    return optimizer === 'momentum' ? next('m') : [...next('m'), ...next('v')]
  }
  const { reader, plan, at } = ground
  const reads = plan.calls.filter(({ phase, inputs }) => phase === 'forward' && inputs.includes(plan.parameter(name)))
  const made = reads.flatMap(({ op, layer, kernel, index }) => {
    const rows = kernel !== 'embed' ? null : index === 'positions' ? reader.trace.input.rows.positions : reader.tokens
    const position = rows === null || rows[at] === row ? at : rows.indexOf(row)
    if (position < 0) return []
    const cell = { op, layer, row: position, column: kernel === 'embed' ? column : row }
    return source([ground.output(cell)], op, 'and at each position that reads it')
  })
  return [...made, ...next('updated')]
}

/** A gradient goes on to what the number was made of: the same walk, one line further back. */
function ofGradient(ground: Ground, { op, layer, row, column }: Cell): Source[] {
  const maker = ground.maker(op, layer)
  if (!maker) {
    const made = sourceOf(ground, { op, layer, row, column })
    const isKept = made && ground.plan.gradient(made.op, made.layer)
    return isKept ? source([ground.gradient(made)], made.op, 'the same number') : []
  }
  if (ground.isHeld({ op, layer, row, column })) return []
  const inputs = inputsOf(ground, { op, layer })
  const { plan, reader } = ground
  const sources = inputs.flatMap(input => {
    const isKept = plan.gradient(input.op, input.layer)
    const isSame = isKept && plan.output(input.op, input.layer)!.columns === plan.output(op, layer)!.columns
    return isKept ? source([ground.gradient({ ...input, row, column: isSame ? column : 0 })], input.op) : []
  })
  const matrix = maker.inputs.find(({ section }) => section === 'parameters')?.name
  if (!matrix) return sources
  const isLinear = maker.kernel === 'linear'
  const table = maker.index === 'positions' ? row : reader.tokens[row]!
  const columns = isLinear ? maker.inputs[0]!.columns : 1
  const gradients = Array.from({ length: columns }, (_, i) =>
    ground.parameter(matrix, isLinear ? column : table, isLinear ? i : column, 'gradient'),
  )
  return [...sources, ...source(gradients, op)]
}
