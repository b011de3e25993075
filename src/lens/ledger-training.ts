/** What stands beside the lines of the training loop. */
import { placeAt } from './displayed.ts'
import { aside, count, dim, small, text, worked, type LedgerEntry, type Part } from './ledger-entry.ts'
import { setting } from './ledger-setup.ts'
import { named, once, positionsDone, remembered, type At, type Rule } from './ledger-line.ts'

export const step: Rule = line => (line.name === 'for step' ? text(`step = ${line.at.view.step}`) : setting(line))

const tokens: Rule = ({ at: { run, view } }) => {
  const { BOS } = run.tokenizer
  const ids = [BOS, ...run.tokenizer.encode(view.document), BOS]
  return text(`[${(ids.length > 9 ? [...ids.slice(0, 5), '…', ids.at(-1)] : ids).join(' ')}]`)
}

export const documentAt: Rule = named({
  doc: ({ at: { view, session } }) =>
    text(`doc = '${shortened(view.document)}'`, ...(session.document.value === null ? [] : [aside(' your own')])),
  tokens,
  n: ({ at: { reader, view, run }, isNow }) => {
    const read = [...view.document].length + 2
    return isNow
      ? worked([`min(${run.config.block_size}, ${read} − 1)`], { value: reader.positions, digits: 0, tone: 'bold' })
      : text(`n = ${reader.positions}`)
  },
})

const shortened = (document: string): string => {
  const letters = [...document]
  return letters.length > 17 ? `${letters.slice(0, 16).join('')}…` : document
}

/** The losses so far, as the list that the program keeps. */
export const losses: Rule = ({ at }) => {
  const op = 'loss.cross_entropy'
  const positions = positionsDone(at, op)
  if (positions.length === 0) return text('[]')
  return remembered(at, `losses ${positions.length}`, (): LedgerEntry => {
    const readings = positions.flatMap(position => at.reader.output(op, position) ?? [])
    const values = Float64Array.from(readings, reading => reading.values[0]!)
    const reading = { ...readings[0]!, name: 'losses', columns: values.length, values }
    const place = placeAt(at.session, op)
    return { kind: 'reading', reading, place, position: positions.length - 1, slots: values.length }
  })
}

/** The key-value cache of the layer on show, as far as it has grown. */
const cache =
  (op: 'attention.keys' | 'attention.values'): Rule =>
  ({ at }) => {
    const place = placeAt(at.session, op)
    const last = positionsDone(at, op).length - 1
    if (last < 0) return text(dim('empty'))
    return remembered(at, `cache ${op} ${place.layer} ${last}`, () => {
      const reading = at.reader.output(op, last, place.layer)
      return reading && { kind: 'reading', reading, place, position: last, slots: reading.columns }
    })
  }

export const caches: Rule = named({ keys: cache('attention.keys'), values: cache('attention.values'), losses })

/** An id with the letter that it stands for. */
export const idOf =
  (name: string, of: (at: At) => number): Rule =>
  ({ at }) =>
    text(`${name} = ${of(at)} `, dim(at.run.tokenizer.letter(of(at))))

export const tokenId = ({ reader, position }: At): number => reader.tokens[position] ?? 0
const targetId = ({ reader, position }: At): number => reader.targets[position] ?? 0

export const positionLoop: Rule = named({
  'for pos_id': ({ at }) => text(`pos_id = ${at.position}`),
  token_id: idOf('token_id', tokenId),
  target_id: idOf('target_id', targetId),
})

/** The surprise at this letter: where it is made, with the probability that it is the log of. */
export const lossOfLetter: Rule = line => {
  const { at, name, isNow } = line
  if (name === 'losses.append') return losses(line)
  const loss = at.reader.output('loss.cross_entropy', at.position)?.values[0]
  if (loss === undefined) return null
  const p = at.reader.output('loss.softmax', at.position)?.values[targetId(at)]
  return isNow && p !== undefined ? worked(['−log ', p], result(loss)) : text('loss_t = ', { value: loss, digits: 4 })
}

export const meanLoss: Rule = ({ at, isNow }) => {
  const { loss, positions } = at.reader
  if (!isNow || at.moment.phase !== 'loss') return text('loss = ', { value: loss, digits: 4 })
  const sum = loss * positions
  return worked([`1/${positions} · `, sum.toFixed(3)], result(loss))
}

const result = (value: number): Part => ({ value, digits: 4, tone: 'bold' })

/** How far the walk back has come; at its end, how many gradients it has left behind. */
export const backward: Rule = ({ at: { timeline, session, run } }) => {
  const segment = timeline.first('backward')
  const walked = session.cursor.value - segment.from + 1
  const all = segment.to - segment.from
  if (walked <= 0) return null
  return walked >= all
    ? text(`${count(run.plan.parameters)} gradients`)
    : text(`${walked} of ${all} `, dim('operations'))
}

export const rate: Rule = once('adam.rate', ({ at: { reader, run, view }, isNow }) => {
  const { rate } = reader.trace.input.rates
  const { learning_rate, decay, num_steps } = run.config
  return isNow && decay === 'linear'
    ? worked([`${learning_rate} · (1 − ${view.step}/${num_steps})`], small(rate, 'bold'))
    : text('lr_t = ', small(rate))
})

/** What the line prints. */
export const print: Rule = ({ at: { view, run, reader } }) => {
  const { num_steps } = run.config
  const [step, steps] = [String(view.step + 1).padStart(4), String(num_steps).padStart(4)]
  return text(dim(`step ${step} / ${steps}`), aside(` | loss ${reader.loss.toFixed(4)}`))
}
