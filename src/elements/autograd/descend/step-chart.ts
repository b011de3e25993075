/** One number over the steps of a descent; what is to come stays empty. */
import { line, max, min, scaleLinear } from 'd3'
import { nothing, svg, type SVGTemplateResult } from 'lit'
import { short } from '../words.ts'

export interface StepChart {
  readonly title: string
  readonly values: readonly number[]
  readonly hue: string
  /** A dashed line with its word. */
  readonly reference: { readonly at: number; readonly word: string } | null
  readonly width: number
}

export const chartHeight = 150
const edges = { left: 36, right: 44, top: 22, bottom: 20 }

export function stepChart({ title, values, hue, reference, width }: StepChart): SVGTemplateResult {
  const shown = values.filter(Number.isFinite)
  const domain = [0, ...shown, ...(reference ? [reference.at * 1.1] : [])]
  const x = scaleLinear([0, Math.max(10, values.length - 1)], [edges.left, width - edges.right])
  const y = scaleLinear([min(domain)!, max(domain) || 1], [chartHeight - edges.bottom, edges.top]).nice(4)
  const path = line<number>()
    .x((_, i) => x(i))
    .y(value => y(value))
  const last = shown.length - 1
  return svg`<text class="bold" x="0" y="11">${title}</text>
    ${y.ticks(4).map(
      tick => svg`<path d="M${edges.left} ${y(tick)}H${width - edges.right}" stroke="var(--rule)"></path>
        <text class="small muted end" x=${edges.left - 6} y=${y(tick) + 3.5}>${String(tick).replace('-', '−')}</text>`,
    )}
    ${x.ticks(5).map(tick => svg`<text class="small muted middle" x=${x(tick)} y=${chartHeight - 5}>${tick}</text>`)}
    ${
      reference
        ? svg`<path d="M${edges.left} ${y(reference.at)}H${width - edges.right}" stroke="var(--ink)" stroke-dasharray="4 3"></path>
          <text class="small" x=${width - edges.right + 5} y=${y(reference.at) + 3.5}>${reference.word}</text>`
        : nothing
    }
    <path d=${path(shown) ?? ''} fill="none" stroke="var(--${hue})" stroke-width="1.75"></path>
    ${shown.map((value, i) => svg`<circle cx=${x(i)} cy=${y(value)} r=${i === last ? 3.5 : 1.8} fill="var(--${hue})"></circle>`)}
    <text class="mono" x=${Math.min(x(last) + 7, width - edges.right + 4)} y=${y(shown[last] ?? 0) - 7} fill="var(--${hue})">${short(shown[last] ?? 0)}</text>`
}
