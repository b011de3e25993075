/** A sum as it grows: a bar a term, each from where the one before has come to. */
import { nothing, svg, type SVGTemplateResult } from 'lit'
import { sumsOf } from '../../../lens/zoom-arithmetic.ts'
import { fillOf } from '../../marks/color.ts'

interface Waterfall {
  readonly terms: ArrayLike<number>
  readonly x: number
  readonly y: number
  readonly cell: number
  readonly height: number
  /** Where the line from the last bar leads. */
  readonly to: number
  readonly hue: string
  readonly scale: number
  /** Whether there is room for words left of it. */
  readonly hasWords: boolean
}

/** The picture, and the height at which the whole sum stands. */
export function waterfall(options: Waterfall): { drawing: SVGTemplateResult; end: number } {
  const { terms, x, y, cell, height, to, hue, scale, hasWords } = options
  const sums = sumsOf(terms)
  const n = sums.length
  let [low, high] = [0, 0]
  for (const sum of sums) [low, high] = [Math.min(low, sum), Math.max(high, sum)]
  const yOf = (value: number): number => round(y + height - ((value - low) / (high - low || 1)) * height)
  const end = yOf(sums[n - 1] ?? 0)
  const zero = yOf(0)
  const inset = cell >= 16 ? 5 : cell >= 6 ? 1 : 0
  const before = (i: number): number => (i === 0 ? 0 : sums[i - 1]!)
  const isAtTop = Math.abs(zero - y - 8) < 16
  const drawing = svg`<g class="sum" aria-hidden="true">
    <text class="small muted end" x=${x - 8} y=${zero + 4}>0</text>
    ${hasWords ? svg`<text class="small muted end" x=${x - 8} y=${y + (isAtTop ? 26 : 8)}>sum so</text><text class="small muted end" x=${x - 8} y=${y + (isAtTop ? 38 : 20)}>far</text>` : nothing}
    <path d="M${x} ${zero + 0.5}H${to}" stroke="var(--rule-2)"></path>
    ${
      cell < 4
        ? svg`<path d="M${x} ${zero}${Array.from(sums, (sum, i) => `V${yOf(sum)}H${round(x + (i + 1) * cell)}`).join('')}V${zero}z"
            fill="var(--sunk)" stroke="var(--ink-3)"></path>`
        : Array.from(sums, (sum, i) => {
            const [top, bottom] = [yOf(Math.max(before(i), sum)), yOf(Math.min(before(i), sum))]
            return svg`<rect x=${x + i * cell + inset} y=${top} width=${cell - 2 * inset} height=${Math.max(1.5, bottom - top)}
              fill=${fillOf(terms[i]!, { ramp: 'signed', scale })} stroke="var(--ink-3)" stroke-width="0.75"></rect>`
          })
    }
    ${cell < 4 ? nothing : svg`<path d=${Array.from(sums.slice(0, -1), (sum, i) => `M${x + (i + 1) * cell - inset} ${yOf(sum)}h${2 * inset}`).join('')} stroke="var(--ink-3)" stroke-width="0.75"></path>`}
    <path d="M${x + n * cell - inset} ${end}H${to}" stroke="var(--${hue})" stroke-width="1.5"></path>
  </g>`
  return { drawing, end }
}

const round = (value: number): number => Math.round(value * 100) / 100
