/** Why numbers of a line get no gradient, read off the trace; where that is not known, nothing is said. */
import type { OpId } from '../engine/operations.ts'
import type { GraphLine } from './model-graph-overview.ts'
import type { TraceReader } from './reading.ts'

/** The matrix through which all that a line puts out goes on; while it is all zeros nothing comes back. */
const doors: Partial<Record<OpId, string>> = {
  'attention.norm': 'attn_wo',
  'attention.query': 'attn_wo',
  'attention.key': 'attn_wo',
  'attention.value': 'attn_wo',
  'attention.scores': 'attn_wo',
  'attention.softmax': 'attn_wo',
  'attention.mix': 'attn_wo',
  'mlp.norm': 'mlp_fc2',
  'mlp.expand': 'mlp_fc2',
  'mlp.relu': 'mlp_fc2',
}

export function whySilent(line: GraphLine, reader: TraceReader): string {
  const { op, layer, silent, cells } = line
  const door = doors[op]
  if (door && silent === cells && reader.matrix(`layer${layer}.${door}`).values.every(value => value === 0))
    return `: ${door} is still all zeros`
  const isAlways = (holds: (position: number, column: number) => boolean): boolean =>
    line.gradients.every((gradient, i) => {
      const position = Math.floor(i / line.columns.length)
      return gradient !== 0 || holds(position, line.columns[i % line.columns.length]!)
    })
  if (op === 'mlp.expand') {
    const values = line.byPosition.map((_, position) => reader.output(op, position, layer)?.values)
    return isAlways((position, column) => (values[position]?.[column] ?? 1) <= 0) ? ', relu lets nothing back' : ''
  }
  if (op === 'attention.scores' && isAlways(position => position === 0))
    return ': the first position has one key, and its weight is 1'
  return ''
}
