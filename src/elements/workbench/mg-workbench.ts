/** The operation at the cursor as its three sources: the Python that says it, and what computes it here. */
import texts from 'sources:computations'
import { html, nothing } from 'lit'
import { operations, type OpId } from '../../engine/operations.ts'
import { computationsAt, excerptOf, type Excerpt } from '../../lens/computation-source.ts'
import type { Session } from '../../lens/session.ts'
import type { Moment } from '../../lens/timeline.ts'
import { titleIn } from '../../lens/titles.ts'
import type { Computation } from '../../python/source-map.ts'
import sourceMap from '../../source-map.json'
import { buttonStyles } from '../marks/button.styles.ts'
import { SignalElement } from '../signal-element.ts'
import { code } from './code.ts'
import './mg-switches.ts'
import { workbenchStyles } from './workbench.styles.ts'

/** What may stand in the third column. */
const lanes = {
  webgpu: { name: 'WGSL', words: 'webgpu lane, float32', symbol: ({ wgsl }: Computation) => wgsl },
  simd: { name: 'SIMD', words: 'simd lane, float32', symbol: ({ simd }: Computation) => simd },
} as const
const helpers = ['linear', 'softmax', 'rmsnorm'] as const

type FastLane = keyof typeof lanes

export class MgWorkbench extends SignalElement {
  static override properties = { session: { attribute: false }, chosen: { state: true } }
  declare session: Session
  /** The lane of the third column; null is the one that runs. */
  declare private chosen: FastLane | null

  static override styles = [buttonStyles, workbenchStyles]

  constructor() {
    super()
    this.chosen = null
  }

  override render() {
    const { session } = this
    const [run, moment] = [session.run.value, session.moment.value]
    if (!run || !moment) return nothing
    const computations = computationsAt(sourceMap, run.plan, moment)
    const running = session.lane.value.lane
    const fast: FastLane = this.chosen ?? (running === 'simd' ? 'simd' : 'webgpu')
    const ofLane = (symbol: (part: Computation) => string | undefined): Excerpt[] =>
      computations.flatMap(part => excerptOf(texts, symbol(part) ?? '') ?? [])
    return html`
      ${this.path(moment)}
      <header>
        <h2>The operation at the cursor, in three languages</h2>
        <p>${sourceMap[moment.op].says}</p>
      </header>
      <div class="columns">
        <section aria-label="Python">
          <h3><code>${session.programs.name.value}</code><span>Python</span></h3>
          ${this.python(moment)}
        </section>
        ${this.column(
          'TypeScript',
          'exact lane, float64',
          ofLane(part => part.typescript),
        )}
        ${this.column(lanes[fast].name, lanes[fast].words, ofLane(lanes[fast].symbol), this.switcher(fast))}
      </div>
      <mg-switches .session=${session}></mg-switches>
    `
  }

  private path(moment: Moment) {
    const { layer, head, position, phase } = moment
    const places = [
      layer === null ? null : `layer ${layer}`,
      head === null ? null : `head ${head}`,
      position === null ? null : `position ${position}`,
    ].filter(Boolean)
    const walk = { setup: 'before the first step', forward: 'forward', loss: 'loss', backward: 'walked backward' }
    const words: Readonly<Record<string, string>> = { ...walk, update: 'update', sample: 'sampling' }
    return html`<nav aria-label="where this is">
      <button @click=${() => this.session.turnTo('Architecture')}>whole model</button>
      ${places.map(place => html`<i aria-hidden="true">›</i><span>${place}</span>`)}
      <i aria-hidden="true">›</i
      ><b data-role=${operations[moment.op].role}>${titleIn(this.session.run.value!.config, moment.op)}</b>
      <em>${words[phase]}</em>
    </nav>`
  }

  private python({ phase }: Moment) {
    const { session } = this
    const lines = session.source.value.split('\n')
    const active = session.activeLines.value
    const code = active.flatMap(([first, last]) => lines.slice(first - 1, last)).join('\n')
    // What the line calls does the work: the walk of backward(), or a helper.
    const called: OpId[] =
      phase === 'backward' ? ['value.backward'] : helpers.filter(name => new RegExp(`\\b${name}\\(`).test(code))
    const ranges = [...active, ...called.flatMap(op => session.program.value.linesOf(op).slice(-1))]
    return ranges.map(([first, last]) => {
      // In so narrow a column only code has room.
      const part = lines.slice(first - 1, last).map(line => line.replace(/ {2}# .*$/, ''))
      const indent = Math.min(...part.filter(line => line.trim()).map(line => line.length - line.trimStart().length))
      return html`<ol class="python" start=${first}>
        ${part.map(line => html`<li><code>${line.slice(indent)}</code></li>`)}
      </ol>`
    })
  }

  private column(name: string, words: string, excerpts: readonly Excerpt[], switcher: unknown = nothing) {
    const fileName = (file: string): string => file.slice(file.lastIndexOf('/') + 1)
    return html`<section aria-label=${name}>
      <h3>
        <code>${excerpts[0] ? fileName(excerpts[0].file) : name}</code><span>${words}</span>
        ${switcher}
      </h3>
      ${
        excerpts.length === 0
          ? html`<p class="none">
              Nothing is computed for this line: it only gives a tensor another name, or runs on the host.
            </p>`
          : excerpts.map(code)
      }
    </section>`
  }

  private switcher(fast: FastLane) {
    return html`<div class="switch" role="group" aria-label="the fast lane to show">
      ${(Object.keys(lanes) as FastLane[]).map(
        lane =>
          html`<button aria-pressed=${lane === fast} @click=${() => (this.chosen = lane)}>${lanes[lane].name}</button>`,
      )}
    </div>`
  }
}

customElements.define('mg-workbench', MgWorkbench)

declare global {
  interface HTMLElementTagNameMap {
    'mg-workbench': MgWorkbench
  }
}
