/**
 * Why a letter scores as it does. Nothing stands between the stream and lm_head, not even a norm, so a logit is a plain
 * sum: what the embedding, each head and each MLP wrote into the stream, each times the letter's row of lm_head.
 */
import type { OpId } from '../engine/operations.ts'
import { switchedOff } from '../engine/switches.ts'
import type { Numbers, TraceReader } from './reading.ts'

export type PartKind = 'embedding' | 'head' | 'mlp'

/** Something that writes into the stream. */
export interface StreamPart {
  readonly kind: PartKind
  /** The operation whose line makes it. */
  readonly op: OpId
  readonly layer: number | null
  readonly head: number | null
  /** [n_embd] what it adds to the stream. */
  readonly written: Float64Array
  /** A residual that is switched off behind it keeps it from the logits. */
  readonly isCut: boolean
}

/** Everything that writes into the stream at a position, in the order of the program. */
export function streamParts(reader: TraceReader, position: number): StreamPart[] {
  const { config } = reader.plan
  const off = switchedOff(config)
  let parts: StreamPart[] = [part('embedding', 'embedding.norm', null, null, read(reader, 'embedding.norm', position))]
  // Without its residual a block's output takes the place of the stream, and what was in it ends there.
  const cut = (): void => void (parts = parts.map(part => ({ ...part, isCut: true })))
  for (let layer = 0; layer < config.n_layer; layer++) {
    if (off.has('attention.add')) cut()
    for (let head = 0; head < config.n_head; head++)
      parts.push(part('head', 'attention.mix', layer, head, headOutput(reader, position, layer, head)))
    if (off.has('mlp.add')) cut()
    parts.push(part('mlp', 'mlp.contract', layer, null, read(reader, 'mlp.contract', position, layer)))
  }
  return parts
}

const part = (
  kind: PartKind,
  op: OpId,
  layer: number | null,
  head: number | null,
  written: ArrayLike<number>,
): StreamPart => ({ kind, op, layer, head, written: Float64Array.from(written), isCut: false })

const read = (reader: TraceReader, op: OpId, position: number, layer: number | null = null): Numbers =>
  reader.output(op, position, layer)!.values

/** What attn_wo makes of the columns of one head: the heads' shares add up to `linear(x_attn, attn_wo)`. */
function headOutput(reader: TraceReader, position: number, layer: number, head: number): Float64Array {
  const { head_dim, config } = reader.plan
  const attn_wo = reader.matrix(`layer${layer}.attn_wo`)
  const x_attn = reader.output('attention.concat', position, layer)!.values
  const output = new Float64Array(config.n_embd)
  for (let row = 0; row < attn_wo.rows; row++)
    for (let column = head * head_dim; column < (head + 1) * head_dim; column++)
      output[row]! += attn_wo.values[row * attn_wo.columns + column]! * x_attn[column]!
  return output
}

/** [n_embd] a letter's row of lm_head; with a second letter, what tells the one from the other. */
export function unembedding(reader: TraceReader, letter: number, against: number | null = null): Float64Array {
  const { values, columns } = reader.matrix(reader.plan.config.tied_head ? 'wte' : 'lm_head')
  const row = Float64Array.from(values.subarray(letter * columns, (letter + 1) * columns))
  if (against !== null) for (let i = 0; i < columns; i++) row[i]! -= values[against * columns + i]!
  return row
}

/** How much of a logit a part brings. */
export const shareOf = ({ written, isCut }: StreamPart, row: Float64Array): number => (isCut ? 0 : dot(written, row))

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}

export interface LogitSplit {
  readonly parts: readonly StreamPart[]
  /** By part. */
  readonly shares: readonly number[]
  /** The sum of the shares up to and with each part. */
  readonly running: readonly number[]
  /** As the trace has it: of the letter, or less that of the other one. */
  readonly logit: number
  /** What the parts leave of it: numbers held by hand within the stream; else no more than a lane's rounding. */
  readonly rest: number
}

/** A logit, or the difference of two, taken apart. */
export function logitSplit(
  reader: TraceReader,
  position: number,
  letter: number,
  against: number | null = null,
  parts: readonly StreamPart[] = streamParts(reader, position),
): LogitSplit {
  const row = unembedding(reader, letter, against)
  const shares = parts.map(part => shareOf(part, row))
  let sum = 0
  const running = shares.map(share => (sum += share))
  const logits = read(reader, 'output.logits', position)
  const logit = logits[letter]! - (against === null ? 0 : logits[against]!)
  return { parts, shares, running, logit, rest: logit - sum }
}

/** One of the things that a part's share is made of. */
export interface ShareTerm {
  readonly name: string
  /** Where it stands, if at a position. */
  readonly position: number | null
  /** The attention weight, or the activation, that it comes with. */
  readonly weight: number
  readonly share: number
}

/** A share taken apart: a head's by the positions it read, an MLP's by its features, the embedding's by its two rows. */
export function shareTerms(reader: TraceReader, position: number, part: StreamPart, row: Float64Array): ShareTerm[] {
  if (part.isCut) return []
  if (part.kind === 'head') return headTerms(reader, position, part, row)
  if (part.kind === 'mlp') return featureTerms(reader, position, part, row)
  return embeddingTerms(reader, position, row)
}

/** Σ over positions of weight · (value read there · attn_wo · row). */
function headTerms(reader: TraceReader, position: number, { layer, head }: StreamPart, row: Float64Array): ShareTerm[] {
  const { head_dim, kept } = reader.plan
  const weights = reader.output('attention.softmax', position, layer, head)!.values
  const values = reader.output('attention.value_head', position, layer, head)!.values
  const attn_wo = reader.matrix(`layer${layer}.attn_wo`)
  const isOn = (kept & (1 << head!)) !== 0
  /** What each number of the head's output is worth to the logit. */
  const worth = Float64Array.from({ length: head_dim }, (_, d) => {
    let sum = 0
    for (let i = 0; i < row.length; i++) sum += row[i]! * attn_wo.values[i * attn_wo.columns + head! * head_dim + d]!
    return isOn ? sum : 0
  })
  return Array.from(weights, (weight, at) => ({
    name: '',
    position: at,
    weight,
    share: weight * dot(values.subarray(at * head_dim, (at + 1) * head_dim), worth),
  }))
}

/** Σ over features of activation · (its column of mlp_fc2 · row). */
function featureTerms(reader: TraceReader, position: number, { layer }: StreamPart, row: Float64Array): ShareTerm[] {
  const features = reader.output('mlp.relu', position, layer)!.values
  const mlp_fc2 = reader.matrix(`layer${layer}.mlp_fc2`)
  return Array.from(features, (weight, feature) => {
    let worth = 0
    for (let i = 0; i < row.length; i++) worth += row[i]! * mlp_fc2.values[i * mlp_fc2.columns + feature]!
    return { name: `x[${feature}]`, position: null, weight, share: weight * worth }
  })
}

/** The norm scales token and position alike, so that their sum stays one. */
function embeddingTerms(reader: TraceReader, position: number, row: Float64Array): ShareTerm[] {
  const { config } = reader.plan
  const [sum, x] = [read(reader, 'embedding.add', position), read(reader, 'embedding.norm', position)]
  const isCentred = config.norm === 'layernorm' && !switchedOff(config).has('embedding.norm')
  const centred = (values: Numbers): Float64Array => {
    const mean = isCentred ? Array.from(values).reduce((sum, value) => sum + value, 0) / values.length : 0
    return Float64Array.from(values, value => value - mean)
  }
  const before = centred(sum)
  const largest = before.reduce((at, value, i) => (Math.abs(value) > Math.abs(before[at]!) ? i : at), 0)
  const weight = before[largest] === 0 ? 0 : x[largest]! / before[largest]!
  const ops = ['embedding.token', ...(switchedOff(config).has('embedding.position') ? [] : ['embedding.position'])]
  return ops.map(op => ({
    name: op === 'embedding.token' ? 'tok_emb' : 'pos_emb',
    position: null,
    weight,
    share: weight * dot(centred(read(reader, op as OpId, position)), row),
  }))
}

/** The letter that the model finds likeliest, other than one. */
export function likeliest(probs: ArrayLike<number>, except: number | null = null): number {
  let best = except === 0 ? 1 : 0
  for (let i = 0; i < probs.length; i++) if (i !== except && probs[i]! > probs[best]!) best = i
  return best
}
