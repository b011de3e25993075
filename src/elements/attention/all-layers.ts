/** Every head of every layer at once, small: a row of maps a layer. Their titles make them large. */
import { html, nothing, svg, type TemplateResult } from 'lit'
import { entropy, type AttentionCell } from '../../lens/attention-arithmetic.ts'
import { meanOfHeads, rowOf, weightsOf, type WeightSquare } from '../../lens/attention-weights.ts'
import type { TraceReader } from '../../lens/reading.ts'
import { decimal } from '../marks/numbers.ts'
import { field, knownSquare } from './field.ts'
import './mg-weight-map.ts'

export interface AllLayers {
  readonly reader: TraceReader
  readonly letters: readonly string[]
  readonly open: AttentionCell
  readonly inner: number
  readonly hasMean: boolean
  readonly statuses: (layer: number, head: number) => readonly string[]
  readonly toLarge: (layer: number, head: number) => void
}

/** Where fingers point, a map is as large as a finger. */
const leastSide = (inner: number): number => (inner < 500 ? 44 : 34)
const mostSide = 150

/** From map to map, how many stand in a line, and how large each is. */
export function smallMaps(inner: number, count: number): { gap: number; across: number; side: number; label: number } {
  const gap = count > 8 ? 6 : 10
  const label = inner < 500 ? 0 : 52
  const fit = Math.max(1, Math.floor((inner - label + gap) / (leastSide(inner) + gap)))
  const across = Math.ceil(count / Math.ceil(count / fit))
  return { gap, across, label, side: Math.min(mostSide, Math.floor((inner - label + gap) / across) - gap) }
}

export function allLayers(picture: AllLayers): TemplateResult {
  const { reader, inner, hasMean } = picture
  const { n_layer, n_head } = reader.plan.config
  const { side } = smallMaps(inner, n_head + (hasMean ? 1 : 0))
  return html`<div class="layers-grid" role="group" aria-label="all layers" @keydown=${walkTitles}>
    ${Array.from(
      { length: n_layer },
      (_, layer) =>
        html`<div class="layer-row" role="group" aria-label="layer ${layer}">
          <span class="layer-name">layer ${layer}</span>
          <div class="layer-maps">
            ${Array.from({ length: n_head }, (_, head) => smallMap(picture, layer, head, weightsOf(reader, layer, head), side))}
            ${hasMean ? smallMap(picture, layer, null, meanOfHeads(reader, layer), side) : nothing}
          </div>
        </div>`,
    )}
  </div>`
}

function smallMap(
  { letters, open, statuses, toLarge, reader }: AllLayers,
  layer: number,
  head: number | null,
  whole: WeightSquare,
  side: number,
): TemplateResult {
  const isOpen = layer === open.layer && head === open.head
  const square = knownSquare(whole, statuses(layer, head ?? reader.plan.config.n_head - 1))
  const cell = side / letters.length
  const row = Math.min(open.row, letters.length - 1)
  const weights = rowOf(square, row)
  const bits = Number.isNaN(weights[0]!) ? 'not computed yet' : `${decimal(entropy(weights))} bits in row ${row}`
  return html`<div class="small-map ${isOpen ? 'open' : ''}">
    ${
      head === null
        ? html`<span class="title">mean</span>`
        : html`<button
            class="title"
            tabindex=${isOpen ? '0' : '-1'}
            aria-label="h${head}, layer ${layer}, ${bits}: make it large"
            @click=${() => toLarge(layer, head)}
          >
            h${head}
          </button>`
    }
    <mg-weight-map .square=${square} .side=${side}></mg-weight-map>
    <svg width=${side} height=${side} aria-hidden="true">
      <path
        d=${`M-0.5 -0.5V${side + 0.5}H${side + 0.5}`}
        fill="none"
        stroke=${isOpen ? 'var(--attn)' : 'var(--rule-2)'}
      ></path>
      ${field({ layer, head, letters, square, x: 0, y: 0, side, stop: { row, column: isOpen ? open.column : row }, isFocusable: false, label: '' })}
      ${
        isOpen
          ? svg`<rect x=${open.column * cell - 1} y=${row * cell - 1} width=${cell + 2} height=${cell + 2} fill="none" stroke="var(--ink)"
              stroke-width=${cell < 6 ? 1.25 : 2} pointer-events="none"></rect>`
          : nothing
      }
    </svg>
  </div>`
}

/** One tab stop for all titles: arrows go from head to head and from layer to layer. */
function walkTitles(event: KeyboardEvent): void {
  const target = event.target instanceof HTMLElement ? event.target : null
  const here = target?.closest<HTMLElement>('button.title')
  const rows = [...(here?.closest('.layers-grid')?.querySelectorAll('.layer-row') ?? [])].map(row => [
    ...row.querySelectorAll<HTMLElement>('button.title'),
  ])
  const at = rows.findIndex(row => row.includes(here!))
  if (!here || at < 0 || event.ctrlKey || event.metaKey || event.altKey) return
  const head = rows[at]!.indexOf(here)
  const next = {
    ArrowLeft: rows[at]![head - 1],
    ArrowRight: rows[at]![head + 1],
    ArrowUp: rows[at - 1]?.[head],
    ArrowDown: rows[at + 1]?.[head],
    Home: rows[at]![0],
    End: rows[at]!.at(-1),
  }[event.key]
  if (!next) return
  event.preventDefault()
  for (const title of rows.flat()) title.tabIndex = title === next ? 0 : -1
  next.focus()
}
