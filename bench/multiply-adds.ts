/** How many multiply-adds one training step takes: those of the matrix products and of attention. */
import { planFor } from '../src/engine/plan.ts'
import { multiplyAddsOf } from '../src/lens/multiply-adds.ts'
import type { Work } from './work.ts'

/** @returns the mean over the steps of this work */
export function multiplyAdds({ config, vocab_size, inputs }: Work): number {
  const lengths = inputs.flatMap(({ rows: { positions } }) =>
    [...positions].flatMap((position, row) => ((positions[row + 1] ?? 0) === 0 ? [position + 1] : [])),
  )
  return multiplyAddsOf(planFor(config, vocab_size), lengths) / inputs.length
}
