/** Under the arithmetic of an operation, once the walk back has been there: how the loss changes with what came out. */
import { svg } from 'lit'
import type { Place } from '../../../lens/timeline.ts'
import { gridHeight, type Grid } from '../../marks/heat.ts'
import { cells } from './cells.ts'
import type { Scenery, View } from './parts.ts'
import { cellWidth, rowHeights } from './sheet.ts'

export function withGradient(scenery: Scenery, place: Place, view: View): View {
  const { scene, sheet } = scenery
  const look = scene.look(place.op, place.head, scene.position, place.layer ?? scene.layer)
  const { reading } = look
  if (!look.isGradient || !reading) return view
  const { rows, columns } = reading
  const grid: Grid = { rows, columns, cellWidth: cellWidth(sheet, columns), ...rowHeights(rows, rows - 1) }
  const y = view.height + 16
  const drawing = [
    view.drawing,
    svg`<text class="mono name" x=${sheet.x} y=${y - 7} fill="var(--grad)">${reading.name}<tspan class="sans small muted" dx="10">how the loss changes with each of these numbers</tspan></text>`,
    cells(scene, { place, reading, x: sheet.x, y, grid, hue: 'grad', of: 'gradient' }),
  ]
  return { ...view, drawing, height: y + gridHeight(grid) + 12 }
}
