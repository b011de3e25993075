/** A walker, a bicycle and a car after the same time: three tracks on one scale. */
import { scaleLinear } from 'd3'
import { svg, type SVGTemplateResult } from 'lit'
import type { Speeds } from '../../../lens/autograd/speeds.ts'
import { decimal } from '../../marks/numbers.ts'

export const tracksHeight = 128
const [label, right] = [58, 74]

/** @param most how far the car comes at most, in metres */
export function tracksPicture(speeds: Speeds, most: number, width: number): SVGTemplateResult {
  const x = scaleLinear([0, most], [label, width - right])
  const rows = [
    ['walker', speeds.walker, walker],
    ['bicycle', speeds.bicycle, bicycle],
    ['car', speeds.car, car],
  ] as const
  return svg`${x.ticks(width < 500 ? 4 : 8).map(
    tick => svg`<path d="M${x(tick)} 4V${tracksHeight - 18}" stroke="var(--rule)"></path>
      <text class="small muted middle" x=${x(tick)} y=${tracksHeight - 5}>${tick}</text>`,
  )}
  ${rows.map(([word, gone, shape], i) => {
    const y = 30 + i * 36
    return svg`<text x="0" y=${y - 3}>${word}</text>
      <path d="M${label} ${y}H${width - right}" stroke="var(--rule-2)"></path>
      <path d="M${label} ${y}H${x(gone)}" stroke="var(--ink)" stroke-width="2.25"></path>
      <g transform="translate(${x(gone)} ${y})" fill="none" stroke="var(--ink)" stroke-width="1.4" stroke-linecap="round" stroke-linejoin="round">${shape}</g>
      <text class="mono" x=${x(gone) + 22} y=${y - 4}>${decimal(gone, 1)} m</text>`
  })}`
}

const walker = svg`<circle cx="0" cy="-17" r="2.6"></circle><path d="M0 -14V-7M0 -7l-4 7M0 -7l4.5 6.5M0 -12l-4 4M0 -12l4.5 3"></path>`
const bicycle = svg`<circle cx="-8" cy="-5" r="5"></circle><circle cx="8" cy="-5" r="5"></circle>
  <path d="M-8 -5l4.5 -8h9l2.5 8M-3.5 -13l3.5 8l5.5 -8M5.5 -13l-0.8 -3h2.8M-5.5 -13.5h4"></path>`
const car = svg`<path d="M-15 -4v-5l5 -1.5l4 -5h10l4.5 5l6 1.5v5h-3.5M-11 -4M-4.5 -4H5M-11.5 -4H-15"></path>
  <circle cx="-8" cy="-3.4" r="3.2"></circle><circle cx="8.4" cy="-3.4" r="3.2"></circle>`
