/** The numbers of a run. All but the temperature decide the run itself, so that changing one starts another. */
import { css, html, nothing } from 'lit'
import { clampNumber, type Config, type NumberName } from '../../engine/config.ts'
import type { NumberChosen } from '../marks/mg-slider.ts'
import '../marks/mg-slider.ts'
import { PacedElement } from './paced-element.ts'

interface Knob {
  readonly name: NumberName
  readonly label: string
  readonly least: number
  readonly most: number
  readonly step: number
  readonly digits: number
}

const knobs: readonly Knob[] = [
  { name: 'learning_rate', label: 'learning rate', least: 0.0005, most: 0.1, step: 0.0005, digits: 4 },
  { name: 'beta1', label: 'β₁', least: 0, most: 0.99, step: 0.01, digits: 2 },
  { name: 'beta2', label: 'β₂', least: 0.9, most: 0.999, step: 0.001, digits: 3 },
  { name: 'num_steps', label: 'steps', least: 100, most: 20_000, step: 100, digits: 0 },
  { name: 'temperature', label: 'temperature', least: 0.05, most: 2, step: 0.05, digits: 2 },
]

export class MgKnobs extends PacedElement {
  static override styles = css`
    .knobs {
      display: grid;
      grid-template-columns: 1.3fr 1fr 1fr 1fr 1.25fr 0.9fr;
      gap: var(--s-2) 22px;
      font-size: var(--t-12);
    }
    .seed {
      display: flex;
      gap: var(--s-2);
      height: 18px;
      color: var(--ink-3);
    }
    input {
      flex: 1;
      width: 0;
      min-width: 0;
      height: 100%;
      padding: 0;
      border: 0;
      border-bottom: 1px solid var(--ink);
      border-radius: 0;
      background: none;
      color: var(--ink);
      font: 12px var(--mono);
      text-align: right;
      appearance: textfield;
    }
    input::-webkit-inner-spin-button {
      display: none;
    }
    input:focus-visible {
      outline: 2px solid var(--focus);
      outline-offset: 1px;
    }
    p {
      margin: 0;
      color: var(--ink-3);
      font-size: var(--t-11);
    }
    @container training (max-width: 620px) {
      .knobs {
        grid-template-columns: repeat(3, minmax(0, 1fr));
      }
    }
    @container training (max-width: 420px) {
      .knobs {
        grid-template-columns: repeat(2, minmax(0, 1fr));
      }
    }
    @media (max-width: 700px) {
      .seed {
        height: 44px;
        align-items: center;
      }
      mg-slider {
        min-height: 44px;
      }
    }
  `

  override render() {
    const config = this.session.run.value?.config
    if (!config) return nothing
    return html`<div class="knobs" role="group" aria-label="numbers of the run" @number-chosen=${this.choose}>
        ${knobs.map(
          ({ name, label, least, most, step, digits }) =>
            html`<mg-slider
              .name=${name}
              .label=${label}
              .least=${least}
              .most=${most}
              .step=${step}
              .digits=${digits}
              .value=${config[name]}
            ></mg-slider>`,
        )}
        <label class="seed"
          >seed
          <input
            type="number"
            min="0"
            max="4294967295"
            step="1"
            .value=${String(config.seed)}
            @change=${this.chooseSeed}
          />
        </label>
      </div>
      <p>A change here starts a new run with these numbers; the temperature only has its names drawn again.</p>`
  }

  private readonly choose = (event: NumberChosen): void => {
    event.stopPropagation()
    const name = event.name as NumberName
    const value = clampNumber(name, event.value)
    if (name === 'temperature') this.session.setTemperature(value)
    else this.startAnew({ [name]: value })
  }

  private readonly chooseSeed = (event: Event): void => {
    const input = event.target as HTMLInputElement
    const seed =
      input.value.trim() === '' ? this.session.run.peek()!.config.seed : clampNumber('seed', Number(input.value))
    input.value = String(seed)
    this.startAnew({ seed })
  }

  private startAnew(change: Partial<Config>): void {
    const config = this.session.run.peek()?.config
    const isOther = Object.entries(change).some(([name, value]) => config?.[name as keyof Config] !== value)
    if (isOther) void this.session.reset(change)
  }
}

customElements.define('mg-knobs', MgKnobs)

declare global {
  interface HTMLElementTagNameMap {
    'mg-knobs': MgKnobs
  }
}
