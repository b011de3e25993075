/** What the picture is drawn from; it stays the same while one moves through the step. */
import { likeliest, logitSplit, unembedding, type ShareTerm } from '../../../lens/logit-parts.ts'
import type { TraceReader } from '../../../lens/reading.ts'
import type { RunState } from '../../../lens/session.ts'
import { axisOf, whyLayout, type Axis, type WhyLayout } from './layout.ts'
import { whyRows, type WhyRow } from './rows.ts'
import { termsOf } from './terms.ts'

export interface WhyScene {
  readonly reader: TraceReader
  readonly position: number
  /** Of the whole vocabulary. */
  readonly letters: readonly string[]
  readonly chosen: number
  /** The letter that the chosen one is held against, if any. */
  readonly against: number | null
  readonly layout: WhyLayout
  readonly axis: Axis
  readonly rows: readonly WhyRow[]
  /** Of the rows that are opened, by their keys. */
  readonly terms: ReadonlyMap<string, readonly ShareTerm[]>
}

interface Choices {
  /** Null is the target. */
  readonly letter: number | null
  readonly isAgainst: boolean
  readonly opened: ReadonlySet<string>
  readonly width: number
}

export function sceneOf(
  { tokenizer }: RunState,
  reader: TraceReader,
  position: number,
  { letter, isAgainst, opened, width }: Choices,
): WhyScene {
  const { config, vocab_size } = reader.plan
  const chosen = letter !== null && letter < vocab_size ? letter : reader.targets[position]!
  const probs = reader.output('loss.softmax', position)!.values
  const against = isAgainst ? likeliest(probs, chosen) : null
  const split = logitSplit(reader, position, chosen, against)
  const open = new Set([...opened].flatMap(key => (key.startsWith('attention ') ? [Number(key.slice(10))] : [])))
  const rows = whyRows(split, open, (op, layer) => reader.output(op, position, layer)!.values)
  const layout = whyLayout(width - (width < 520 ? 32 : 48), config.n_embd)
  const row = unembedding(reader, chosen, against)
  const terms = new Map(
    rows.filter(({ key }) => opened.has(key)).map(each => [each.key, termsOf(reader, position, each, row)]),
  )
  const shares = [...terms.values()].flat().map(({ share }) => share)
  const axis = axisOf([...split.running, ...split.shares, ...shares, split.logit], layout.bar)
  const letters = Array.from({ length: vocab_size }, (_, token) => tokenizer.letter(token))
  return { reader, position, letters, chosen, against, layout, axis, rows, terms }
}
