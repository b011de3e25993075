/** SGD, momentum and Adam on the real model: three runs beside the one at hand, and one weight's step under each. */
import { html, nothing, svg } from 'lit'
import { digits, sumsOf } from '../../../lens/life.ts'
import { endOf, optimisersOf, optimizers, type Optimizer } from '../../../lens/optimisers.ts'
import { buttonStyles } from '../../marks/button.styles.ts'
import { markStyles } from '../../marks/mark.styles.ts'
import type { MgSlider, NumberChosen } from '../../marks/mg-slider.ts'
import '../../marks/mg-slider.ts'
import { decimal, thousands } from '../../marks/numbers.ts'
import { Width } from '../../marks/width.ts'
import { labStyles } from '../../marks/lab.styles.ts'
import { numbersTable } from '../../marks/mg-numbers-table.ts'
import { PacedElement } from '../paced-element.ts'
import { optimisersStyles } from './optimisers.styles.ts'
import { height, lineOf, rivalsDrawing, rivalsPicture, type RivalsPicture } from './rivals-chart.ts'
import { commonLines, optimizerNames, updateLines, updateNotes } from './update-code.ts'

const rates: Record<Optimizer, { readonly least: number; readonly most: number; readonly step: number }> = {
  sgd: { least: 0.01, most: 1, step: 0.01 },
  momentum: { least: 0.005, most: 0.5, step: 0.005 },
  adam: { least: 0.0005, most: 0.1, step: 0.0005 },
}

export class MgOptimisers extends PacedElement {
  static override styles = [markStyles, buttonStyles, labStyles, optimisersStyles]

  private readonly width: Width = new Width(this)
  private picture: RivalsPicture | null = null
  private stopFollowing: (() => void) | null = null

  override connectedCallback(): void {
    super.connectedCallback()
    if (this.session) this.follow()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.stopFollowing?.()
    this.stopFollowing = null
  }

  private follow(): void {
    this.stopFollowing ??= optimisersOf(this.session).follow()
  }

  override firstUpdated(): void {
    if (this.isConnected) this.follow()
  }

  override render() {
    const { session } = this
    const run = session.run.value
    if (!run || !session.view.value || this.width.value === 0) return nothing
    const all = optimisersOf(session)
    const rivals = optimizers.map(name => all.rivals[name].value)
    const isNarrow = this.width.value < 620
    const wide = this.width.value - (this.width.value < 500 ? 32 : 48)
    const own = run.config.optimizer
    const step = all.done.value === 0 ? null : Math.min(all.wanted.value, all.done.value)
    const picture = rivalsPicture(isNarrow ? wide : wide - 214, all.steps.value, run.plan.vocab_size, {
      rivals,
      baselines: run.baselines,
      own,
      step,
    })
    this.picture = picture
    return html`<div class="page">
      <div class="head">
        <h2>Three ways to use the same gradient <span class="unit">loss, nats a letter, smoothed</span></h2>
        <span class="row">
          <button class="word-button" @click=${() => all.trainAllAt(all.rivals.adam.value.learning_rate)}>
            all at Adam’s learning rate
          </button>
          ${
            all.isTraining.value
              ? html`<button class="word-button" @click=${() => all.stop()}>Stop</button>`
              : html`<button class="word-button" @click=${() => all.trainAll()}>
                  ${all.done.value === 0 ? `Train all, ${thousands(all.steps.value)} steps` : 'Train all again'}
                </button>`
          }
        </span>
      </div>
      <p class="note">
        Each begins where the run at hand began and reads the same documents in the same order. They are trained beside
        it: the run itself stays as it is.
      </p>
      <div class="runs">
        <div class="plot" @pointerdown=${this.choose}>
          <svg width=${picture.width} height=${height} role="img" aria-label=${this.summary()}>
            ${rivalsDrawing(picture)}
          </svg>
        </div>
        <div class="rates" @number-chosen=${this.setRate}>
          ${rivals.map(
            rival =>
              html`<div class="rate">
                <p>
                  ${sample(rival.optimizer, own)}<b>${optimizerNames[rival.optimizer]}</b>
                  <output>${endWords(endOf(rival))}</output>
                </p>
                <mg-slider
                  .name=${rival.optimizer}
                  label="learning rate"
                  .least=${rates[rival.optimizer].least}
                  .most=${rates[rival.optimizer].most}
                  .step=${rates[rival.optimizer].step}
                  .digits=${rival.optimizer === 'sgd' ? 2 : rival.optimizer === 'momentum' ? 3 : 4}
                  .value=${rival.learning_rate}
                ></mg-slider>
                ${rival.problem === null ? nothing : html`<p class="problem" role="status">${rival.problem}</p>`}
              </div>`,
          )}
          <p class="unit">above: mean loss of the last 100 steps, or of all so far</p>
        </div>
      </div>
      <section>
        <div class="head">
          <h2>One weight, one step: <code>${all.weightName}</code></h2>
          <span class="row">
            <button class="word-button" @click=${() => session.turnTo('Autograd', 'descend')}>downhill, drawn</button>
            <button class="word-button" @click=${() => session.turnTo('Training')}>another, or its whole life</button>
          </span>
        </div>
        ${
          (run.start?.state.step ?? 0) > 0
            ? nothing
            : html`<p class="note">
                At step 1 all three see one gradient. Adam’s m_hat / √v_hat is then 1 or −1, whatever its size: every
                weight that had any gradient moves by the whole learning rate.
              </p>`
        }
        <div class="before">
          <pre>${commonLines(run.config).join('\n')}</pre>
          ${
            step === null
              ? nothing
              : html`<mg-slider
                  class="step"
                  label="step"
                  .least=${1}
                  .most=${all.done.value}
                  .step=${1}
                  .digits=${0}
                  .value=${step}
                  @input=${(event: Event) => (all.wanted.value = (event.currentTarget as MgSlider).value)}
                ></mg-slider>`
          }
        </div>
        <div class="updates">${optimizers.map(name => this.updateOf(name, own))}</div>
      </section>
      ${numbersTable(() => this.table())}
    </div>`
  }

  private updateOf(name: Optimizer, own: Optimizer) {
    const shown = optimisersOf(this.session).weight.value[name]
    const [{ losses }, wanted] = [
      optimisersOf(this.session).rivals[name].value,
      optimisersOf(this.session).wanted.value,
    ]
    const isLost = optimisersOf(this.session).lost.value.includes(name)
    const isThere = shown !== undefined && losses.length > 0 && !isLost
    return html`<div class="update ${name}">
      <h3>${sample(name, own)}<b>${optimizerNames[name]}</b></h3>
      ${
        name === own
          ? html`<button class="code" data-op="adam" title="in the program">${updateLines[name].join('\n')}</button>`
          : html`<pre>${updateLines[name].join('\n')}</pre>`
      }
      <p class="note">${updateNotes[name]}</p>
      <dl>
        ${
          isThere
            ? shown.rows
                .flatMap(row => sumsOf(row, shown.at))
                .map(
                  ({ name, value, words }) =>
                    html`<dt>${name}</dt>
                      <dd><b>${digits(value)}</b> <span>${words}</span></dd>`,
                )
            : nothing
        }
      </dl>
      ${isLost ? html`<p class="problem">its steps were let go when this page was left: train it again to take one apart</p>` : nothing}
      ${isThere && shown.step !== Math.min(wanted, losses.length) ? html`<p class="problem">of step ${thousands(shown.step)}, the nearest that is kept</p>` : nothing}
      ${isThere && losses.length < wanted ? html`<p class="problem">its last step, ${thousands(shown.step)}</p>` : nothing}
    </div>`
  }

  private summary(): string {
    const all = optimisersOf(this.session)
    const ends = optimizers.map(name => `${optimizerNames[name]} ${endWords(endOf(all.rivals[name].value))}`)
    return `smoothed loss of three optimisers over ${thousands(all.steps.value)} steps, in the end: ${ends.join(', ')}`
  }

  private table() {
    const all = optimisersOf(this.session)
    const every = Math.max(1, Math.ceil(all.steps.value / 20))
    const steps = Array.from({ length: all.done.value }, (_, i) => i + 1).filter(
      step => step === 1 || step % every === 0 || step === all.done.value,
    )
    return {
      caption: 'smoothed loss, nats a letter',
      heads: ['step', ...optimizers.map(name => optimizerNames[name])],
      rows: steps.map((step): [string, ...string[]] => [
        thousands(step),
        ...optimizers.map(name => {
          const mean = all.rivals[name].value.means[step - 1]
          return mean === undefined ? '–' : decimal(mean, 4)
        }),
      ]),
    }
  }

  private readonly setRate = (event: NumberChosen): void => {
    const name = optimizers.find(each => each === event.name)
    if (name) void optimisersOf(this.session).train(name, event.value)
  }

  /** A press in the picture takes apart that step. */
  private readonly choose = (event: PointerEvent): void => {
    const { picture } = this
    const all = optimisersOf(this.session)
    if (!picture || all.done.peek() === 0 || event.button !== 0) return
    const x = event.clientX - (event.currentTarget as HTMLElement).getBoundingClientRect().left
    all.wanted.value = Math.max(1, Math.min(all.done.peek(), Math.round(picture.x.invert(x))))
  }
}

/** A stretch of its line, before its name. */
function sample(optimizer: Optimizer, own: Optimizer) {
  const { stroke, width, dash } = lineOf(optimizer, own)
  return html`<svg width="22" height="8" aria-hidden="true">
    ${svg`<path d="M0 4H22" stroke=${stroke} stroke-width=${width} stroke-dasharray=${dash}></path>`}
  </svg>`
}

const endWords = (mean: number | null): string => (mean === null ? '–' : decimal(mean, 3))

customElements.define('mg-optimisers', MgOptimisers)

declare global {
  interface HTMLElementTagNameMap {
    'mg-optimisers': MgOptimisers
  }
}
