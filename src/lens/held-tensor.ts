/** The tensors of the forward pass, the parameters and Adam's means, by the names that the program has for them. */
import { operations, type OpId } from '../engine/operations.ts'
import { placeAt } from './displayed.ts'
import { nothing, plain, type Held } from './held.ts'
import { positionsDone, type At } from './ledger-line.ts'
import type { Name } from './names.ts'
import { readerOf } from './operands.ts'
import { nameOf, type Reading } from './reading.ts'
import { forwardPlaces, repeatsOf, type Place } from './timeline.ts'

/** The variable that an operation binds. */
const boundBy = (op: OpId): string | undefined => nameOf(op)?.replace('[li]', '')

/** Where the value was made that a line reads or writes under a name. */
function placeOf(at: At, { name, isWritten }: Pick<Name, 'name' | 'isWritten'>, op: OpId | null): Place | null {
  const { session, run } = at
  const places = forwardPlaces(run.config)
  if (op === null) return null
  const place = placeAt(session, op)
  const grows = name === 'keys' || name === 'values' || name === 'x_attn' || name === 'losses'
  if (boundBy(op) === name && (isWritten || grows)) return place
  const own = places.findIndex(at => at.op === op && at.layer === place.layer && at.head === place.head)
  const end = own >= 0 ? own : isBefore(op) ? 0 : places.length
  const found =
    places.slice(0, end).findLast(at => boundBy(at.op) === name) ?? places.findLast(at => boundBy(at.op) === name)
  if (!found) return null
  // Read from outside the layers and heads, it is that of the layer and head on show.
  return own >= 0 ? inPlace(found, place) : placeAt(session, found.op)
}

const isBefore = (op: OpId): boolean => operations[op].phase === 'setup' && !op.startsWith('training.') && op !== 'gpt'

/** What heads read of one another is one list. */
const inPlace = (found: Place, place: Place): Place =>
  found.op === 'attention.concat' && place.head === null ? { ...found, head: null } : found

const isCache = (op: OpId): boolean => op === 'attention.keys' || op === 'attention.values'

export function tensorHeld(at: At, name: Name, op: OpId | null): Held | null {
  const { session, reader, run } = at
  if (name.name === 'state_dict') return dictionary(at)
  const isInGpt = name.inside[0] === 'gpt'
  const known = (isInGpt ? null : whole(at, name.name)) ?? (name.name === 'losses' ? lossesHeld(at) : null)
  if (known) return known
  const place = placeOf(at, name, op)
  if (!place) return null
  const title = isCache(place.op) ? `${name.name}[${place.layer}]` : name.name
  const isComplete = session.status({
    ...place,
    head: place.head ?? (repeatsOf(place.op) === 'head' ? run.config.n_head - 1 : null),
  })
  const last = isCache(place.op) ? positionsDone(at, place.op).length - 1 : at.position
  if (last < 0 || (isComplete === 'todo' && !isCache(place.op))) return nothing(title)
  const reading = reader.output(place.op, last, place.layer, place.head)
  if (!reading) return null
  const gradient = session.hasGradient(place) ? reader.gradient(place.op, last, place.layer, place.head) : null
  return {
    ...plain(title, reading, place, last),
    axes: axesOf(at, place.op, reading),
    gradient,
    rowLabels: reading.rows > 1 ? lettersRead(at).slice(0, reading.rows) : null,
    columnLabels: columnLabelsOf(at, place.op, reading),
  }
}

const lettersRead = ({ reader, run }: At): string[] => Array.from(reader.tokens, id => run.tokenizer.letter(id))
export const vocabulary = ({ run }: At): string[] =>
  Array.from({ length: run.plan.vocab_size }, (_, id) => run.tokenizer.letter(id))

function columnLabelsOf(at: At, op: OpId, reading: Reading): readonly string[] | null {
  if (op === 'output.logits' || op === 'loss.softmax') return vocabulary(at)
  return op === 'attention.scores' || op === 'attention.softmax' ? lettersRead(at).slice(0, reading.columns) : null
}

/** Axes of what an operation binds, as the source map has them for our program, with the width that the MLP has. */
const axesIn = ({ session }: At, op: OpId, name?: string): readonly string[] => {
  const binds = session.program.value.bindsOf(op)
  const axes = (name === undefined ? Object.values(binds)[0] : binds[name]) ?? []
  return axes.map(axis => axis.replace('4 *', `${session.run.value?.config.mlp_factor} *`))
}

const axesOf = (at: At, op: OpId, { rows, columns }: Reading): readonly string[] => {
  const axes = axesIn(at, op)
  return axes.length > 0 ? axes : rows > 1 ? [String(rows), String(columns)] : columns > 1 ? [String(columns)] : []
}

export function parameterHeld(at: At, name: string): Held | null {
  const { reader, session, moment } = at
  const layer = placeAt(session, 'attention.query').layer ?? 0
  const known = reader.matrices.find(matrix => matrix.name === name || matrix.name === `layer${layer}.${name}`)
  if (!known) return null
  // At the start they are drawn; the trace knows them only as its step finds them.
  if (moment.phase === 'setup' && at.view.step > 0)
    return nothing(known.name, `drawn here; step ${at.view.step} finds other numbers in it`)
  const isUpdated = session.isUpdated(known.name)
  const made = readerOf(known.name)
  const isBack = made !== null && !isUpdated && session.hasGradient({ ...made, head: null })
  const place = { op: made?.op ?? 'parameters', layer: made?.layer ?? null, head: null } as const
  const axes = axesIn(at, 'parameters', `state_dict['${known.name.replace(/^layer\d+/, 'layer{i}')}']`)
  const rows = /wte|lm_head/.test(known.name) ? vocabulary(at) : null
  return {
    ...plain(
      `state_dict['${known.name}']`,
      reader.matrix(known.name, isUpdated ? 'updated' : 'values'),
      place,
      at.position,
    ),
    axes,
    gradient: isBack ? reader.matrix(known.name, 'gradients') : null,
    rowLabels: rows,
    parameter: known.name,
    note: isUpdated ? 'after the update' : null,
  }
}

function dictionary({ reader: { matrices } }: At): Held {
  const words = matrices.map(({ name, rows, columns }) => `${name} ${rows} × ${columns}`).join('\n')
  const python = `{${matrices.map(({ name, rows, columns }) => `'${name}': (${rows}, ${columns})`).join(', ')}}`
  return { kind: 'value', title: 'state_dict', words, python, note: 'shapes' }
}

/** What is as long as all parameters together, or holds all of them: in gpt() `v` is another. */
function whole(at: At, name: string): Held | null {
  const { reader, run, session, view } = at
  const isMoment = name === 'm' || name === 'v'
  if (!isMoment && name !== 'params') return null
  if (isMoment && view.provisional) return nothing(name, 'known once this run has been trained here')
  const values = new Float64Array(run.plan.parameters)
  for (const matrix of reader.matrices) {
    const { start, rows, columns } = matrix
    const isUpdated = session.isUpdated(matrix.name)
    const before = isMoment
      ? reader.before[name].subarray(start, start + rows * columns)
      : reader.matrix(matrix.name).values
    values.set(isUpdated ? reader.matrix(matrix.name, isMoment ? name : 'updated').values : before, start)
  }
  const scale = name === 'params' ? 0.45 : name === 'm' ? 0.1 : 0.01
  const role = name === 'params' ? 'plain' : 'grad'
  const reading = { name, rows: 1, columns: values.length, values, ramp: 'signed', scale, role, group: null } as const
  const place = { op: 'adam', layer: null, head: null } as const
  return { ...plain(name, reading, place, at.position), axes: ['len(params)'] }
}

function lossesHeld(at: At): Held {
  const readings = positionsDone(at, 'loss.cross_entropy').flatMap(
    position => at.reader.output('loss.cross_entropy', position) ?? [],
  )
  const [first] = readings
  if (!first) return { kind: 'value', title: 'losses', words: '[]', python: '[]', note: null }
  const values = Float64Array.from(readings, ({ values }) => values[0]!)
  const reading = { ...first, name: 'losses', columns: values.length, values }
  const place = placeAt(at.session, 'loss.cross_entropy')
  return { ...plain('losses', reading, place, values.length - 1), axes: ['pos_id + 1'], columnLabels: lettersRead(at) }
}
