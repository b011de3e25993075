/** The cache and what the query makes of it: one line a position, the sum below. */
import { nothing, svg, type SVGTemplateResult } from 'lit'
import type { Attended, Cache } from '../../../lens/attend.ts'
import type { HeadPlace } from '../../../lens/query-playground.ts'
import { gridWidth, type Grid } from '../../marks/heat.ts'
import { mark } from '../../marks/mark.ts'
import { decimal, probability } from '../../marks/numbers.ts'
import { scoresReading, vectorReading, weightsReading } from '../lab/readings.ts'
import { visible } from '../letters.ts'
import { printedMark } from '../terms.ts'

export interface CachePicture {
  readonly place: HeadPlace
  readonly letters: readonly string[]
  readonly cache: Cache
  readonly attended: Attended
  /** Mean |gradient| of every key and value. */
  readonly felt: { readonly keys: Float64Array; readonly values: Float64Array }
  readonly width: number
}

const top = 20
const label = 34
const columnGap = 14

export const cacheStep = (rows: number): number => (rows <= 8 ? 22 : 17)
export const cacheHeight = (rows: number): number => top + (rows + 1) * cacheStep(rows) + 14

interface Columns {
  readonly vector: Omit<Grid, 'rows'>
  readonly isPrinted: boolean
  readonly key: number
  readonly score: number
  readonly exp: number | null
  readonly weight: number
  readonly value: number
  readonly felt: number | null
}

/** Where the columns stand: what there is no room for is left to the table. */
function columnsFor(width: number, head_dim: number, step: number): Columns {
  const hasFelt = width >= 640
  const hasExp = width >= 520
  const rest = width - label - 46 - 46 - (hasExp ? 44 : 0) - (hasFelt ? 88 : 0) - 4 * columnGap
  const cellWidth = Math.max(2, Math.min(44, Math.floor(rest / 2 / head_dim)))
  const isPrinted = cellWidth >= 34
  const vector = {
    columns: head_dim,
    cellWidth: isPrinted ? cellWidth - 2 : cellWidth,
    cellHeight: step - 3,
    rowGap: 3,
  }
  const grid = { ...vector, ...(isPrinted ? { group: 1, gap: 2 } : {}) }
  const wide = gridWidth({ ...grid, rows: 1 })
  const score = label + wide + columnGap
  const exp = hasExp ? score + 46 + 42 : null
  const weight = score + 46 + (hasExp ? 50 : columnGap)
  const value = weight + 46 + columnGap
  return {
    vector: grid,
    isPrinted,
    key: label,
    score,
    exp,
    weight,
    value,
    felt: hasFelt ? value + wide + columnGap : null,
  }
}

export function cachePicture({ place, letters, cache, attended, felt, width }: CachePicture): SVGTemplateResult {
  const { rows, columns, keys, values } = cache
  const { scores, exps, weights, mixed } = attended
  const step = cacheStep(rows)
  const at = columnsFor(width, columns, step)
  const stack = { ...at.vector, rows }
  const pillar: Grid = { rows, columns: 1, cellWidth: 46, cellHeight: step - 3, rowGap: 3 }
  const one = { ...at.vector, rows: 1 }
  const common = { ...place, status: 'done', y: top, focusable: true } as const
  const bottom = top + rows * step
  const [keyReading, valueReading] = [
    vectorReading('k_h', keys, columns, 'key'),
    vectorReading('v_h', values, columns, 'value'),
  ]
  const [scoreReading, weightReading, mixReading] = [
    scoresReading(scores, 1),
    weightsReading(weights, 1),
    vectorReading('head_out', mixed),
  ]
  const head = (x: number, word: string, look: string): SVGTemplateResult =>
    svg`<text x=${x} y=${top - 7} class="math ${look}">${word}</text>`
  return svg`
    ${head(at.key, 'k', 'key')}${head(at.score, 'q·k / √d', 'attn')}
    ${at.exp === null ? nothing : svg`<text x=${at.exp} y=${top - 7} class="math end">exp</text>`}
    ${head(at.weight, 'weight', 'attn')}${head(at.value, 'v', 'value')}
    ${at.felt === null ? nothing : svg`<text x=${at.felt} y=${top - 7} class="small grad">|grad| of k, v</text>`}
    ${Array.from({ length: rows }, (_, row) => {
      const y = top + row * step + (step - 3) / 2 + 4
      return svg`<text x=${label - 8} y=${y} class="mono end key">${visible(letters[row]!)}</text>
        ${at.exp === null ? nothing : svg`<text x=${at.exp} y=${y} class="mono end muted">${decimal(exps[row]!)}</text>`}
        ${
          at.felt === null
            ? nothing
            : svg`<text x=${at.felt} y=${y} class="mono grad">${decimal(felt.keys[row]!, 3)} ${decimal(felt.values[row]!, 3)}</text>`
        }`
    })}
    ${mark({ op: 'attention.key_head', ...common, x: at.key, grid: stack, reading: keyReading, hue: 'key', ...printedMark('keys in the cache', keyReading, stack, at.isPrinted) })}
    ${mark({ op: 'attention.scores', ...common, x: at.score, grid: pillar, reading: scoreReading, hue: 'attn', ...printedMark('scores', scoreReading, pillar, true) })}
    ${mark({ op: 'attention.softmax', ...common, x: at.weight, grid: pillar, reading: weightReading, hue: 'attn', ...printedMark('weights', weightReading, pillar, true, { print: probability }) })}
    ${mark({ op: 'attention.value_head', ...common, x: at.value, grid: stack, reading: valueReading, hue: 'value', ...printedMark('values in the cache', valueReading, stack, at.isPrinted) })}
    <path d="M${at.weight} ${bottom + 3}H${at.value + gridWidth(one)}" stroke="var(--ink)"></path>
    <text x=${at.value - 8} y=${bottom + 9 + (step - 3) / 2 + 4} class="math end value">head_out</text>
    ${mark({ op: 'attention.mix', ...common, y: bottom + 9, x: at.value, grid: one, reading: mixReading, hue: 'value', ...printedMark('what the head puts out', mixReading, one, at.isPrinted, { look: 'bold' }) })}`
}
