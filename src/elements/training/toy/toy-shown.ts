/** What is printed of each parameter of the toy. */
import type { Reading, TraceReader } from '../../../lens/reading.ts'

export type Shown =
  | { readonly kind: 'values' | 'updated' | 'gradients' }
  /** Since before the first step. */
  | { readonly kind: 'change'; readonly base: 'values' | 'updated' }

/** How far each number of a matrix is from where it began. */
export function subtracted(
  reader: TraceReader,
  base: 'values' | 'updated',
  name: string,
  first: Float64Array,
): Reading {
  const reading = reader.matrix(name, base)
  const { start } = reader.matrices.find(matrix => matrix.name === name)!
  return {
    ...reading,
    name: `${reading.name} change`,
    values: Float64Array.from(reading.values, (value, i) => value - first[start + i]!),
  }
}
