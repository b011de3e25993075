/** What each letter of a traced name cost the model: −ln of the probability that it gave to the right one. */
import type { Tokenizer } from '../engine/tokenizer.ts'
import type { TraceReader } from './reading.ts'

export interface LetterCost {
  /** The right next letter; BOS where the name ends. */
  readonly target: string
  /** The probability that it had. */
  readonly probability: number
  /** Its cost in nats. */
  readonly cost: number
}

export function letterCosts(reader: TraceReader, tokenizer: Tokenizer): LetterCost[] {
  return Array.from({ length: reader.positions }, (_, position) => {
    const target = reader.targets[position]!
    return {
      target: target === tokenizer.BOS ? 'end' : tokenizer.letter(target),
      probability: reader.output('loss.softmax', position)!.values[target]!,
      cost: reader.output('loss.cross_entropy', position)!.values[0]!,
    }
  })
}
