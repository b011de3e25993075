/** A loss with one parameter: where p is, the slope there, and how far a step would go. */
import { extent, line, range as steps, scaleLinear } from 'd3'
import { nothing, svg, type SVGTemplateResult } from 'lit'
import { resultAt } from '../../../lens/autograd/nudge.ts'
import type { DescentStep } from '../../../lens/autograd/descent.ts'
import type { Preset } from '../../../lens/autograd/presets.ts'
import { decimal } from '../../marks/numbers.ts'

export interface CurvePicture {
  readonly preset: Preset
  readonly range: readonly [number, number]
  /** From the first to the one at hand. */
  readonly steps: readonly DescentStep[]
  readonly rate: number
  readonly width: number
}

export const curveHeight = 230
const edges = { left: 34, right: 16, top: 14, bottom: 34 }

export function curvePicture({ preset, range, steps: taken, rate, width }: CurvePicture): SVGTemplateResult {
  const now = taken.at(-1)!
  const values = now.values
  const [p, grad] = [values['p']!, now.grads['p']!]
  const [least, most] = range
  const points = steps(0, 121).map(i => {
    const x = least + ((most - least) * i) / 120
    return { x, y: resultAt(preset, values, 'p', x) }
  })
  const [low = 0, high = 1] = extent(points, point => point.y)
  const x = scaleLinear(range, [edges.left, width - edges.right])
  const y = scaleLinear([Math.min(0, low), high], [curveHeight - edges.bottom, edges.top])
  const path = line<{ x: number; y: number }>()
    .x(point => x(point.x))
    .y(point => y(point.y))
  const isSeen = (at: number): boolean => at >= least && at <= most
  const base = curveHeight - edges.bottom
  const next = Math.max(least, Math.min(most, p - rate * grad))
  // A sixth of the width to both sides, but never beyond the picture.
  const [lowest, highest] = y.domain() as [number, number]
  const side = (direction: 1 | -1): { x: number; y: number } => {
    const room = (grad * direction > 0 ? highest - now.loss : now.loss - lowest) / Math.abs(grad)
    const by = Math.min((most - least) * 0.16, direction > 0 ? most - p : p - least, grad === 0 ? Infinity : room)
    return { x: p + direction * by, y: now.loss + grad * direction * by }
  }
  return svg`<path d="M${edges.left} ${base}H${width - edges.right}" stroke="var(--rule-2)"></path>
    ${x.ticks(6).map(tick => svg`<text class="small muted middle" x=${x(tick)} y=${base + 28}>${String(tick).replace('-', '−')}</text>`)}
    ${y.ticks(4).map(
      tick => svg`<path d="M${edges.left} ${y(tick)}H${width - edges.right}" stroke="var(--rule)"></path>
        <text class="small muted end" x=${edges.left - 6} y=${y(tick) + 3.5}>${tick}</text>`,
    )}
    <path d=${path(points) ?? ''} fill="none" stroke="var(--ink)" stroke-width="1.75"></path>
    ${taken
      .slice(0, -1)
      .map(({ values, loss }) =>
        isSeen(values['p']!)
          ? svg`<circle cx=${x(values['p']!)} cy=${y(loss)} r="2.5" fill="none" stroke="var(--ink-3)"></circle>`
          : nothing,
      )}
    ${
      isSeen(p) && Number.isFinite(now.loss)
        ? svg`<path d=${path([side(-1), side(1)]) ?? ''} fill="none" stroke="var(--grad-m)" stroke-width="2.25"></path>
          <path d="M${x(p)} ${y(now.loss)}V${base}" stroke="var(--rule-2)" stroke-dasharray="2 3"></path>
          <circle cx=${x(p)} cy=${y(now.loss)} r="5" fill="var(--ink)"></circle>
          ${arrow(x(p), x(next), base + 8, width)}
          <text class="mono ${grad > 0 ? 'end' : ''}" x=${x(p) + (grad > 0 ? -10 : 10)} y=${y(now.loss) - 10} fill="var(--grad)">slope ${decimal(grad)}</text>
          <text class="math middle" x=${x(p)} y=${y(now.loss) + 21}>p</text>`
        : svg`<text class="middle" x=${width / 2} y=${edges.top + 10}>p has left the picture</text>`
    }`
}

/** −lr · p.grad, to scale along the axis, and its name where there is room. */
function arrow(from: number, to: number, y: number, width: number): SVGTemplateResult | typeof nothing {
  const length = to - from
  if (Math.abs(length) < 1) return nothing
  const tip = Math.sign(length) * Math.min(8, Math.abs(length))
  const [isRight, isLeft] = [Math.max(from, to) < width - 110, Math.min(from, to) > 110]
  const at = isRight ? Math.max(from, to) + 6 : Math.min(from, to) - 6
  return svg`<path d="M${from} ${y}H${to - tip * 0.6}" stroke="var(--grad)" stroke-width="3"></path>
    <path d="M${to} ${y}l${-tip} -5v10z" fill="var(--grad)"></path>
    ${isRight || isLeft ? svg`<text class="mono ${isRight ? '' : 'end'}" x=${at} y=${y + 4} fill="var(--grad)">−lr · p.grad</text>` : nothing}`
}
