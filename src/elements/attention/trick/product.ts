/** The matrices of one stage: scores → weights × V = out, as far as the stage has them. */
import { html, nothing, svg, type TemplateResult } from 'lit'
import type { OpId } from '../../../engine/operations.ts'
import type { Stage, StageName } from '../../../lens/attention-trick.ts'
import type { HeadPlace } from '../../../lens/query-playground.ts'
import type { Reading, TraceReader } from '../../../lens/reading.ts'
import { gridHeight, gridWidth, type Grid } from '../../marks/heat.ts'
import { mark } from '../../marks/mark.ts'
import { decimal, probability } from '../../marks/numbers.ts'
import { scoresReading, vectorReading, weightsReading } from '../lab/readings.ts'
import { brief, visible } from '../letters.ts'
import { printedMark } from '../terms.ts'
import { trickLayout } from './trick-layout.ts'

export interface TrickProduct {
  readonly stage: StageName
  readonly numbers: Stage
  readonly reader: TraceReader
  readonly letters: readonly string[]
  readonly place: HeadPlace
  readonly width: number
}

interface Matrix {
  readonly op: OpId
  readonly title: string
  readonly hue: string
  readonly reading: Reading
  readonly grid: Grid
  readonly isPrinted: boolean
  readonly print?: (value: number) => string
  readonly note: (row: number, column: number) => string
  /** Columns are positions too. */
  readonly isSquare: boolean
}

/** Below this letters would run into each other. */
const labelled = 9

export function trickProduct({ stage, numbers, reader, letters, place, width }: TrickProduct): TemplateResult {
  const { scores, weights, out } = numbers
  const { layer, head, position } = place
  const T = letters.length
  const values = reader.output('attention.value_head', T - 1, layer, head)!
  const { square, tall, isSquarePrinted, isScorePrinted, isTallPrinted } = trickLayout(width, T, values.columns)
  const where = { layer, head, position }
  const may = (row: number, column: number): boolean => column <= row
  const name = (at: number): string => `${letters[at]!} at ${at}`
  const draw = (matrix: Matrix): TemplateResult => drawnMatrix(matrix, where, letters)
  const triangle = (
    op: OpId,
    title: string,
    reading: Reading,
    isPrinted: boolean,
    note: Matrix['note'],
    print: Matrix['print'],
  ) => draw({ op, title, hue: 'attn', reading, grid: square, isPrinted, isSquare: true, note, ...(print && { print }) })
  const vOut = { grid: tall, isPrinted: isTallPrinted, isSquare: false, hue: 'value' } as const
  const terms = (row: number, column: number): string => {
    const list = Array.from({ length: row + 1 }, (_, s) => {
      const value = decimal(values.values[s * values.columns + column]!)
      return weights ? `${probability(weights[row * T + s]!)}·${value}` : value
    })
    const shown = list.length > 5 ? [...list.slice(0, 2), '…', list.at(-1)!] : list
    return weights ? `= ${shown.join(' + ')}` : `= (${shown.join(' + ')}) / ${row + 1}`
  }
  return html`${
      scores
        ? html`<div class="product">
            ${triangle(
              'attention.scores',
              stage === 'learned' ? 'q·k / √d' : 'scores',
              scoresReading(scores, T),
              stage === 'softmax' ? isSquarePrinted : isScorePrinted,
              (row, column) => (may(row, column) ? `${name(row)} asks ${name(column)}` : 'still to come'),
              value => (value === -Infinity ? '−∞' : decimal(value, stage === 'softmax' ? 0 : 1)),
            )}<span class="sign">↓ softmax, row by row</span>
          </div>`
        : nothing
    }
    <div class="product">
      ${
        weights
          ? html`${triangle(
                'attention.softmax',
                'w',
                weightsReading(weights, T),
                isSquarePrinted,
                (row, column) => `${name(row)} takes of ${name(column)}`,
                value => (value === 0 ? '0' : probability(value)),
              )}<span class="sign">×</span>`
          : nothing
      }${draw({ op: 'attention.value_head', title: 'v_h', reading: values, note: row => `of ${name(row)}`, ...vOut })}<span
        class="sign"
        >${weights ? '=' : '→'}</span
      >${draw({ op: 'attention.mix', title: 'out', reading: vectorReading('out', out, values.columns), note: terms, ...vOut })}
    </div>`
}

/** One matrix with its letters; the row of the position at hand is framed. */
function drawnMatrix(
  { op, title, hue, reading, grid, isPrinted, print, note, isSquare }: Matrix,
  where: HeadPlace,
  letters: readonly string[],
): TemplateResult {
  const [left, top] = [16, 32]
  const isLettered = grid.cellHeight >= labelled
  const [width, height] = [gridWidth(grid), gridHeight(grid)]
  const y = (row: number): number => top + row * grid.cellHeight
  return html`<svg width=${left + width + 2} height=${top + height + 4} role="group" aria-label=${title}>
    ${svg`<text x=${left} y="11" class="math ${hue}">${title}</text>
    ${
      isLettered
        ? letters.map(
            (
              letter,
              i,
            ) => svg`<text x=${left - 5} y=${y(i + 0.5) + 3.5} class="mono small end ${i === where.position ? 'query bold' : 'muted'}"
              >${brief(visible(letter))}</text>${
                isSquare && grid.cellWidth >= labelled
                  ? svg`<text x=${left + (i + 0.5) * grid.cellWidth} y=${top - 5} class="mono small middle muted">${brief(visible(letter))}</text>`
                  : nothing
              }`,
          )
        : nothing
    }
    ${mark({ op, ...where, x: left, y: top, grid, reading, status: 'done', hue, focusable: true, note, ...printedMark(title, reading, grid, isPrinted, print ? { print } : {}) })}
    <rect x=${left - 1} y=${y(where.position) - 0.5} width=${width + 2} height=${grid.cellHeight + 1} fill="none" stroke="var(--query)"
      stroke-width="1.25" pointer-events="none"></rect>`}
  </svg>`
}
