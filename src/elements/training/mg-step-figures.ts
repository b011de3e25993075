/** Four figures of the step that is looked at, over the run. */
import { css, html, nothing, svg, type SVGTemplateResult } from 'lit'
import { scaleLinear } from 'd3'
import type { Config } from '../../engine/config.ts'
import { ratesAt } from '../../engine/trainer.ts'
import { decimal } from '../marks/numbers.ts'
import { Width } from '../marks/width.ts'
import { SeenFigures, type StepFigures } from './figures.ts'
import { linePath, type Scale } from './loss-scale.ts'
import { PacedElement } from './paced-element.ts'

const height = 48
const floor = height - 0.5

/** Three digits that say something, of numbers that may be small. */
function significant(value: number): string {
  if (value > 0 && value < 5e-4) return value.toExponential(1).replace('-', '−')
  return decimal(value, Math.min(6, Math.max(0, 2 - Math.floor(Math.log10(value || 1)))))
}

interface Plot {
  readonly x: Scale
  readonly y: Scale
}

/** What the one point is, on the side of the playhead that has room for it; without room it says itself later. */
function explanation(x: Scale, step: number) {
  const [[from, to], at] = [x.range() as [number, number], x(step)]
  const isLeft = at - from > to - at
  if ((isLeft ? at - from : to - at) < 78) return nothing
  const [place, anchor] = isLeft ? [from, 'start'] : [to, 'end']
  return svg`<text x=${place} y=${floor - 18} text-anchor=${anchor}>a point for</text>
    <text x=${place} y=${floor - 6} text-anchor=${anchor}>each step seen</text>`
}

export class MgStepFigures extends PacedElement {
  static override styles = css`
    :host {
      display: block;
    }
    .figures {
      display: grid;
      grid-template-columns: repeat(4, minmax(0, 1fr));
      gap: var(--s-3) var(--gap);
      --gap: 24px;
    }
    .close {
      --gap: 16px;
    }
    .few {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
    h3 {
      display: flex;
      justify-content: space-between;
      gap: var(--s-2);
      margin: 0 0 4px;
      font-size: var(--t-11);
      font-weight: 400;
      color: var(--ink-3);
      white-space: nowrap;
    }
    b {
      font: 400 12px var(--mono);
      color: var(--ink);
    }
    svg {
      display: block;
      overflow: visible;
    }
    text {
      fill: var(--ink-3);
      font-size: var(--t-10);
    }
  `

  private readonly width: Width = new Width(this)
  private readonly seen = new SeenFigures()
  private rates: { readonly of: Config; readonly all: readonly number[] } | null = null

  override render() {
    const { session } = this
    const [run, view] = [session.run.value, session.view.value]
    const width = this.width.value
    if (!run || !view || width === 0) return nothing
    const { config } = run
    const now = this.seen.see(run, view, session.document.value !== null)
    const isClose = width < 660
    const inRow = width < 480 ? 2 : 4
    const x = scaleLinear([0, config.num_steps], [0, (width - (inRow - 1) * (isClose ? 16 : 24)) / inRow])
    const step = Math.min(config.num_steps, view.step + 1)
    const rate = ratesAt(config, Math.min(config.num_steps - 1, view.step)).rate
    const means = session.training.smoothedLosses.value
    const chances = means.map(mean => Math.exp(-mean))
    const chance = chances[view.step] ?? Math.exp(-view.reader.loss)
    const likeliest = chances.reduce((most, each) => (each > most ? each : most), chance)
    return html`<div class="figures ${isClose ? 'close' : ''} ${inRow === 2 ? 'few' : ''}">
      ${this.seenFigure('gradient norm', x, step, now.gradient, ({ gradient }) => gradient)}
      ${this.figure('learning rate', significant(rate), x, step, rate, config.learning_rate, 'ink-2', plot => {
        const rates = this.ratesOf(config)
        return svg`<path d=${linePath(rates, plot, 0, step)} fill="none" stroke="var(--ink-2)" stroke-width="1.75"></path>
        <path d=${linePath(rates, plot, step - 1, rates.length)} fill="none" stroke="var(--rule-2)" stroke-width="1.25" stroke-dasharray="3 3"></path>`
      })}
      ${this.seenFigure(isClose ? 'update, RMS' : 'update, RMS of Δp', x, step, now.update, ({ update }) => update)}
      ${this.figure(
        inRow === 4 && isClose ? 'right letter' : 'chance of right letter',
        `${decimal(100 * chance, 1)}%`,
        x,
        step,
        chance,
        Math.max(0.16, likeliest * 1.15),
        'attn',
        plot => {
          return svg`<path d=${linePath(chances, plot, 0, chances.length)} fill="none" stroke="var(--attn)" stroke-width="1.5"></path>`
        },
      )}
    </div>`
  }

  /** The learning rate of every step. */
  private ratesOf(config: Config): readonly number[] {
    if (this.rates?.of !== config)
      this.rates = { of: config, all: Array.from({ length: config.num_steps }, (_, i) => ratesAt(config, i).rate) }
    return this.rates.all
  }

  /** One of which there is a point for every step that was looked at, and no line between them. */
  private seenFigure(
    name: string,
    x: Scale,
    step: number,
    now: number | null,
    of: (figures: StepFigures) => number | null,
  ) {
    const points = [...this.seen.steps].map(([at, figures]) => [at, of(figures)] as const)
    const most = Math.max(1e-9, now ?? 0, ...points.map(([, value]) => value ?? 0))
    return this.figure(name, now === null ? '–' : significant(now), x, step, now, most * 1.15, 'grad', plot => {
      const d = points
        .map(([at, value]) => (value === null ? '' : `M${plot.x(at + 1).toFixed(1)} ${plot.y(value).toFixed(1)}h0`))
        .join('')
      return svg`<path d=${d} stroke="var(--grad)" stroke-width="2.2" stroke-linecap="round" opacity="0.6"></path>
        ${points.length < 2 ? explanation(plot.x, step) : nothing}`
    })
  }

  private figure(
    name: string,
    text: string,
    x: Scale,
    step: number,
    now: number | null,
    most: number,
    hue: string,
    draw: (plot: Plot) => SVGTemplateResult,
  ) {
    const y = scaleLinear([0, most], [floor, 4]).clamp(true)
    const at = x(step)
    return html`<div>
      <h3><span>${name}</span><b>${text}</b></h3>
      <svg width=${x.range()[1]!} height=${height} aria-hidden="true">
        <path d="M0 ${floor}H${x.range()[1]!}" stroke="var(--rule-2)"></path>
        <path d="M${at} 0V${floor}" stroke="var(--rule-2)"></path>
        ${draw({ x, y })}
        ${now === null ? nothing : svg`<circle cx=${at} cy=${y(now)} r="2.75" fill="var(--${hue})"></circle>`}
      </svg>
    </div>`
  }
}

customElements.define('mg-step-figures', MgStepFigures)

declare global {
  interface HTMLElementTagNameMap {
    'mg-step-figures': MgStepFigures
  }
}
