/** Which numbers of a tensor mean something in a step: the rest of its memory is left from others. */
import type { Rows } from './document.ts'
import type { Tensor } from './graph.ts'
import type { Plan } from './plan.ts'

/** Calls `visit` with the place in memory of each: rows of the documents, positions so far, one mean. */
export function forEachLive(
  plan: Plan,
  { rows, positions }: Rows,
  tensor: Tensor,
  visit: (place: number) => void,
): void {
  const { block_size } = plan.config
  const start = plan.offset(tensor)
  const isTriangular = /attention\.(scores|softmax)$/.test(tensor.name)
  const count = tensor.name === 'loss.mean' ? 1 : (tensor.perPosition ? rows : tensor.rows) * tensor.columns
  for (let i = 0; i < count; i++) {
    const isDead = isTriangular && i % block_size > positions[Math.floor(i / tensor.columns)]!
    if (!isDead) visit(start + i)
  }
}
