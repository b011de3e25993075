/** What each letter of the document at hand costs the model, and what a table of pairs would have paid for it. */
import { documentsOf } from '../engine/dataset.ts'
import type { DatasetChoice, RunState } from './cursor.ts'
import type { TraceReader } from './reading.ts'

export interface LetterCost {
  readonly position: number
  /** The letter to be guessed there; BOS is the end. */
  readonly letter: string
  /** What the model gave it. */
  readonly p: number
  /** −log p, as the program has it. */
  readonly nats: number
  /** The same from counts of pairs, Infinity for a pair that is not in the data; null where they are not counted. */
  readonly pairNats: number | null
}

/** Longer texts are not counted while somebody waits. */
const mostText = 400_000

interface Pairs {
  readonly counts: Map<number, number>
  readonly totals: Map<number, number>
}

const counted = new WeakMap<DatasetChoice, Pairs>()

/** How often each token comes after each: the data that the run is trained on. */
function pairsOf({ dataset, tokenizer }: RunState): Pairs | null {
  if (dataset.text.length > mostText) return null
  const known = counted.get(dataset)
  if (known) return known
  const { BOS, vocab_size, uchars } = tokenizer
  const ids = new Map(uchars.map((letter, id) => [letter, id]))
  const [counts, totals] = [new Map<number, number>(), new Map<number, number>()]
  const add = (before: number, next: number): void => {
    const key = before * vocab_size + next
    counts.set(key, (counts.get(key) ?? 0) + 1)
    totals.set(before, (totals.get(before) ?? 0) + 1)
  }
  for (const document of documentsOf(dataset.text)) {
    let before = BOS
    for (const letter of document) {
      const id = ids.get(letter)!
      add(before, id)
      before = id
    }
    add(before, BOS)
  }
  const pairs = { counts, totals }
  counted.set(dataset, pairs)
  return pairs
}

export function letterCosts(run: RunState, reader: TraceReader): readonly LetterCost[] {
  const pairs = pairsOf(run)
  const { vocab_size, letter } = run.tokenizer
  return Array.from({ length: reader.positions }, (_, position): LetterCost => {
    const [token, target] = [reader.tokens[position]!, reader.targets[position]!]
    const count = pairs?.counts.get(token * vocab_size + target) ?? 0
    return {
      position,
      letter: letter(target),
      p: reader.output('loss.softmax', position)!.values[target]!,
      nats: reader.output('loss.cross_entropy', position)!.values[0]!,
      pairNats: pairs === null ? null : -Math.log(count / (pairs.totals.get(token) ?? 0)) || 0,
    }
  })
}

/** Both units of the same thing: how often e, or 2, has to be divided by itself to get to p. */
export const units = ['nats', 'bits'] as const
export type Unit = (typeof units)[number]

export const inUnit = (nats: number, unit: Unit): number => (unit === 'bits' ? nats / Math.LN2 : nats)
