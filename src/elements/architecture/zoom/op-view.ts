/** One operation as arithmetic, in the way that fits it. */
import { arithmeticOf, shapeOf, type Arithmetic } from '../../../lens/zoom-arithmetic.ts'
import type { Place } from '../../../lens/timeline.ts'
import { thousands } from '../../marks/numbers.ts'
import { kept } from '../scene.ts'
import type { Plain } from './cells.ts'
import { chainView } from './chain-view.ts'
import { copyView } from './copy-view.ts'
import type { Scenery, View } from './parts.ts'
import { pickView } from './pick-view.ts'
import { rowsView } from './rows-view.ts'

/** Kept with its trace, so that what has not changed is not made again. */
export const arithmeticAt = ({ reader, position }: Plain, place: Place): Arithmetic =>
  kept(reader, `arithmetic ${place.op} ${place.layer} ${place.head} ${position}`, () =>
    arithmeticOf(reader, place, position),
  )

export function opView(scenery: Scenery, arithmetic: Arithmetic): View {
  switch (arithmetic.kind) {
    case 'rows':
      return rowsView(scenery, arithmetic)
    case 'pick':
      return pickView(scenery, arithmetic)
    case 'chain':
      return chainView(scenery, arithmetic)
    case 'copy':
      return copyView(scenery, arithmetic)
  }
}

/** What there is to compute, in counts. */
export function countsOf(arithmetic: Arithmetic): string[] {
  switch (arithmetic.kind) {
    case 'rows': {
      const { rows, columns } = shapeOf(arithmetic.matrix)
      const all = thousands(rows * columns)
      return [...(arithmetic.matrix.parameter ? [`${all} weights`] : []), `${all} products`, `${thousands(rows)} sums`]
    }
    case 'pick':
      return [`${thousands(arithmetic.table.rows)} rows`, '1 is read']
    case 'chain': {
      const columns = Math.max(...arithmetic.steps.map(step => (step.kind === 'numbers' ? step.reading.columns : 0)))
      return [`${thousands(columns)} columns`, `${arithmetic.steps.length} steps`]
    }
    case 'copy':
      return [`${thousands(arithmetic.from.columns * arithmetic.from.rows)} numbers`, 'none is changed']
  }
}
