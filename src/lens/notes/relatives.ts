/** Lines of the program that do the same, each with matrices or at a place of its own. */
import type { OpId } from '../../engine/operations.ts'

const families: readonly (readonly OpId[])[] = [
  ['embedding.token', 'embedding.position'],
  ['embedding.norm', 'attention.norm', 'mlp.norm'],
  ['attention.residual', 'mlp.residual'],
  ['attention.query', 'attention.key', 'attention.value'],
  ['attention.keys', 'attention.values'],
  ['attention.query_head', 'attention.key_head', 'attention.value_head'],
  ['attention.add', 'mlp.add'],
  ['mlp.expand', 'mlp.contract'],
  ['attention.softmax', 'loss.softmax', 'sample.softmax'],
]

/** The others of its kind; none for most. */
export const relativesOf = (op: OpId): readonly OpId[] =>
  families.find(family => family.includes(op))?.filter(other => other !== op) ?? []
