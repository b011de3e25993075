/** Phase 1: one vector through three matrices. One number is worked out, row times vector, in columns that keep their place. */
import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit'
import type { OpId } from '../../../engine/operations.ts'
import type { Reading } from '../../../lens/reading.ts'
import { mark } from '../../marks/mark.ts'
import { decimal } from '../../marks/numbers.ts'
import { numberField } from '../number-field.ts'
import { printedMark } from '../terms.ts'
import type { StepsScene } from './scene.ts'

export type Projection = 'attention.query' | 'attention.key' | 'attention.value'

/** The number that is worked out, and whose it is. */
export interface Picked {
  readonly op: Projection
  readonly number: number
}

export const projections: readonly { op: Projection; name: string; matrix: string; hue: string }[] = [
  { op: 'attention.query', name: 'q', matrix: 'attn_wq', hue: 'query' },
  { op: 'attention.key', name: 'k', matrix: 'attn_wk', hue: 'key' },
  { op: 'attention.value', name: 'v', matrix: 'attn_wv', hue: 'value' },
]

const x = 60
const leastPrinted = 36

export const columnWidth = (inner: number, n_embd: number): number => Math.max(2, Math.min(40, (inner - x) / n_embd))

const rowsOf = (isPrinted: boolean) => ({ height: isPrinted ? 20 : 14, step: isPrinted ? 25 : 19 })
export const projectHeight = (inner: number, n_embd: number): number =>
  rowsOf(columnWidth(inner, n_embd) >= leastPrinted).step * 7 + 8

export function project(
  { reader, place, inner, status }: StepsScene,
  picked: Picked,
  pick: (picked: Picked) => void,
): SVGTemplateResult {
  const { layer, head, position } = place
  const { head_dim, config } = reader.plan
  const cellWidth = columnWidth(inner, config.n_embd)
  const isPrinted = cellWidth >= leastPrinted
  const { height, step } = rowsOf(isPrinted)
  const grid = { rows: 1, columns: config.n_embd, cellWidth, cellHeight: height }
  const { name, matrix, hue } = projections.find(({ op }) => op === picked.op)!
  const number = Math.min(config.n_embd - 1, picked.number)
  const input = reader.output('attention.norm', position, layer)!
  const whole = reader.matrix(`layer${layer}.${matrix}`)
  const row: Reading = {
    ...whole,
    name: `${whole.name}[${number}]`,
    rows: 1,
    values: whole.values.slice(number * whole.columns, (number + 1) * whole.columns),
  }
  const products: Reading = {
    ...input,
    name: `${whole.name}[${number}] * x`,
    scale: 1,
    values: Float64Array.from(row.values, (weight, i) => weight * input.values[i]!),
  }
  const isKnown = status(picked.op) !== 'todo'
  const sum = reader.output(picked.op, position, layer)!.values[number]!
  const right = x + config.n_embd * cellWidth
  const label = (y: number, words: string, look: string): SVGTemplateResult =>
    svg`<text x=${x - 10} y=${y + height / 2 + 4} class="mono end ${look}">${words}</text>`
  const strip = (op: OpId, y: number, reading: Reading | null, hue: string, words: string, rest: object = {}) =>
    mark({
      op,
      layer,
      position,
      x,
      y,
      grid,
      reading,
      status: reading === null ? 'todo' : 'done',
      hue,
      ...(reading ? printedMark(words, reading, grid, isPrinted) : { label: words }),
      ...rest,
    })
  const point =
    (op: Projection) =>
    (event: PointerEvent): void => {
      const box = (event.currentTarget as Element).querySelector('.hit')!.getBoundingClientRect()
      const at = Math.floor((event.clientX - box.left) / cellWidth)
      if (at >= 0 && at < config.n_embd && (at !== number || op !== picked.op)) pick({ op, number: at })
    }
  return svg`
    ${label(2, 'x', 'resid')}
    ${strip('attention.norm', 2, status('attention.norm') === 'todo' ? null : input, 'resid', 'x after its norm', { focusable: true })}
    ${label(2 + step, `× ${whole.name}[${number}]`, hue)}
    ${strip(picked.op, 2 + step, row, hue, `row ${number} of ${whole.name}`, { parameter: null })}
    ${label(2 + 2 * step, 'products', 'muted small')}
    ${strip(picked.op, 2 + 2 * step, isKnown ? products : null, 'resid', 'products')}
    <path d=${`M${x - 44} ${3 * step}H${right}`} stroke="var(--ink)"></path>
    <text x=${x} y=${3 * step + 17} class="mono">${
      isKnown
        ? svg`added up = <tspan class="bold ${hue}">${decimal(sum, 3)}</tspan> = <tspan class=${hue}>${name}[${number}]</tspan>`
        : svg`<tspan class="muted">${name}[${number}] is not computed yet</tspan>`
    }</text>
    ${projections.map(({ op, name, hue }, i) => {
      const y = 3 * step + 28 + i * step
      const state = status(op)
      const reading = reader.output(op, position, layer)!
      return svg`${label(y, name, hue)}
        <g @pointermove=${point(op)}>${mark({
          op,
          layer,
          position,
          x,
          y,
          grid,
          reading,
          status: state,
          hue,
          ...printedMark(`${name}, all heads side by side`, reading, grid, isPrinted && state !== 'todo'),
        })}</g>
        <rect x=${x + head * head_dim * cellWidth - 1.5} y=${y - 1.5} width=${head_dim * cellWidth + 3} height=${height + 3} fill="none"
          stroke=${`var(--${hue})`} stroke-width="1.5" pointer-events="none"></rect>
        ${
          op === picked.op
            ? svg`<rect x=${x + number * cellWidth - 0.5} y=${y - 0.5} width=${cellWidth + 1} height=${height + 1} fill="none" stroke="var(--ink)"
                stroke-width="2" pointer-events="none"></rect>`
            : nothing
        }`
    })}`
}

/** The same choice as pointing at a number, for the keyboard. */
export function projectChoice({ op, number }: Picked, n_embd: number, pick: (picked: Picked) => void): TemplateResult {
  return html`<div class="terms">
    <label
      >works out
      <select
        aria-label="q, k or v"
        @change=${(event: Event) => pick({ op: projections[(event.target as HTMLSelectElement).selectedIndex]!.op, number })}
      >
        ${projections.map(projection => html`<option .selected=${projection.op === op}>${projection.name}</option>`)}
      </select>
    </label>
    ${numberField('number of q, k or v', number, n_embd, wanted => pick({ op, number: wanted }))}
  </div>`
}
