/** Numbers that become other numbers column by column: each line of the helper a row, the open column joined down the page. */
import { nothing, svg } from 'lit'
import type { ChainArithmetic, Source, Step } from '../../../lens/zoom-arithmetic.ts'
import type { Grid } from '../../marks/heat.ts'
import { mark } from '../../marks/mark.ts'
import { decimal } from '../../marks/numbers.ts'
import { cells } from './cells.ts'
import { columnLabels, glowing, lineWords, outcome, roleOf, type Scenery, type View } from './parts.ts'
import { plainCells } from './plain-cells.ts'
import { cellWidth } from './sheet.ts'
import { waterfall } from './waterfall.ts'

export function chainView(scenery: Scenery, { steps, columns, marked, out }: ChainArithmetic): View {
  const { scene, sheet, isLow } = scenery
  const count = Math.max(...steps.map(step => (step.kind === 'numbers' ? step.reading.columns : 0)))
  const isWhole = out.reading.columns === count
  const open = isWhole ? Math.min(scenery.open, count - 1) : (marked ?? -1)
  const cell = cellWidth(sheet, count)
  const { x } = sheet
  const sideX = x + cell * count + (sheet.mode === 'wide' ? 24 : 14)
  const grid: Grid = { rows: 1, columns: count, cellWidth: cell, cellHeight: 20 }
  const hue = roleOf(out.place.op)
  // The joining lines are under everything that they pass.
  const joins: unknown[] = []
  const drawings: unknown[] = [columnLabels(scene, columns, { x, y: 19, cell, count, bold: open })]
  const middle = x + (open + 0.5) * cell
  let y = 30
  let from: number | null = null
  let scale = 1
  for (const step of steps) {
    drawings.push(words(scenery, step, y + 11, x))
    if (step.kind === 'numbers') {
      const top = y + 17
      const { reading, place } = step
      const isOut = place?.op === out.place.op
      scale = reading.scale
      const options = { reading, x, y: top, grid }
      if (from !== null && open >= 0) joins.push(join(middle, from, top))
      drawings.push(
        place
          ? cells(scene, { ...options, place, hue: roleOf(place.op), of: step.words })
          : plainCells(reading, grid, x, top, 'rule-2'),
      )
      if (open >= 0)
        drawings.push(
          svg`<rect x=${x + open * cell} y=${top} width=${cell} height="20" fill="none" stroke="var(--ink)" stroke-width="1.75"></rect>`,
          sheet.mode === 'phone'
            ? nothing
            : isOut
              ? outcome(scenery, { x: sideX, y: top, value: reading.values[open]!, reading, hue })
              : svg`<text class="mono" x=${sideX + 8} y=${top + 14}>${decimal(reading.values[open]!, 3)}</text>`,
        )
      from = top + 20
      y = top + 30
    } else if (step.kind === 'sum') {
      const height = isLow ? 40 : 64
      const { drawing, end } = waterfall({
        terms: step.terms,
        x,
        y: y + 17,
        cell,
        height,
        to: sideX + 4,
        hue: 'ink-3',
        scale,
        hasWords: sheet.mode === 'wide',
      })
      drawings.push(drawing, svg`<text class="mono bold" x=${sideX + 8} y=${end + 4}>${decimal(step.total, 3)}</text>`)
      y += height + 27
    } else y += 24
  }
  if (!isWhole)
    drawings.push(glowing(scenery, { x: x - 4, y, width: 120, height: 20 }, hue), scalar(scenery, out, x, y))
  return { drawing: [joins, drawings], height: y + (isWhole ? 10 : 30), navY: isWhole ? 8 : -1 }
}

/** A result that is one number, as it is printed. */
function scalar({ scene }: Scenery, { place, reading, words }: Source, x: number, y: number) {
  const value = decimal(reading.values[0]!, 4)
  return mark({
    ...place,
    position: scene.position,
    x: x - 4,
    y,
    grid: { rows: 1, columns: 1, cellWidth: 120, cellHeight: 20 },
    reading,
    status: 'done',
    hue: roleOf(place.op),
    label: `${words} = ${value}`,
    cells: svg`<text class="mono result bold" x="4" y="14" fill="var(--${roleOf(place.op)})">${words} = ${value}</text>`,
    frame: nothing,
  })
}

/** A row is named by the statement of the program that makes it; a number on the way carries its value. */
function words({ program }: Scenery, step: Step, y: number, x: number) {
  if (step.kind === 'scalar')
    return svg`<text class="mono over" x=${x} y=${y + 4}>${step.words} = <tspan class="bold">${decimal(step.value, 4)}</tspan></text>`
  const op = step.kind === 'numbers' ? step.place?.op : undefined
  const line = op ? lineWords(program, op) : ''
  return svg`<text class="mono over ${op ? 'name' : ''}" x=${x} y=${y} fill="var(--${op ? roleOf(op) : 'ink-2'})">${step.words}${
    line ? svg`<tspan class="sans small muted" dx="10">${line}</tspan>` : nothing
  }</text>`
}

const join = (x: number, from: number, to: number) =>
  svg`<path d="M${x} ${from}V${to}" stroke="var(--ink)" stroke-width="1.25"></path>`
