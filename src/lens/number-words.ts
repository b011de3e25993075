/** A place in the few letters of a link, apart from all else that is known of places: the first page needs no more. */
import type { NumberPlace } from './number-place.ts'

const short = { activation: 'a', gradient: 'g', parameter: 'p' } as const

/** In letters that a link keeps as they are: `a-attention.query-0--3-0-5`, `p-layer0.attn_wq-5-2-m`. */
export function writeNumberPlace(place: NumberPlace): string {
  const { kind, row, column } = place
  const words: readonly unknown[] =
    place.kind === 'parameter'
      ? [place.name, row, column, ...(place.when && place.when !== 'before' ? [place.when] : [])]
      : [place.op, place.layer, place.head, place.position, row, column]
  return [short[kind], ...words].join('-')
}
