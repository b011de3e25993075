/** L drawn against one leaf, every point of it run anew, and the gradient as the slope of its tangent. */
import { extent, line, scaleLinear } from 'd3'
import { html, nothing, svg, type TemplateResult } from 'lit'
import { curve, type Point } from '../../lens/autograd/nudge.ts'
import type { LeafValues } from '../../lens/autograd/expression.ts'
import type { Leaf, Preset } from '../../lens/autograd/presets.ts'
import { decimal } from '../marks/numbers.ts'
import { short, worked } from './words.ts'

export interface Nudge {
  readonly preset: Preset
  readonly values: LeafValues
  readonly leaf: Leaf
  /** What the expression comes to. */
  readonly L: number
  /** The leaf's grad, as far as it is known. */
  readonly grad: number | undefined
  readonly isComplete: boolean
}

const height = 104
const edges = { left: 44, right: 12, top: 10, bottom: 20 }

export function nudgeChart({ preset, values, leaf, L, grad, isComplete }: Nudge, width: number): TemplateResult {
  const points = curve(preset, values, leaf).filter(point => Number.isFinite(point.L))
  const [low = 0, high = 1] = extent(points, point => point.L)
  const room = (high - low || 1) * 0.08
  const x = scaleLinear([leaf.least, leaf.most], [edges.left, width - edges.right])
  const y = scaleLinear([low - room, high + room], [height - edges.bottom, edges.top])
  const path = line<Point>()
    .x(point => x(point.x))
    .y(point => y(point.L))
  const at = values[leaf.name]!
  const base = height - edges.bottom
  return html`<svg
    class="chart"
    viewBox="0 0 ${width} ${height}"
    width=${width}
    height=${height}
    role="img"
    aria-label="L against ${leaf.name}, from ${decimal(leaf.least, 0)} to ${decimal(leaf.most, 0)}"
  >
    <path d="M${edges.left} ${base}H${width - edges.right}" stroke="var(--rule-2)"></path>
    ${x.ticks(5).map(tick => svg`<text class="small muted middle" x=${x(tick)} y=${base + 14}>${decimal(tick, Number.isInteger(tick) ? 0 : 1)}</text>`)}
    <text class="small muted end" x=${edges.left - 8} y=${base + 14}>${leaf.name} =</text>
    <text class="math" x="0" y=${edges.top + 8}>L</text>
    ${y.ticks(3).map(
      tick => svg`<path d="M${edges.left} ${y(tick)}H${width - edges.right}" stroke="var(--rule)"></path>
        <text class="small muted end" x=${edges.left - 8} y=${y(tick) + 3.5}>${axis(tick)}</text>`,
    )}
    <path d=${path(points) ?? ''} fill="none" stroke="var(--ink)" stroke-width="1.5"></path>
    ${grad === undefined || !Number.isFinite(L) ? nothing : tangent()}
    ${Number.isFinite(L) ? svg`<circle cx=${x(at)} cy=${y(L)} r="4" fill="var(--${isComplete ? 'grad' : 'ink'})"></circle>` : nothing}
  </svg>`

  /** A third of the width to both sides, but never beyond the picture. */
  function tangent() {
    const slope = grad!
    const reach = (leaf.most - leaf.least) * 0.28
    const side = (by: number): Point => {
      const most = slope === 0 ? Infinity : ((slope * by > 0 ? y.domain()[1]! : y.domain()[0]!) - L) / slope
      const to = Math.max(leaf.least, Math.min(leaf.most, at + Math.sign(by) * Math.min(Math.abs(by), Math.abs(most))))
      return { x: to, L: L + slope * (to - at) }
    }
    // Above a line that falls the room is at its right, above one that rises at its left; else under it.
    const [hasRight, hasLeft] = [x(at) < width - 130, x(at) > edges.left + 110]
    const isAbove = (slope > 0 ? hasLeft : hasRight) || y(L) + 20 > height - edges.bottom
    const isRight = slope > 0 ? !hasLeft : hasRight
    const base = isAbove ? Math.max(edges.top + 4, y(L) - 9) : y(L) + 15
    const words = isComplete ? `slope ${worked(slope)}` : `so far ${worked(slope)}`
    return svg`<path d=${path([side(-reach), side(reach)]) ?? ''} fill="none" stroke="var(--grad)" stroke-width="1.75"
        stroke-dasharray=${isComplete ? nothing : '4 3'}></path>
      <text class="mono slope ${isRight ? '' : 'end'}" x=${x(at) + (isRight ? 10 : -10)} y=${base}>${words}</text>`
  }
}

const axis = (tick: number): string => (Math.abs(tick) < 1000 ? String(tick).replace('-', '−') : short(tick))

const signed = (value: number, text: string): string => (value > 0 ? `+${text}` : text)

/** What the nudge did, worked out, and beside it the gradient that it should agree with. */
export function nudgeTable({ leaf: { name }, grad, isComplete }: Nudge, by: number, change: number): TemplateResult {
  const digits = Math.max(2, 3 - Math.round(Math.log10(Math.abs(by))))
  const number = (value: number): string =>
    Number.isNaN(value) ? 'no value' : Math.abs(value) < 1000 ? decimal(value, digits) : short(value)
  const row = (word: string, text: string, kind = ''): TemplateResult =>
    html`<tr class=${kind}>
      <th scope="row">${word}</th>
      <td>${text}</td>
    </tr>`
  return html`<table class="nudged">
    <caption class="unseen">
      ${name} moved by ${decimal(by, digits)}
    </caption>
    ${row(`${name} moves by`, signed(by, String(by).replace('-', '−')))}
    ${row('L moves by', signed(change, number(change)))} ${row('ratio', number(change / by), 'total')}
    ${row(
      isComplete ? `${name}.grad` : `${name}.grad so far`,
      grad === undefined ? 'not reached yet' : number(grad),
      grad === undefined ? 'muted' : 'grad',
    )}
  </table>`
}
