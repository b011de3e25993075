/** What a loss is worth: the loss of guessing, and of tables of counts made from the same documents. */
import type { Tokenizer } from './tokenizer.ts'

export interface Baseline {
  readonly name: 'uniform' | 'unigram' | 'bigram' | 'trigram'
  /** Mean −log p a token, in nats, on the documents that were counted. */
  readonly loss: number
}

/** @param docs all documents; each token of them and the BOS at their end is guessed from the 0, 1 or 2 before it */
export function baselinesOf(docs: readonly string[], tokenizer: Tokenizer): Baseline[] {
  const { BOS, vocab_size } = tokenizer
  const table = (before: number): number => {
    const counts = new Map<number, number>()
    const totals = new Map<number, number>()
    let tokens = 0
    for (const doc of docs) {
      const padded = [...Array<number>(Math.max(1, before)).fill(BOS), ...tokenizer.encode(doc), BOS]
      for (let i = Math.max(1, before); i < padded.length; i++, tokens++) {
        let context = 0
        for (let back = before; back > 0; back--) context = context * vocab_size + padded[i - back]!
        const key = context * vocab_size + padded[i]!
        counts.set(key, (counts.get(key) ?? 0) + 1)
        totals.set(context, (totals.get(context) ?? 0) + 1)
      }
    }
    let loss = 0
    for (const [key, count] of counts) loss -= count * Math.log(count / totals.get(Math.floor(key / vocab_size))!)
    return loss / tokens
  }
  return [
    { name: 'uniform', loss: Math.log(vocab_size) },
    { name: 'unigram', loss: table(0) },
    { name: 'bigram', loss: table(1) },
    { name: 'trigram', loss: table(2) },
  ]
}
