/** What is said of an operation in one line: what it does, the shape of what it puts out, the matrices that it reads. */
import type { Config } from '../../engine/config.ts'
import { operations, type OpId } from '../../engine/operations.ts'
import type { Matrix } from '../../engine/parameters.ts'
import type { Program } from '../../python/program.ts'
import type { TraceReader } from '../reading.ts'
import type { Place } from '../timeline.ts'

const read: Partial<Record<OpId, string>> = {
  'embedding.token': 'wte',
  'embedding.position': 'wpe',
  'attention.query': 'attn_wq',
  'attention.key': 'attn_wk',
  'attention.value': 'attn_wv',
  'attention.output': 'attn_wo',
  'mlp.expand': 'mlp_fc1',
  'mlp.contract': 'mlp_fc2',
  'output.logits': 'lm_head',
}

/** The entry of state_dict that an operation reads; null for most of them. */
export function entryOf(reader: TraceReader, op: OpId, layer: number | null): Matrix | null {
  const name = read[op]
  const find = (wanted: string): Matrix | null => reader.matrices.find(({ name }) => name === wanted) ?? null
  if (!name) return null
  // A tied head is read from wte.
  return find(name) ?? find(`layer${layer ?? 0}.${name}`) ?? (name === 'lm_head' ? find('wte') : null)
}

/** The operation that reads an entry of state_dict. */
export const readerOf = (entry: string): OpId =>
  (Object.keys(read) as OpId[]).find(op => read[op] === entry.replace(/^layer\d+\./, ''))!

const norms: readonly OpId[] = ['rmsnorm', 'embedding.norm', 'attention.norm', 'mlp.norm']

const activations: Readonly<Record<Config['activation'], string | null>> = {
  relu: null,
  relu2: 'Silences the features that came out negative, and squares the others.',
  gelu: 'Silences the features that came out far below zero; near zero it bends in place of breaking.',
}

/** What an operation does in a model, where that is something else than the source map says; else null. */
export function saysIn({ activation, norm }: Config, op: OpId): string | null {
  if (op === 'mlp.relu') return activations[activation]
  if (norm !== 'layernorm' || !norms.includes(op)) return null
  return 'Takes the mean off x, then scales it to a variance of one.'
}

export interface Shape {
  readonly name: string
  /** `16`, `3 × 16`, or empty for one number. */
  readonly size: string
}

/** What an operation puts out at a place: as the trace has it, or else as its line says. */
export function shapeOf(reader: TraceReader, program: Program, place: Place, position: number): Shape | null {
  const { op, layer, head } = place
  const { repeats } = operations[op]
  const reading = reader.output(
    op,
    position,
    repeats === 'layer' || repeats === 'head' ? (layer ?? 0) : null,
    repeats === 'head' ? (head ?? 0) : null,
  )
  const times = (...sizes: readonly number[]): string => sizes.map(size => size.toLocaleString('en')).join(' × ')
  if (reading) {
    const { name, rows, columns } = reading
    const isCache = /^(keys|values)|^[kv]_h$/.test(name)
    return { name, size: isCache ? times(rows, columns) : columns === 1 && rows === 1 ? '' : times(columns) }
  }
  const [bound] = Object.entries(program.bindsOf(op))
  if (!bound) return null
  const [name, sizes] = bound
  return { name, size: sizes.join(' × ') }
}
