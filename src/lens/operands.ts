/** What each operation of gpt() is made from: the operations whose numbers it reads, and the matrix that it multiplies by. */
import type { Config } from '../engine/config.ts'
import type { OpId } from '../engine/operations.ts'
import { switchedOff } from '../engine/switches.ts'
import { repeatsOf, type Place } from './timeline.ts'

const reads: Partial<Record<OpId, readonly OpId[]>> = {
  'embedding.add': ['embedding.token', 'embedding.position'],
  'embedding.norm': ['embedding.add'],
  'attention.norm': ['attention.residual'],
  'attention.query': ['attention.norm'],
  'attention.key': ['attention.norm'],
  'attention.value': ['attention.norm'],
  'attention.scores': ['attention.query_head', 'attention.key_head'],
  'attention.softmax': ['attention.scores'],
  'attention.mix': ['attention.softmax', 'attention.value_head'],
  'attention.output': ['attention.concat'],
  'attention.add': ['attention.output', 'attention.residual'],
  'mlp.norm': ['mlp.residual'],
  'mlp.expand': ['mlp.norm'],
  'mlp.relu': ['mlp.expand'],
  'mlp.contract': ['mlp.relu'],
  'mlp.add': ['mlp.contract', 'mlp.residual'],
  'output.logits': ['mlp.add'],
  'loss.softmax': ['output.logits'],
  'loss.cross_entropy': ['loss.softmax'],
}

const matrices: Partial<Record<OpId, string>> = {
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

/** Whether the line of an operation is switched off, so that what goes in comes out; without √d the scores are others. */
export function isOff(config: Config, op: OpId): boolean {
  const off = switchedOff(config)
  return [op, ...(op === 'attention.scores' ? ['attention.scale'] : [])].some(part => off.has(part))
}

/** Where what an operation reads was made. */
export function operandsOf({ op, layer, head }: Place, { n_layer }: Config): readonly Place[] {
  return (reads[op] ?? []).map(operand => {
    const repeats = repeatsOf(operand)
    const isIn = repeats === 'layer' || repeats === 'head'
    // Whoever is outside the heads reads what all of them made.
    return { op: operand, layer: isIn ? (layer ?? n_layer - 1) : null, head: repeats === 'head' ? head : null }
  })
}

/** The parameter that an operation reads, as state_dict calls it; null for those that read none. */
export function matrixOf({ op, layer }: Pick<Place, 'op' | 'layer'>, { tied_head }: Config): string | null {
  const name = matrices[op]
  if (!name) return null
  if (name === 'lm_head' && tied_head) return 'wte'
  return layer === null ? name : `layer${layer}.${name}`
}

/** The operation after whose walk back the gradient of a parameter is complete. */
export function readerOf(parameter: string): Pick<Place, 'op' | 'layer'> | null {
  const [, layer, name] = /^(?:layer(\d+)\.)?(\w+)$/.exec(parameter) ?? []
  const op = (Object.keys(matrices) as OpId[]).find(op => matrices[op] === name)
  return op ? { op, layer: layer === undefined ? null : Number(layer) } : null
}
