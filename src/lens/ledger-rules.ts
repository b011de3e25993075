/** For each operation, what stands beside its lines. */
import { headDim } from '../engine/config.ts'
import { operations, type OpId } from '../engine/operations.ts'
import { placeAt, statusOf } from './displayed.ts'
import { count, dim, small, text, type LedgerEntry } from './ledger-entry.ts'
import { updateOn } from './ledger-update.ts'
import type { At } from './ledger.ts'

export interface Line {
  readonly at: At
  readonly op: OpId
  /** What the line binds, as `boundOn` says it. */
  readonly name: string
  readonly code: string
}

type Rule = (line: Line) => LedgerEntry | null
type Entry = (at: At) => LedgerEntry | null

const named =
  (table: Readonly<Record<string, Entry>>): Rule =>
  ({ at, name }) =>
    Object.hasOwn(table, name) ? table[name]!(at) : null

const once =
  (op: OpId, entry: Entry): Entry =>
  at =>
    statusOf(at.session, op) === 'todo' ? null : entry(at)

/** What an operation puts out; on the way back its gradient, as soon as that is known. */
export const output: Rule = ({ at, op }) => {
  const { session, reader, position, run } = at
  const { phase } = operations[op]
  const place = placeAt(session, op)
  if ((phase !== 'forward' && phase !== 'loss') || session.status(place) === 'todo') return null
  const { layer, head } = place
  const isJoined = op === 'attention.concat'
  // The values of x_attn come head by head, its gradient at once.
  const gradient =
    phase === 'forward' && session.hasGradient(place)
      ? reader.gradient(op, position, layer, isJoined ? null : head)
      : null
  const reading = gradient ?? reader.output(op, position, layer, head)
  if (!reading) return null
  const isScalar = op === 'loss.cross_entropy' || op === 'loss.mean'
  if (isScalar) return text(`${reading.name} = `, { value: reading.values[0]!, digits: 4 })
  const slots = isJoined ? run.config.n_embd : reading.columns
  return { kind: 'reading', reading, place, position, slots }
}

/** The losses so far, as the list that the program keeps. */
const losses: Entry = at => {
  const op = 'loss.cross_entropy'
  const positions = positionsDone(at, op)
  const readings = positions.flatMap(position => at.reader.output(op, position) ?? [])
  const [first] = readings
  if (!first) return text('[]')
  const values = Float64Array.from(readings, reading => reading.values[0]!)
  const reading = { ...first, name: 'losses', columns: values.length, values }
  return {
    kind: 'reading',
    reading,
    place: placeAt(at.session, op),
    position: positions.length - 1,
    slots: values.length,
  }
}

/** The key-value cache of the layer on show, as far as it has grown. */
const cache =
  (op: 'attention.keys' | 'attention.values'): Entry =>
  at => {
    const place = placeAt(at.session, op)
    const last = positionsDone(at, op).length - 1
    const reading = last < 0 ? null : at.reader.output(op, last, place.layer)
    if (!reading) return text(dim('empty'))
    return { kind: 'reading', reading, place, position: last, slots: reading.columns }
  }

const positionsDone = ({ session, reader }: At, op: OpId): number[] => {
  const place = placeAt(session, op)
  return Array.from({ length: reader.positions }, (_, position) => position).filter(
    position => session.status(place, position) !== 'todo',
  )
}

/** How far the walk back has come; at its end, how many gradients it has left behind. */
const backward: Entry = ({ session, run }) => {
  const segment = session.timeline.value?.segments.find(({ phase }) => phase === 'backward')
  if (!segment) return null
  const walked = session.cursor.value - segment.from + 1
  const all = segment.to - segment.from
  if (walked <= 0) return null
  return walked >= all
    ? text(`${count(run.plan.parameters)} gradients`)
    : text(`${walked} of ${all} `, dim('operations'))
}

/** A number of the config: the pane says what runs, also where a slider has changed it. The name stands in the line. */
const setting: Rule = ({ at: { run }, name }) => {
  if (name === 'm' || name === 'v') return text(`${count(run.plan.parameters)} numbers`)
  if (name === 'head_dim') return text(String(headDim(run.config)))
  return Object.hasOwn(run.config, name) ? text(String(run.config[name as keyof typeof run.config])) : null
}

/** The shape of a matrix beside the line that draws it. */
const parameters: Rule = ({ at: { run, reader }, name, code }) => {
  if (name === 'params') return text(`len(params) = ${count(run.plan.parameters)}`)
  const matrix = /'(?:layer\{\w+\}\.)?(\w+)'\]?\s*[:=]/.exec(code)?.[1]
  const found = reader.matrices.find(entry => entry.name.split('.').at(-1) === matrix)
  return found ? text(dim(`${found.rows} × ${found.columns}`)) : null
}

const alphabet: Entry = ({ run }) => {
  const { uchars } = run.tokenizer
  return text(uchars.length > 27 ? `${uchars.slice(0, 26).join('')} …` : uchars.join(''))
}

const tokens: Entry = ({ run, view }) => {
  const { BOS } = run.tokenizer
  const ids = [BOS, ...run.tokenizer.encode(view.document), BOS]
  return text(`[${(ids.length > 9 ? [...ids.slice(0, 8), '…'] : ids).join(' ')}]`)
}

/** An id with the letter that it stands for. */
const id =
  (name: string, of: (at: At) => number): Entry =>
  at =>
    text(`${name} = ${of(at)} `, dim(at.run.tokenizer.letter(of(at))))

const tokenId = ({ reader, position }: At): number => reader.tokens[position] ?? 0
const headOnShow = ({ session }: At): number => placeAt(session, 'attention.query_head').head ?? 0

export const rules: Partial<Record<OpId, Rule>> = {
  'dataset.load': named({ docs: ({ run }) => text(`len(docs) = ${count(run.docs)}`) }),
  tokenizer: named({
    uchars: alphabet,
    BOS: ({ run }) => text(`BOS = ${run.tokenizer.BOS}`),
    vocab_size: ({ run }) => text(`vocab_size = ${run.tokenizer.vocab_size}`),
  }),
  config: setting,
  parameters,
  gpt: named({
    'def gpt': at => text(`token_id = ${tokenId(at)}, pos_id = ${at.position}`),
    logits: at => output({ at, op: 'output.logits', name: '', code: '' }),
  }),
  layer: named({
    'for li': once('layer', ({ session }) => text(`li = ${placeAt(session, 'attention.residual').layer}`)),
  }),
  head: named({
    'for h': once('head', at => text(`h = ${headOnShow(at)}`)),
    hs: once('head', at => text(`hs = ${headOnShow(at) * headDim(at.run.config)}`)),
  }),
  'adam.state': setting,
  'training.step': line => (line.name === 'for step' ? text(`step = ${line.at.view.step}`) : setting(line)),
  'training.document': named({
    doc: ({ view, session }) =>
      text(`doc = '${view.document}' `, dim(session.document.value === null ? '' : 'your own')),
    tokens,
    n: ({ reader }) => text(`n = ${reader.positions}`),
  }),
  'training.caches': named({ keys: cache('attention.keys'), values: cache('attention.values'), losses }),
  'training.position': named({
    'for pos_id': ({ position }) => text(`pos_id = ${position}`),
    token_id: id('token_id', tokenId),
    target_id: id('target_id', ({ reader, position }) => reader.targets[position] ?? 0),
  }),
  'loss.cross_entropy': line =>
    line.name === 'losses.append' ? once('loss.cross_entropy', losses)(line.at) : output(line),
  backward: named({ 'loss.backward': backward }),
  'adam.rate': named({
    lr_t: once('adam.rate', ({ reader }) => text('lr_t = ', small(reader.trace.input.rates.rate))),
  }),
  adam: updateOn,
  'training.print': ({ at }) =>
    once('training.print', ({ view, run }) => text(dim(`step ${view.step + 1} / ${run.config.num_steps}`)))(at),
  'sample.settings': setting,
}
