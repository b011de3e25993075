/** −log p as a curve, each letter of the name on it, and beside it the same heights as stems in the order of the name. */
import { nothing, svg } from 'lit'
import { scaleLinear, type ScaleLinear } from 'd3'
import type { OpId } from '../../../engine/operations.ts'
import { inUnit, type LetterCost, type Unit } from '../../../lens/letter-surprise.ts'
import type { Status } from '../../../lens/session.ts'
import { decimal, probability } from '../../marks/numbers.ts'
import { spread } from '../loss-scale.ts'

export interface SurprisePicture {
  readonly width: number
  readonly costs: readonly LetterCost[]
  readonly unit: Unit
  /** The mean of them, in nats. */
  readonly loss: number
  readonly guessing: number
  /** The mean of the table of pairs over all the data; null while it is counted. */
  readonly pairs: number | null
  /** The probability that is tried out. */
  readonly tried: number
  /** The position that is looked at. */
  readonly position: number
  readonly status: (position: number) => Status
}

export interface SurpriseLayout {
  readonly height: number
  readonly x: ScaleLinear<number, number>
  /** Of nats. */
  readonly y: ScaleLinear<number, number>
  readonly stems: {
    readonly left: number
    readonly step: number
    readonly y: ScaleLinear<number, number>
    readonly right: number
  }
  readonly isStacked: boolean
}

const [top, below] = [16, 36]

/** The dearest letter, in nats, that the scale makes room for; one beyond it is cut, with its number. */
const dearest = 30

export function surpriseLayout({ width, costs, guessing }: SurprisePicture): SurpriseLayout {
  const isStacked = width < 560
  const plotHeight = isStacked ? 230 : 290
  const known = costs.map(({ nats }) => nats + 0.4).filter(nats => nats <= dearest)
  const most = Math.max(guessing + 1.2, ...known)
  const y = scaleLinear([0, most], [plotHeight - below, top]).clamp(true)
  const middle = isStacked ? width - 8 : Math.round(width * 0.52)
  const left = isStacked ? 34 : middle + 30
  const right = width - 58
  const shift = isStacked ? plotHeight : 0
  return {
    height: plotHeight + shift,
    x: scaleLinear([0, 1], [34, middle - (isStacked ? 14 : 10)]).clamp(true),
    y,
    stems: {
      left,
      step: Math.min(46, (right - left) / costs.length),
      y: scaleLinear([0, most], [plotHeight - below + shift, top + shift]).clamp(true),
      right,
    },
    isStacked,
  }
}

export const visible = (letter: string): string => (letter === 'BOS' ? 'end' : letter === ' ' ? '␣' : letter)

export function surpriseDrawing(picture: SurprisePicture) {
  const layout = surpriseLayout(picture)
  return svg`${axes(picture, layout)} ${references(picture, layout)} ${curve(picture, layout)} ${letters(picture, layout)}
    ${tried(picture, layout)} ${stems(picture, layout)}`
}

function axes({ unit }: SurprisePicture, { x, y }: SurpriseLayout) {
  const most = inUnit(y.domain()[1]!, unit)
  const ticks = scaleLinear([0, most], [0, 1]).ticks(5)
  const bottom = y(0)
  const nats = (value: number): number => (unit === 'bits' ? value * Math.LN2 : value)
  return svg`${ticks.map(
    value => svg`<path d="M${x(0)} ${Math.round(y(nats(value))) + 0.5}H${x(1)}" stroke="var(--rule)"></path>
      <text x=${x(0) - 8} y=${y(nats(value)) + 4} class="small muted end">${value}</text>`,
  )}
  ${[0, 0.25, 0.5, 0.75, 1].map(
    p => svg`<path d="M${x(p)} ${bottom}v4" stroke="var(--rule-2)"></path>
      <text x=${x(p)} y=${bottom + 16} class="small muted middle">${p === 0 ? '0' : probability(p)}</text>`,
  )}
  <text x=${x(1)} y=${bottom + 30} class="small muted end">p, what the model gave the letter that came</text>
  <text x=${x(0) + 8} y="10" class="small muted">−log p, ${unit}</text>`
}

/** What knows nothing, and what knows pairs, pays for a letter; and what this name cost. */
function references({ guessing, pairs, loss, unit }: SurprisePicture, { x, y, stems, isStacked }: SurpriseLayout) {
  const lines = [
    { nats: guessing, words: 'guessing', stroke: 'var(--ink)', dash: '5 4' },
    ...(pairs === null ? [] : [{ nats: pairs, words: 'pairs', stroke: 'var(--ink)', dash: '5 4' }]),
    { nats: loss, words: 'loss', stroke: 'var(--logit)', dash: 'none' },
  ]
  const at = lines.map(({ nats }) => stems.y(nats))
  const places = spread(
    at,
    at.map(() => 24),
  )
  return lines.map(
    ({ nats, words, stroke, dash }, i) => svg`
      <path d="M${x(0)} ${y(nats)}H${isStacked ? x(1) : stems.right}" stroke=${stroke} stroke-dasharray=${dash} opacity="0.7"></path>
      ${isStacked ? svg`<path d="M${stems.left} ${stems.y(nats)}H${stems.right}" stroke=${stroke} stroke-dasharray=${dash} opacity="0.7"></path>` : nothing}
      <text x=${stems.right + 7} y=${places[i]!} class="mono" fill=${words === 'loss' ? 'var(--logit)' : 'var(--ink)'}>${decimal(inUnit(nats, unit))}</text>
      <text x=${stems.right + 7} y=${places[i]! + 12} class="small muted">${words}</text>`,
  )
}

function curve(_: SurprisePicture, { x, y }: SurpriseLayout) {
  const most = y.domain()[1]!
  const points = Array.from({ length: 121 }, (_, i) => Math.exp((-most * (120 - i)) / 120))
  const d = points.map((p, i) => `${i === 0 ? 'M' : 'L'}${x(p).toFixed(1)} ${y(-Math.log(p)).toFixed(1)}`).join('')
  return svg`<path d=${d} fill="none" stroke="var(--ink-3)" stroke-width="1.25"></path>`
}

const large = (value: number): string => (value < 1e4 ? decimal(value, 0) : value.toExponential(0).replace('+', ''))

const op: OpId = 'loss.cross_entropy'

const spoken = ({ letter, p, nats }: LetterCost, unit: Unit): string =>
  `${visible(letter)}, probability ${probability(p, 3)}, ${decimal(inUnit(nats, unit))} ${unit}`

/** Those that are reached; their labels keep apart, each beside its point. */
function letters(picture: SurprisePicture, { x, y }: SurpriseLayout) {
  const { costs, position, status } = picture
  const shown = costs.filter(cost => status(cost.position) !== 'todo')
  const places = spread(
    shown.map(({ nats }) => y(nats) + 4),
    shown.map(() => 11),
  )
  // Too many at one height would run into the name of the axis.
  const isLabelled = shown.length <= 18 && Math.min(...places) > top + 3
  return shown.map((cost, i) => {
    const isNow = cost.position === position
    const [cx, cy] = [x(cost.p), y(cost.nats)]
    return svg`${
      isLabelled
        ? svg`<path d="M${cx + 4} ${cy}L${cx + 11} ${places[i]! - 4}" stroke="var(--logit-m)"></path>
          <text x=${cx + 13} y=${places[i]!} class="mono cased ${isNow ? 'bold' : ''}" fill="var(--logit)">${visible(cost.letter)}</text>`
        : nothing
    }
    <circle class="mark" cx=${cx} cy=${cy} r=${isNow ? 5 : 3.5} fill="var(--logit)" stroke="var(--paper)" stroke-width="1.5"
      data-op=${op} data-position=${cost.position}></circle>`
  })
}

function tried({ tried: p }: SurprisePicture, { x, y }: SurpriseLayout) {
  const nats = -Math.log(p)
  return svg`<path d="M${x(0)} ${y(nats)}H${x(p)}V${y(0)}" fill="none" stroke="var(--ink)" stroke-dasharray="1 3"></path>
    <circle cx=${x(p)} cy=${y(nats)} r="5" fill="var(--paper)" stroke="var(--ink)" stroke-width="1.75"></circle>`
}

function stems(
  { costs, unit, position, status }: SurprisePicture,
  { stems: { left, step, y, right } }: SurpriseLayout,
) {
  const bottom = y(0)
  const isPrinted = step >= 24
  return svg`<path d="M${left} ${bottom + 0.5}H${right}" stroke="var(--rule-2)"></path>
    ${costs.map(cost => {
      const cx = left + (cost.position + 0.5) * step
      const state = status(cost.position)
      const isNow = cost.position === position
      const height = y(cost.nats)
      return svg`<g class="mark" role="button" tabindex=${isNow ? '0' : '-1'} data-op=${op} data-position=${cost.position}
          aria-label=${state === 'todo' ? `position ${cost.position}, not computed yet` : spoken(cost, unit)}>
        <rect class="hit" x=${cx - step / 2} y=${y.range()[1]!} width=${step} height=${bottom - y.range()[1]! + 32} fill="transparent"></rect>
        ${
          state === 'todo'
            ? svg`<path d="M${cx} ${bottom}V${bottom - 18}" stroke="var(--rule-2)" stroke-dasharray="2 2"></path>`
            : svg`<path d="M${cx} ${bottom}V${height}" stroke="var(--logit)" stroke-width=${isNow ? 2.5 : 1.75}></path>
              ${
                cost.nats > y.domain()[1]!
                  ? svg`<path d="M${cx - 5} ${height + 6}l5 -6 5 6" fill="none" stroke="var(--logit)" stroke-width="1.75"></path>
                    ${isPrinted ? svg`<text x=${cx} y=${height - 4} class="small middle" fill="var(--logit)">${large(inUnit(cost.nats, unit))}</text>` : nothing}`
                  : svg`<circle cx=${cx} cy=${height} r=${isNow ? 5 : 3.5} fill="var(--logit)"></circle>`
              }
              ${
                cost.pairNats === null
                  ? nothing
                  : Number.isFinite(cost.pairNats)
                    ? svg`<path d="M${cx - 6} ${y(cost.pairNats)}h12" stroke="var(--ink)" stroke-width="1.5"></path>`
                    : svg`<path d="M${cx - 4} ${y.range()[1]! + 4}l4 -5 4 5" fill="none" stroke="var(--ink)" stroke-width="1.5"></path>`
              }`
        }
      </g>
      <g pointer-events="none" aria-hidden="true">
        ${step >= 9 ? svg`<text x=${cx} y=${bottom + 16} class="mono middle ${isNow ? 'bold' : ''}">${visible(cost.letter)}</text>` : nothing}
        ${isPrinted && state !== 'todo' ? svg`<text x=${cx} y=${bottom + 30} class="small middle muted">${probability(cost.p)}</text>` : nothing}
      </g>`
    })}`
}
