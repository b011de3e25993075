/** The losses of three optimisers on one pair of axes, with the step that is taken apart. */
import { nothing, svg } from 'lit'
import type { Baseline } from '../../../engine/baselines.ts'
import type { Optimizer, Rival } from '../../../lens/optimisers.ts'
import { decimal, thousands } from '../../marks/numbers.ts'
import { linePath, lossRange, scalesIn, spread, type Box, type Scale } from '../loss-scale.ts'

export interface RivalsPicture {
  readonly width: number
  readonly height: number
  readonly box: Box
  readonly x: Scale
  readonly y: Scale
  readonly rivals: readonly Rival[]
  readonly baselines: readonly Baseline[]
  /** The optimiser of the run at hand. */
  readonly own: Optimizer
  /** The step that is taken apart, counted from 1; null where there is none yet. */
  readonly step: number | null
}

export const height = 214

export function rivalsPicture(
  width: number,
  steps: number,
  vocab_size: number,
  rest: Pick<RivalsPicture, 'rivals' | 'baselines' | 'own' | 'step'>,
): RivalsPicture {
  const box = { left: 28, right: width - 76, top: 14, bottom: height - 22 }
  const means = rest.rivals.flatMap(({ means }) => means.filter(Number.isFinite))
  const range = lossRange([Math.max(...means, 0), Math.min(...means, Infinity)], rest.baselines, vocab_size)
  return { width, height, box, ...scalesIn(box, steps, range), ...rest }
}

/** How an optimiser's line is drawn: the run's own is plum, the others are ink. */
export const lineOf = (optimizer: Optimizer, own: Optimizer): { stroke: string; width: number; dash: string } => ({
  stroke: optimizer === own ? 'var(--logit)' : 'var(--ink)',
  width: optimizer === own ? 2.25 : 1.25,
  dash: { sgd: '1.5 2.5', momentum: '6 3', adam: 'none' }[optimizer],
})

const words: Record<Baseline['name'], string> = {
  uniform: 'guessing',
  unigram: 'letters',
  bigram: 'pairs',
  trigram: 'triples',
}

export function rivalsDrawing({ box, x, y, rivals, baselines, own, step, width }: RivalsPicture) {
  const { left, right, bottom, top } = box
  const places = spread(
    baselines.map(({ loss }) => y(loss)),
    baselines.map(() => 13),
  )
  return svg`
    ${y.ticks(5).map(
      value => svg`<path d="M${left} ${Math.round(y(value)) + 0.5}H${right}" stroke="var(--rule)"></path>
        <text x=${left - 8} y=${y(value) + 4} class="small muted end">${value.toFixed(1)}</text>`,
    )}
    <path d="M${left} ${bottom + 0.5}H${right}" stroke="var(--rule-2)"></path>
    ${x.ticks(width < 480 ? 3 : 5).map(
      at => svg`<path d="M${x(at)} ${bottom}v4" stroke="var(--rule-2)"></path>
        <text x=${x(at)} y=${bottom + 16} class="small muted middle">${thousands(at)}</text>`,
    )}
    ${baselines.map(
      (
        { name, loss },
        i,
      ) => svg`<path d="M${left} ${y(loss)}H${right}" stroke="var(--ink)" stroke-dasharray="5 4" opacity="0.6"></path>
        <text x=${right + 6} y=${places[i]! + 4} class="small"><tspan class="mono">${decimal(loss)}</tspan><tspan class="muted" dx="3">${words[name]}</tspan></text>`,
    )}
    <clipPath id="plot"><rect x=${left} y=${top - 2} width=${right - left} height=${bottom - top + 2}></rect></clipPath>
    <g clip-path="url(#plot)">${rivals.map(rival => curve(rival, own, x, y))}</g>
    ${
      step === null
        ? nothing
        : svg`<path d="M${x(step)} 8V${bottom}" stroke="var(--ink)"></path>
          <path d="M${x(step) - 4.5} 2h9v5l-4.5 5-4.5-5z" fill="var(--ink)"></path>
          <text x=${x(step) + (x(step) > right - 90 ? -9 : 9)} y="11" class="small cased ${x(step) > right - 90 ? 'end' : ''}">step ${thousands(step)}</text>`
    }`
}

function curve({ optimizer, means, losses, problem }: Rival, own: Optimizer, x: Scale, y: Scale) {
  if (means.length === 0) return nothing
  const { stroke, width, dash } = lineOf(optimizer, own)
  // What lies above the picture leaves it, and is not drawn along its edge.
  const beyond = 3 * y.domain()[1]!
  const free = { x, y: y.copy().clamp(false) }
  const bounded = means.map(mean => Math.min(mean, beyond))
  const d = linePath(bounded, free, 0, means.length)
  return svg`<path d=${d} fill="none" stroke="var(--paper)" stroke-width=${width + 2.5} opacity="0.8"></path>
    <path d=${d} fill="none" stroke=${stroke} stroke-width=${width} stroke-dasharray=${dash} stroke-linejoin="round"></path>
    ${problem === null ? nothing : svg`<text x=${x(losses.length) + 4} y=${y(means.at(-1)!) + 4} class="bold">×</text>`}`
}
