/**
 * What the heads read in two traces, held against each other. The weights are the traces' own; what is taken here is their
 * difference, how much weight went elsewhere, and how spread out the rows are.
 */
import type { Tokenizer } from '../engine/tokenizer.ts'
import { entropy } from './attention-arithmetic.ts'
import { rowOf, weightsOf } from './attention-weights.ts'
import type { Reading, TraceReader } from './reading.ts'

/** The difference that gets the strongest colour, of all heads and both sides alike. */
const differenceScale = 0.4

export interface ComparedRow {
  /** attn_weights of the row; null where that side has no such position. */
  readonly a: Reading | null
  readonly b: Reading | null
  /** B − A, where both have the row. */
  readonly difference: Reading | null
  /** The share of the row's weight that lies elsewhere in B: half the sum of all |B − A|. */
  readonly moved: number
  /** In bits; null with its row. */
  readonly entropyA: number | null
  readonly entropyB: number | null
}

export interface ComparedHead {
  readonly layer: number
  readonly head: number
  readonly rows: readonly ComparedRow[]
  /** Means over the rows that both have, without the first, which can only read itself. */
  readonly moved: number
  readonly entropyA: number
  readonly entropyB: number
}

const readOf = (reader: TraceReader, layer: number, head: number, row: number): Reading | null =>
  row < reader.positions ? reader.output('attention.softmax', row, layer, head) : null

function compareRows(a: Reading | null, b: Reading | null): ComparedRow {
  const values = a && b && Float64Array.from(b.values, (value, key) => value - a.values[key]!)
  return {
    a,
    b,
    difference: values && {
      name: 'B − A',
      rows: 1,
      columns: values.length,
      values,
      ramp: 'signed',
      scale: differenceScale,
      role: 'attn',
      group: null,
    },
    moved: values ? values.reduce((sum, value) => sum + Math.abs(value), 0) / 2 : 0,
    entropyA: a && entropy(a.values),
    entropyB: b && entropy(b.values),
  }
}

/** One head in both. */
export function compareHead(a: TraceReader, b: TraceReader, layer: number, head: number): ComparedHead {
  const rows = Array.from({ length: Math.max(a.positions, b.positions) }, (_, row) =>
    compareRows(readOf(a, layer, head, row), readOf(b, layer, head, row)),
  )
  const both = rows.filter(({ difference }, row) => row > 0 && difference)
  const mean = (number: (row: ComparedRow) => number): number =>
    both.length === 0 ? 0 : both.reduce((sum, row) => sum + number(row), 0) / both.length
  return {
    layer,
    head,
    rows,
    moved: mean(({ moved }) => moved),
    entropyA: mean(({ entropyA }) => entropyA!),
    entropyB: mean(({ entropyB }) => entropyB!),
  }
}

export interface Change {
  readonly layer: number
  readonly head: number
  readonly moved: number
}

/** How much weight moved in every head, the most first; heads that changed alike stay in the order of the program. */
export function changesOf(a: TraceReader, b: TraceReader): Change[] {
  const { n_layer, n_head } = a.plan.config
  const rows = Math.min(a.positions, b.positions)
  const changes = Array.from({ length: n_layer * n_head }, (_, i) => {
    const [layer, head] = [Math.floor(i / n_head), i % n_head]
    const [before, after] = [weightsOf(a, layer, head), weightsOf(b, layer, head)]
    let sum = 0
    for (let row = 1; row < rows; row++) {
      const [one, other] = [rowOf(before, row), rowOf(after, row)]
      for (let key = 0; key <= row; key++) sum += Math.abs(other[key]! - one[key]!) / 2
    }
    return { layer, head, moved: rows > 1 ? sum / (rows - 1) : 0 }
  })
  return changes.sort((one, other) => other.moved - one.moved)
}

/** The token that is read at a position, the one that follows, and the probability that the model gave it. */
export interface Guess {
  readonly letter: string
  readonly target: string
  readonly probability: number
}

export const guessesOf = (reader: TraceReader, tokenizer: Tokenizer): Guess[] =>
  Array.from({ length: reader.positions }, (_, position) => {
    const target = reader.targets[position]!
    return {
      letter: tokenizer.letter(reader.tokens[position]!),
      target: tokenizer.letter(target),
      probability: reader.output('loss.softmax', position)!.values[target]!,
    }
  })

/** The tokens that a trace reads, as letters. */
export const lettersOf = (reader: TraceReader, tokenizer: Tokenizer): string[] =>
  Array.from(reader.tokens.slice(0, reader.positions), token => tokenizer.letter(token))

/** How far the logits of two traces are apart, where they are furthest; over the positions that both have. */
export function furthestLogits(a: TraceReader, b: TraceReader): number {
  let furthest = 0
  for (let position = 0; position < Math.min(a.positions, b.positions); position++) {
    const [one, other] = [a.output('output.logits', position)!.values, b.output('output.logits', position)!.values]
    for (let i = 0; i < one.length; i++) furthest = Math.max(furthest, Math.abs(one[i]! - other[i]!))
  }
  return furthest
}
