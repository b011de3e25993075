/** Rates multiply: a walker, a bicycle and a car, and two sliders for how many times as fast each is. */
import { html, LitElement, type TemplateResult } from 'lit'
import { speedsOf } from '../../../lens/autograd/speeds.ts'
import { numbersTable } from '../../marks/mg-numbers-table.ts'
import type { MgSlider } from '../../marks/mg-slider.ts'
import '../../marks/mg-slider.ts'
import { decimal } from '../../marks/numbers.ts'
import { Width } from '../../marks/width.ts'
import { lessonStyles } from '../lesson.styles.ts'
import { chainStyles } from './chain.styles.ts'
import { fraction } from './path-terms.ts'
import { tracksHeight, tracksPicture } from './tracks-picture.ts'

const most = { walked: 10, toBicycle: 6, toCar: 4 }

export class MgSpeeds extends LitElement {
  static override properties = { speeds: { state: true } }
  declare private speeds: { readonly walked: number; readonly toBicycle: number; readonly toCar: number }

  static override styles = [...lessonStyles, chainStyles]

  private readonly width: Width = new Width(this)

  constructor() {
    super()
    this.speeds = { walked: 5, toBicycle: 4, toCar: 2 }
  }

  override render(): TemplateResult {
    const { walked, toBicycle, toCar } = this.speeds
    const speeds = speedsOf(walked, toBicycle, toCar)
    const width = this.width.value || 736
    const knob = (label: string, name: keyof typeof most, least: number, step: number): TemplateResult =>
      html`<mg-slider
        .label=${label}
        .least=${least}
        .most=${most[name]}
        .step=${step}
        .digits=${1}
        .value=${this.speeds[name]}
        @input=${(event: Event) => (this.speeds = { ...this.speeds, [name]: (event.currentTarget as MgSlider).value })}
      ></mg-slider>`
    const term = (above: string, below: string, value: number, isGrad = false): TemplateResult =>
      html`<span class="factor"
        >${fraction(above, below, isGrad)}<span class="number">${decimal(value, 1)}</span></span
      >`
    return html`<section>
      <h2>Rates multiply</h2>
      <p class="note">
        The bicycle does ${decimal(toBicycle, 1)} metres for each of the walker, the car ${decimal(toCar, 1)} for each
        of the bicycle. What the car does for one of the walker is the product.
      </p>
      <div class="knobs">
        ${knob('the walker has gone, m', 'walked', 0, 0.5)} ${knob('bicycle : walker', 'toBicycle', 0.5, 0.5)}
        ${knob('car : bicycle', 'toCar', 0.5, 0.5)}
      </div>
      <svg
        width=${width}
        height=${tracksHeight}
        role="img"
        aria-label="walker ${decimal(speeds.walker, 1)} metres, bicycle ${decimal(speeds.bicycle, 1)}, car ${decimal(speeds.car, 1)}"
      >
        ${tracksPicture(speeds, most.walked * toBicycle * toCar || 1, width)}
      </svg>
      <p class="equation" role="status">
        ${term('car', 'walker', speeds.carPerWalker, true)}
        <span class="times">=</span> ${term('car', 'bicycle', speeds.carPerBicycle)} <span class="times">×</span>
        ${term('bicycle', 'walker', speeds.bicyclePerWalker)}
      </p>
      ${numbersTable(() => ({
        caption: 'How far each has come, and what the car comes for one metre of it',
        heads: ['', 'metres', 'car per metre of it'],
        rows: [
          ['walker', decimal(speeds.walker, 1), decimal(speeds.carPerWalker, 1)],
          ['bicycle', decimal(speeds.bicycle, 1), decimal(speeds.carPerBicycle, 1)],
          ['car', decimal(speeds.car, 1), '1.0'],
        ],
      }))}
    </section>`
  }
}

customElements.define('mg-speeds', MgSpeeds)

declare global {
  interface HTMLElementTagNameMap {
    'mg-speeds': MgSpeeds
  }
}
