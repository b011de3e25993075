/** For each operation, what stands beside its lines. */
import { signal } from '@preact/signals-core'
import { headDim } from '../engine/config.ts'
import { operations, type OpId } from '../engine/operations.ts'
import { placeAt } from './displayed.ts'
import { massIn } from './gradient-mass.ts'
import { aside, sized, text, worked, type LedgerEntry, type Part } from './ledger-entry.ts'
import { hasCome, named, once, remembered, type At, type Rule } from './ledger-line.ts'
import { dataset, parameters, setting, shuffled, tokenizer } from './ledger-setup.ts'
import {
  backward,
  caches,
  documentAt,
  losses,
  lossOfLetter,
  meanLoss,
  positionLoop,
  print,
  rate,
  step,
  tokenId,
} from './ledger-training.ts'

/** What an operation puts out; on the way back its gradient, as soon as that is known. */
const output: Rule = ({ at, op }) => numbersOf(at, op)

function numbersOf(at: At, op: OpId): LedgerEntry | null {
  const { session, reader, position, run } = at
  const { phase } = operations[op]
  const place = placeAt(session, op)
  if ((phase !== 'forward' && phase !== 'loss') || session.status(place) === 'todo') return null
  const { layer, head } = place
  const isBack = phase === 'forward' && session.hasGradient(place)
  return remembered(at, `output ${op} ${layer} ${head} ${position} ${isBack}`, () => {
    const isJoined = op === 'attention.concat'
    // The values of x_attn come head by head, its gradient at once.
    const gradient = isBack ? reader.gradient(op, position, layer, isJoined ? null : head) : null
    const reading = gradient ?? reader.output(op, position, layer, head)
    if (!reading) return null
    const slots = isJoined ? run.config.n_embd : reading.columns
    const entry = { kind: 'reading', reading, place, position, slots } as const
    return gradient ? { ...entry, note: massNote(massIn(gradient.values), slots) } : entry
  })
}

/** Beside a long strip there is no room for it in a narrow pane. */
const massNote = (mass: number, slots: number): readonly Part[] => {
  const sum = sized(mass)
  return [aside('Σ|g| '), slots > 8 && typeof sum === 'object' ? { ...sum, optional: true } : sum]
}

const headOnShow = ({ session }: At): number => placeAt(session, 'attention.query_head').head ?? 0

/** Before the first head x_attn is empty. */
const joined: Rule = line => {
  if (line.name === 'x_attn.extend') return output(line)
  return hasCome(line.at, 'head') ? (output(line) ?? text('[]')) : null
}

/** The rules of calls, of the walk back, of Adam and of sampling: nobody sees their lines at first. */
const innerRules = signal<Partial<Record<OpId, Rule>> | null>(null)
const inner = /^(value|linear|softmax|rmsnorm|adam$|sample\.(?!settings))/

/** Fetches them; the ledger follows by itself. */
export const loadInnerRules = async (): Promise<void> => {
  innerRules.value ??= (await import('./ledger-inner.ts')).innerRules
}

/** What an operation has beside its lines; null while that is on its way. */
export const ruleOf = (op: OpId): Rule | null =>
  inner.test(op) ? (innerRules.value?.[op] ?? null) : (rules[op] ?? output)

/** Whether an operation says something beside every line, not only beside that which puts out its value. */
export const hasRule = (op: OpId): boolean => inner.test(op) || Object.hasOwn(rules, op)

const rules: Partial<Record<OpId, Rule>> = {
  'dataset.load': dataset,
  'dataset.shuffle': shuffled,
  tokenizer,
  config: setting,
  parameters,
  gpt: line => {
    if (line.name === 'def gpt') return text(`token_id = ${tokenId(line.at)}`, aside(`, pos_id = ${line.at.position}`))
    return line.name === 'logits' || /\breturn\b/.test(line.code) ? numbersOf(line.at, 'output.logits') : null
  },
  layer: named({
    'for li': once('layer', ({ at }) => text(`li = ${placeAt(at.session, 'attention.residual').layer}`)),
  }),
  head: named({
    'for h': once('head', ({ at }) => text(`h = ${headOnShow(at)}`)),
    hs: once('head', ({ at, isNow }) => {
      const [h, head_dim] = [headOnShow(at), headDim(at.run.config)]
      return isNow
        ? worked([h, ' · ', head_dim], { value: h * head_dim, digits: 0, tone: 'bold' })
        : text(`hs = ${h * head_dim}`)
    }),
  }),
  'attention.concat': joined,
  'adam.state': setting,
  'training.step': step,
  'training.document': documentAt,
  'training.caches': caches,
  'training.position': positionLoop,
  'loss.cross_entropy': once('loss.cross_entropy', line =>
    line.name === 'losses.append' ? losses(line) : lossOfLetter(line),
  ),
  'loss.mean': once('loss.mean', meanLoss),
  backward: named({ 'loss.backward': backward }),
  'adam.rate': named({ lr_t: rate }),
  'training.print': once('training.print', print),
  'sample.settings': setting,
}
