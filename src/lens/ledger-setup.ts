/** What stands beside the lines that run before training: the data, the tokenizer, the sizes, the parameters. */
import { headDim } from '../engine/config.ts'
import { matricesOf } from '../engine/parameters.ts'
import { documentsOf } from '../engine/dataset.ts'
import { aside, compact, count, dim, text, worked, type LedgerEntry } from './ledger-entry.ts'
import { named, remembered, type At, type Rule } from './ledger-line.ts'

const quoted = (document: string): string => {
  const letters = [...document]
  return `'${letters.length > 12 ? `${letters.slice(0, 11).join('')}…` : document}'`
}

/** The file as it is read: how many documents, and the first of them. */
export const dataset: Rule = named({
  'with open': ({ at: { run } }) => text(dim(run.dataset.name)),
  url: ({ at: { run } }) =>
    text(run.dataset.shared === 'original' ? 'read from there' : dim('not run: a list is here')),
  docs: ({ at }) => {
    const first = remembered(at, 'first line', () => documentsOf(at.run.dataset.text.slice(0, 2000))[0] ?? '')
    return text(`len(docs) = ${count(at.run.docs)} `, aside(quoted(first)))
  },
  print: ({ at: { run } }) => text(dim(`num docs: ${run.docs}`)),
})

export const shuffled: Rule = ({ at: { run }, name }) => {
  if (name === 'random.seed') return text(`seed ${run.config.seed}`)
  if (name !== 'random.shuffle') return null
  const [first = '', ...others] = run.firstDocs.map(quoted)
  const fits = others.filter((_, i) => [first, ...others.slice(0, i + 1)].join(', ').length < 22)
  return text(`docs = [${first}, `, aside(fits.map(document => `${document}, `).join('')), '…]')
}

export const tokenizer: Rule = named({
  uchars: ({ at: { run } }) => {
    const { uchars } = run.tokenizer
    return text(`${uchars.length} `, aside(uchars.length > 27 ? `${uchars.slice(0, 20).join('')}…` : uchars.join('')))
  },
  BOS: ({ at: { run } }) => text(`BOS = ${run.tokenizer.BOS}`),
  vocab_size: ({ at: { run }, isNow }) => {
    const { vocab_size, uchars } = run.tokenizer
    const known: LedgerEntry = text(`vocab_size = ${vocab_size}`)
    return isNow ? worked([uchars.length, ' + 1'], whole(vocab_size)) : known
  },
  print: ({ at: { run } }) => text(dim(`vocab size: ${run.tokenizer.vocab_size}`)),
})

const whole = (value: number): { value: number; digits: number; tone: 'bold' } => ({ value, digits: 0, tone: 'bold' })

/** A number of the config: the pane says what runs, also where a slider has changed it. The name stands in the line. */
export const setting: Rule = ({ at, name, isNow }) => {
  const { config } = at.run
  if (name === 'm' || name === 'v') return moments(at, name)
  if (name === 'head_dim')
    return isNow
      ? worked([config.n_embd, ' // ', config.n_head], whole(headDim(config)))
      : text(String(headDim(config)))
  return Object.hasOwn(config, name) ? text(String(config[name as keyof typeof config])) : null
}

/** Adam's running means: zeros where they are made, then as the step finds them, and as it leaves them. */
function moments(at: At, name: 'm' | 'v'): LedgerEntry {
  const { run, view, reader } = at
  const length = count(run.plan.parameters)
  const isBefore = at.moment.phase === 'setup' || (view.step === 0 && !isUpdated(at))
  if (isBefore) return text(`${length} zeros`)
  if (view.provisional) return text(`${length} `, aside('known once trained here'))
  const most = remembered(at, `largest ${name} ${isUpdated(at)}`, () =>
    isUpdated(at)
      ? reader.matrices.reduce(
          (most, { name: matrix }) => Math.max(most, largestIn(reader.matrix(matrix, name).values)),
          0,
        )
      : largestIn(reader.before[name]),
  )
  return text(`${length} `, aside(`numbers, at most ${compact(most, 3)}`))
}

const isUpdated = ({ session, reader }: At): boolean => session.isUpdated(reader.matrices.at(-1)!.name)

const largestIn = (values: ArrayLike<number>): number => {
  let most = 0
  for (let i = 0; i < values.length; i++) most = Math.max(most, Math.abs(values[i]!))
  return most
}

/** The shape of a matrix beside the line that draws it. */
export const parameters: Rule = ({ at: { run, reader, moment }, name, code }) => {
  if (name === 'params') return text(`len(params) = ${count(run.plan.parameters)}`)
  if (name === 'state_dict') return text(`${reader.matrices.length} matrices`)
  if (name === 'for i') return text(`i = ${run.config.n_layer - 1}`)
  if (name === 'print') return text(dim(`num params: ${run.plan.parameters}`))
  if (name === 'def matrix') {
    if (moment.op !== 'parameters') return null
    const [first] = matricesOf(run.config, run.plan.vocab_size)
    return text(`nout = ${first!.rows}, nin = ${first!.columns}`)
  }
  const matrix = /'(?:layer\{\w+\}\.)?(\w+)'\]?\s*[:=]/.exec(code)?.[1]
  const found = reader.matrices.find(entry => entry.name.split('.').at(-1) === matrix)
  return found ? text(dim(`${found.rows} × ${found.columns}`)) : null
}
