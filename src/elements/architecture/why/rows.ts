/** The rows of the picture: what writes into the stream, the additions, and the logit that all of it ends in. */
import type { OpId, Role } from '../../../engine/operations.ts'
import { headPart } from '../../../engine/switches.ts'
import type { LogitSplit, StreamPart } from '../../../lens/logit-parts.ts'

export interface WhyRow {
  /** Stays the same while the numbers change. */
  readonly key: string
  readonly kind: 'embedding' | 'head' | 'attention' | 'add' | 'mlp' | 'rest' | 'logit'
  readonly op: OpId
  readonly layer: number | null
  readonly head: number | null
  readonly hue: Role
  /** What writes it; several where the heads of a layer are taken together. */
  readonly parts: readonly StreamPart[]
  /** What it brings to the logit; null where it only joins. */
  readonly share: number | null
  /** The shares so far. */
  readonly sum: number
  /** [n_embd] the stream behind it; null at the end. */
  readonly stream: Float64Array | null
  readonly isCut: boolean
  /** What switches it off in the program itself. */
  readonly part: string | null
}

/** Above this many heads in all, those of a layer are one row until it is opened. */
export const mostHeads = 16

/** The smallest rest that four decimals show. */
export const leastRest = 5e-5

/**
 * @param opened layers whose heads are rows of their own also where there are many
 * @param after the stream as the trace has it behind an addition
 */
export function whyRows(
  { parts, shares, logit, rest }: LogitSplit,
  opened: ReadonlySet<number>,
  after: (op: OpId, layer: number) => ArrayLike<number>,
): WhyRow[] {
  const heads = parts.filter(({ kind }) => kind === 'head')
  const isMany = heads.length > mostHeads
  const layers = Math.max(...parts.map(({ layer }) => (layer ?? -1) + 1))
  const rows: WhyRow[] = []
  let sum = 0
  let stream = new Float64Array(parts[0]!.written.length)
  const write = (row: Pick<WhyRow, 'key' | 'kind' | 'op' | 'hue' | 'part'>, written: readonly StreamPart[]): void => {
    const share = written.reduce((all, part) => all + shares[parts.indexOf(part)]!, 0)
    sum += share
    stream = stream.map((value, i) => written.reduce((all, part) => all + part.written[i]!, value))
    const { layer, head, isCut } = written[0]!
    rows.push({ ...row, layer, head: row.kind === 'head' ? head : null, parts: written, share, sum, stream, isCut })
  }
  const add = (op: 'attention.add' | 'mlp.add', layer: number): void => {
    stream = Float64Array.from(after(op, layer))
    const plain = { head: null, hue: 'resid', parts: [], share: null, isCut: false } as const
    rows.push({ ...plain, stream, key: `${op} ${layer}`, kind: 'add', op, layer, sum, part: op })
  }
  write(
    { key: 'embedding', kind: 'embedding', op: 'embedding.norm', hue: 'emb', part: 'embedding.position' },
    parts.slice(0, 1),
  )
  for (let layer = 0; layer < layers; layer++) {
    const ofLayer = heads.filter(part => part.layer === layer)
    if (isMany && !opened.has(layer))
      write({ key: `attention ${layer}`, kind: 'attention', op: 'attention.output', hue: 'value', part: null }, ofLayer)
    else {
      // What they were taken together in stays, to close them again.
      if (isMany) {
        const plain = { layer, head: null, parts: [], share: null, sum, stream, isCut: false, part: null } as const
        rows.push({ ...plain, key: `attention ${layer}`, kind: 'attention', op: 'attention.output', hue: 'value' })
      }
      for (const part of ofLayer) {
        const words = layers === 1 ? headPart(part.head!) : null
        const row = { kind: 'head', op: 'attention.mix', hue: 'value', part: words } as const
        write({ ...row, key: `head ${layer} ${part.head}` }, [part])
      }
    }
    add('attention.add', layer)
    write(
      { key: `mlp ${layer}`, kind: 'mlp', op: 'mlp.contract', hue: 'mlp', part: null },
      parts.filter(part => part.kind === 'mlp' && part.layer === layer),
    )
    add('mlp.add', layer)
  }
  const last = { op: 'output.logits', layer: null, head: null, parts: [], stream: null, isCut: false } as const
  if (Math.abs(rest) > leastRest)
    rows.push({ ...last, key: 'rest', kind: 'rest', hue: 'plain', share: rest, sum: sum + rest, part: null })
  rows.push({ ...last, key: 'logit', kind: 'logit', hue: 'logit', share: null, sum: logit, part: null })
  return rows
}
