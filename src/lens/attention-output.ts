/**
 * How the heads' outputs go through wo into the stream. A head's numbers are a stretch of x_attn, so they meet a stretch
 * of wo's columns and nothing else: what each head adds to each number of the stream is its own sum.
 */
import type { Reading, TraceReader } from './reading.ts'

export interface AttentionOutput {
  /** [n_embd]: all heads side by side. */
  readonly joined: Reading
  /** [n_head, n_embd]: wo's columns of a head times what the head put out. */
  readonly shares: Reading
  /** [n_embd]: what the program has; the shares add up to it. */
  readonly output: Reading
  /** [n_embd]: what was in the stream before, and after. */
  readonly before: Reading
  readonly after: Reading
}

const cached = new WeakMap<TraceReader, Map<string, AttentionOutput>>()

export function attentionOutput(reader: TraceReader, layer: number, position: number): AttentionOutput {
  const known = cached.get(reader) ?? new Map<string, AttentionOutput>()
  cached.set(reader, known)
  const key = `${layer}.${position}`
  const found = known.get(key) ?? worked(reader, layer, position)
  known.set(key, found)
  return found
}

function worked(reader: TraceReader, layer: number, position: number): AttentionOutput {
  const { n_head, n_embd } = reader.plan.config
  const output = reader.output('attention.output', position, layer)!
  const values = new Float64Array(n_head * n_embd)
  for (let head = 0; head < n_head; head++)
    for (let i = 0; i < n_embd; i++)
      values[head * n_embd + i] = shareTerms(reader, { layer, position, head, number: i }).reduce(
        (sum, { product }) => sum + product,
        0,
      )
  return {
    joined: reader.output('attention.concat', position, layer)!,
    shares: { ...output, name: 'share of head', rows: n_head, values },
    output,
    before: reader.output('attention.residual', position, layer)!,
    after: reader.output('attention.add', position, layer)!,
  }
}

export interface ShareTerm {
  /** Column of wo, which is also the index into x_attn. */
  readonly column: number
  readonly weight: number
  readonly value: number
  readonly product: number
}

/** What one number of the stream gets from one head, term by term. */
export function shareTerms(
  reader: TraceReader,
  { layer, position, head, number }: { layer: number; position: number; head: number; number: number },
): ShareTerm[] {
  const { head_dim } = reader.plan
  const { columns, values } = reader.matrix(`layer${layer}.attn_wo`)
  const joined = reader.output('attention.concat', position, layer)!.values
  return Array.from({ length: head_dim }, (_, j) => {
    const column = head * head_dim + j
    const [weight, value] = [values[number * columns + column]!, joined[column]!]
    return { column, weight, value, product: weight * value }
  })
}
