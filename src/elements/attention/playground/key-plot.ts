/** Keys and the query as arrows, in two of their numbers: the query's end can be dragged. */
import { nothing, svg, type SVGTemplateResult } from 'lit'
import { decimal } from '../../marks/numbers.ts'
import { likeliest } from '../../../lens/query-playground.ts'
import { visible } from '../letters.ts'

export interface KeyPlot {
  readonly query: ArrayLike<number>
  readonly keys: ArrayLike<number>
  /** The model's own query, where that is another. */
  readonly own: ArrayLike<number> | null
  readonly weights: ArrayLike<number>
  readonly letters: readonly string[]
  /** The two numbers that are drawn: to the right, and up. */
  readonly dims: readonly [number, number]
  /** What the edge of the plot stands for. */
  readonly reach: number
  readonly size: number
}

const margin = 12
/** Of more keys only those that get most are named. */
const mostNamed = 8

export const plotX = (value: number, { size, reach }: Pick<KeyPlot, 'size' | 'reach'>): number =>
  size / 2 + (Math.max(-reach, Math.min(reach, value)) / reach) * (size / 2 - margin)

/** The number that a place in the plot stands for. */
export const plotValue = (at: number, { size, reach }: Pick<KeyPlot, 'size' | 'reach'>): number =>
  Math.max(-reach, Math.min(reach, ((at - size / 2) / (size / 2 - margin)) * reach))

export function keyPlot(plot: KeyPlot): SVGTemplateResult {
  const { query, keys, own, weights, letters, dims, size } = plot
  const [across, up] = dims
  const columns = query.length
  const end = (vector: ArrayLike<number>, from = 0): { x: number; y: number } => ({
    x: plotX(vector[from + across]!, plot),
    y: size - plotX(vector[from + up]!, plot),
  })
  const middle = size / 2
  const named = new Set(weights.length > 16 ? likeliest(weights, mostNamed) : Array.from(weights, (_, key) => key))
  const tip = end(query)
  const dragged = own === null ? null : end(own)
  return svg`
    <path d="M${margin} ${middle}H${size - margin}M${middle} ${margin}V${size - margin}" stroke="var(--rule)"></path>
    <text x=${size - 3} y=${middle - 4} class="small muted end">q[${across}]</text>
    <text x=${middle + 4} y="11" class="small muted">q[${up}]</text>
    ${Array.from(weights, (weight, key) => {
      const { x, y } = end(keys, key * columns)
      const width = 1 + 4 * weight
      const away = x < middle ? -1 : 1
      return svg`<path d="M${middle} ${middle}L${x} ${y}" stroke="var(--key${named.has(key) ? '' : '-m'})" stroke-width=${width.toFixed(2)}
          stroke-linecap="round"></path>
        <circle cx=${x} cy=${y} r="2" fill="var(--key${named.has(key) ? '' : '-m'})"></circle>
        ${
          named.has(key)
            ? svg`<text x=${x + away * 5} y=${y + (y < middle ? -2 : 9)} class="mono key ${away < 0 ? 'end' : ''} halo-text"
          >${visible(letters[key]!)}</text>`
            : nothing
        }`
    })}
    ${
      dragged
        ? svg`<path d="M${middle} ${middle}L${dragged.x} ${dragged.y}" stroke="var(--query)" stroke-dasharray="2 3"></path>
            <circle cx=${dragged.x} cy=${dragged.y} r="2.5" fill="var(--paper)" stroke="var(--query)"></circle>`
        : nothing
    }
    <path d="M${middle} ${middle}L${tip.x} ${tip.y}" stroke="var(--query)" stroke-width="1.75"></path>
    <circle class="grip" cx=${tip.x} cy=${tip.y} r="5.5" fill="var(--paper)" stroke="var(--query)" stroke-width="1.75"></circle>
    <text x=${tip.x + (tip.x < middle ? -9 : 9)} y=${tip.y + 4} class="math query halo-text ${tip.x < middle ? 'end' : ''}">q</text>`
}

/** What the plot shows, for the screen reader. */
export const plotWords = ({ query, dims: [across, up] }: Pick<KeyPlot, 'query' | 'dims'>): string =>
  `keys and query as arrows; the query points to ${decimal(query[across]!)} and ${decimal(query[up]!)}`
