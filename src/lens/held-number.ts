/** Numbers, words and short lists: what the program keeps beside its tensors. */
import { headDim } from '../engine/config.ts'
import type { OpId } from '../engine/operations.ts'
import { placeAt } from './displayed.ts'
import { list, nothing, number, wholeNumber, type Held } from './held.ts'
import { hasCome, type At } from './ledger-line.ts'
import { parameterAt } from './ledger-update.ts'
import { pythonString } from './python-literal.ts'

export function scalarHeld(at: At, name: string, op: OpId | null, scope: string | undefined): Held | null {
  const { run, view, reader, position, session } = at
  const { config, tokenizer } = run
  const when = (made: OpId, value: () => Held): Held => (hasCome(at, made) ? value() : nothing(name))
  const letter = (id: number): string => `stands for ${tokenizer.letter(id)}`
  if (scope === undefined && (name === 'm' || name === 'v')) return null
  switch (name) {
    case 'docs':
      return when('dataset.load', () => ({
        kind: 'value',
        title: 'docs',
        words: `${run.firstDocs.map(pythonString).join(', ')}, …`,
        python: `[${run.firstDocs.map(pythonString).join(', ')}]`,
        note: `list of ${run.docs.toLocaleString('en')}; the first of them, shuffled`,
      }))
    case 'uchars':
      return when('tokenizer', () => list(name, tokenizer.uchars.map(pythonString)))
    case 'BOS':
      return when('tokenizer', () => wholeNumber(name, tokenizer.BOS))
    case 'vocab_size':
      return when('tokenizer', () => wholeNumber(name, tokenizer.vocab_size))
    case 'head_dim':
      return when('config', () => wholeNumber(name, headDim(config)))
    case 'step':
      return when('training.step', () => wholeNumber(name, view.step))
    case 'doc':
      return when('training.document', () => ({
        kind: 'value',
        title: name,
        words: view.document,
        python: pythonString(view.document),
        note: 'str',
      }))
    case 'tokens': {
      const ids = [tokenizer.BOS, ...tokenizer.encode(view.document), tokenizer.BOS]
      return when('training.document', () => list(name, ids.map(String)))
    }
    case 'n':
      return when('training.document', () => wholeNumber(name, reader.positions))
    case 'pos_id':
      return when('training.position', () => wholeNumber(name, position))
    case 'token_id':
      return when('training.position', () =>
        wholeNumber(name, reader.tokens[position]!, letter(reader.tokens[position]!)),
      )
    case 'target_id':
      return when('training.position', () =>
        wholeNumber(name, reader.targets[position]!, letter(reader.targets[position]!)),
      )
    case 'li':
      return when('layer', () => wholeNumber(name, placeAt(session, 'attention.residual').layer ?? 0))
    case 'h':
      return when('head', () => wholeNumber(name, placeAt(session, 'attention.query_head').head ?? 0))
    case 'hs':
      return when('head', () =>
        wholeNumber(name, (placeAt(session, 'attention.query_head').head ?? 0) * headDim(config)),
      )
    case 'loss_t':
      return when('loss.cross_entropy', () => number(name, reader.output('loss.cross_entropy', position)!.values[0]!))
    case 'loss':
      return when('loss.mean', () => number(name, reader.loss))
    case 'lr_t':
      return when('adam.rate', () => number(name, reader.trace.input.rates.rate))
    case 'i':
      return op === 'parameters' ? wholeNumber(name, config.n_layer - 1) : chosenHeld(at, name)
    case 'm_hat':
    case 'v_hat':
    case 'p':
      return scope === undefined ? chosenHeld(at, name) : null
  }
  if (!Object.hasOwn(config, name)) return null
  const value = config[name as keyof typeof config]
  return typeof value === 'number'
    ? when(op !== null && op.startsWith('sample') ? op : 'config', () => ({
        ...wholeNumber(name, value),
        words: String(value),
      }))
    : null
}

/** Of the loop over all parameters, the one that is followed. */
export function chosenHeld(at: At, name: string): Held {
  const chosen = parameterAt(at)
  if (!chosen || at.view.provisional) return nothing(name, 'no parameter has been updated yet')
  const { matrix, index } = chosen
  const { correction1, correction2 } = at.reader.trace.input.rates
  const [row, column] = [Math.floor(index / matrix.columns), index % matrix.columns]
  const note = `of ${matrix.name}[${row}][${column}]`
  const value = (kind: 'm' | 'v' | 'updated' | 'gradients'): number =>
    at.reader.matrix(matrix.name, kind).values[index]!
  if (name === 'i') return wholeNumber(name, matrix.start + index, note)
  if (name === 'm_hat') return number(name, value('m') / correction1, note)
  if (name === 'v_hat') return number(name, value('v') / correction2, note)
  return name === 'p.grad' ? number(name, value('gradients'), note) : number(name, value('updated'), note)
}
