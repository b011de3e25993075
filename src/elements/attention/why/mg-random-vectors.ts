/** Why √d: scores of random vectors spread with the width of a head, and softmax stops passing gradients. */
import { html, LitElement, nothing } from 'lit'
import { drawDotProducts, keysEach, mostDims, queries, statisticsOf } from '../../../lens/random-scores.ts'
import { buttonStyles } from '../../marks/button.styles.ts'
import { markStyles } from '../../marks/mark.styles.ts'
import type { MgSlider } from '../../marks/mg-slider.ts'
import '../../marks/mg-slider.ts'
import { decimal } from '../../marks/numbers.ts'
import { Width } from '../../marks/width.ts'
import { labStyles } from '../../marks/lab.styles.ts'
import { numbersTable } from '../../marks/mg-numbers-table.ts'
import { whyStyles } from './why.styles.ts'
import { widthChart, type WidthChart } from './width-chart.ts'

const widths = [1, 2, 4, 8, 16, 32, 64, 128, 256] as const
const firstSeed = 42

export class MgRandomVectors extends LitElement {
  static override properties = {
    seed: { state: true },
    head_dim: { state: true },
    factor: { state: true },
  }
  declare private seed: number
  declare private head_dim: number
  /** What 1/√d is multiplied with. */
  declare private factor: number

  static override styles = [markStyles, buttonStyles, labStyles, whyStyles]

  private readonly width: Width = new Width(this)
  private drawn: { readonly seed: number; readonly products: ReturnType<typeof drawDotProducts> } | null = null

  constructor() {
    super()
    this.seed = firstSeed
    this.head_dim = 64
    this.factor = 1
  }

  override render() {
    if (this.width.value === 0) return nothing
    const { head_dim, factor } = this
    const products = this.products()
    const at = (d: number, scale: number) => statisticsOf(products, d, scale)
    const [plain, yours] = [at(head_dim, 1), at(head_dim, factor / Math.sqrt(head_dim))]
    const curves = {
      plain: widths.map(d => at(d, 1)),
      divided: widths.map(d => at(d, 1 / Math.sqrt(d))),
      yours: widths.map(d => at(d, factor / Math.sqrt(d))),
    }
    const room = this.width.value
    const size = room < 420 ? room : Math.min(230, Math.floor((room - 48) / 3))
    const chart = (title: string, key: keyof typeof plain, top: number, isLog = false): WidthChart => ({
      title,
      top,
      isLog,
      widths,
      at: head_dim,
      plain: curves.plain.map(each => each[key]),
      divided: curves.divided.map(each => each[key]),
      yours: curves.yours.map(each => each[key]),
      now: yours[key],
      size,
    })
    const charts = [
      chart('variance of the scores', 'variance', 1000, true),
      chart('entropy of the weights, bits', 'entropy', Math.log2(keysEach)),
      chart('mean |gradient| through softmax', 'slope', 0.008),
    ]
    return html`<section>
      <h2>Why √d: random vectors</h2>
      <p class="note">
        ${queries} queries and ${keysEach} keys each, drawn from a normal distribution with seed ${this.seed}; no model
        here. Of variance 1 each, d products add up to a score of variance d: softmax saturates, and its gradient goes.
      </p>
      <div class="knobs">
        <mg-slider
          label="head_dim"
          .least=${1}
          .most=${mostDims}
          .step=${1}
          .digits=${0}
          .value=${head_dim}
          @input=${(event: Event) => (this.head_dim = (event.currentTarget as MgSlider).value)}
        ></mg-slider>
        <mg-slider
          label="scale: 1/√d ×"
          .least=${0}
          .most=${4}
          .step=${0.05}
          .value=${factor}
          @input=${(event: Event) => (this.factor = (event.currentTarget as MgSlider).value)}
        ></mg-slider>
        <button class="word-button" @click=${() => this.seed++}>draw others</button>
      </div>
      <div class="charts">${charts.map(widthChart)}</div>
      <p class="verdict" aria-live="polite">
        At head_dim ${head_dim}, undivided: variance <b>${decimal(plain.variance, 1)}</b>, entropy
        <b>${decimal(plain.entropy)}</b> bits, gradient <b>${decimal(plain.slope, 4)}</b>. With ${decimal(factor)} ×
        1/√d: variance <b>${decimal(yours.variance)}</b>, entropy <b>${decimal(yours.entropy)}</b> bits, gradient
        <b>${decimal(yours.slope, 4)}</b>.
      </p>
      ${numbersTable(() => ({
        caption: `Random vectors, seed ${this.seed}: undivided | divided by √d | with ${decimal(factor)} × 1/√d`,
        heads: ['head_dim', 'variance', '', '', 'entropy', '', '', 'gradient', '', ''],
        rows: widths.map((d, i): [string, ...string[]] => {
          const three = [curves.plain[i]!, curves.divided[i]!, curves.yours[i]!]
          return [
            String(d),
            ...three.map(({ variance }) => decimal(variance)),
            ...three.map(({ entropy }) => decimal(entropy)),
            ...three.map(({ slope }) => decimal(slope, 4)),
          ]
        }),
      }))}
    </section>`
  }

  private products(): ReturnType<typeof drawDotProducts> {
    if (this.drawn?.seed !== this.seed) this.drawn = { seed: this.seed, products: drawDotProducts(this.seed) }
    return this.drawn.products
  }
}

customElements.define('mg-random-vectors', MgRandomVectors)

declare global {
  interface HTMLElementTagNameMap {
    'mg-random-vectors': MgRandomVectors
  }
}
