/** How one figure changes with the width of a head: undivided, divided by √d, and with a scale of one's own. */
import { html, nothing, svg, type TemplateResult } from 'lit'
import { decimal } from '../../marks/numbers.ts'

export interface WidthChart {
  readonly title: string
  /** The highest number that is drawn. */
  readonly top: number
  /** The figure rises by factors; its lowest is then 1/100. */
  readonly isLog: boolean
  readonly widths: readonly number[]
  /** The width at hand, and the figure there. */
  readonly at: number
  readonly now: number
  readonly plain: readonly number[]
  readonly divided: readonly number[]
  readonly yours: readonly number[]
  readonly size: number
}

const height = 118
const [left, right, top, bottom] = [30, 8, 8, 22]
const lowest = 0.01

export function widthChart(chart: WidthChart): TemplateResult {
  const { title, isLog, widths, at, now, plain, divided, yours, size } = chart
  const x = (d: number): number => left + (Math.log2(d) / Math.log2(widths.at(-1)!)) * (size - left - right)
  const share = (value: number): number =>
    isLog ? Math.log(Math.max(lowest, value) / lowest) / Math.log(chart.top / lowest) : value / chart.top
  const y = (value: number): number =>
    height - bottom - Math.min(1, Math.max(0, share(value))) * (height - top - bottom)
  const line = (values: readonly number[]): string =>
    values.map((value, i) => `${i ? 'L' : 'M'}${x(widths[i]!).toFixed(1)} ${y(value).toFixed(1)}`).join('')
  const ticks = isLog ? [0.01, 1, 100] : [0, chart.top / 2, chart.top]
  const last = widths.at(-1)!
  const middle = widths.indexOf(16)
  const isRising = plain.at(-1)! > plain[0]!
  const endGap = Math.abs(y(plain.at(-1)!) - y(divided.at(-1)!))
  return html`<figure>
    <figcaption>${title}</figcaption>
    <svg width=${size} height=${height} role="img" aria-label=${`${title}: ${decimal(now, 4)} at head_dim ${at}`}>
      ${svg`${ticks.map(
        tick => svg`<path d="M${left} ${y(tick)}H${size - right}" stroke="var(--rule)"></path>
          <text x=${left - 4} y=${y(tick) + 3.5} class="small mono end muted">${tick === 0 ? '0' : String(+tick.toPrecision(2)).replace(/^0/, '')}</text>`,
      )}
      ${[1, 4, 16, 64, 256].map(d => svg`<text x=${x(d)} y=${height - 8} class="small mono middle muted">${d}</text>`)}
      <path d=${line(plain)} fill="none" stroke="var(--ink)" stroke-width="1.25"></path>
      <path d=${line(divided)} fill="none" stroke="var(--ink)" stroke-dasharray="4 3"></path>
      <path d=${line(yours)} fill="none" stroke="var(--attn)" stroke-width="2.25"></path>
      <path d="M${x(at)} ${top}V${height - bottom}" stroke="var(--rule-2)"></path>
      <circle cx=${x(at)} cy=${y(now)} r="3.5" fill="var(--paper)" stroke="var(--attn)" stroke-width="2"></circle>
      <g class="halo-text">
        <text x=${x(16) + (isRising ? -4 : 6)} y=${y(plain[middle]!) - 4} class="small ${isRising ? 'end' : ''}">undivided</text>
        ${endGap > 14 ? svg`<text x=${x(last)} y=${y(divided.at(-1)!) - 5} class="small end muted">÷ √d</text>` : nothing}
      </g>`}
    </svg>
  </figure>`
}
