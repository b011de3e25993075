/** A number with its slider: the one way in which a number is set. */
import { css, html, LitElement, nothing } from 'lit'
import { decimal } from './numbers.ts'

/** The person has chosen a number; nothing runs before it is let go. */
export class NumberChosen extends Event {
  constructor(
    readonly name: string,
    readonly value: number,
  ) {
    super('number-chosen', { bubbles: true, composed: true })
  }
}

export class MgSlider extends LitElement {
  static override properties = {
    label: {},
    name: {},
    value: { type: Number },
    least: { type: Number },
    most: { type: Number },
    step: { type: Number },
    digits: { type: Number },
    words: { attribute: false },
  }
  declare label: string
  declare name: string
  declare value: number
  declare least: number
  declare most: number
  declare step: number
  declare digits: number
  /** What stands for a value, where that is not its own digits. */
  declare words: ((value: number) => string) | null

  static override styles = css`
    :host {
      display: block;
      font-size: var(--t-12);
    }
    label {
      display: flex;
      justify-content: space-between;
      gap: var(--s-2);
      color: var(--ink-3);
      white-space: nowrap;
    }
    output {
      font-family: var(--mono);
      color: var(--ink);
    }
    input {
      width: 100%;
      height: 24px;
      margin: 0;
      appearance: none;
      background: none;
      cursor: pointer;
    }
    input::-webkit-slider-runnable-track {
      height: 2px;
      background: linear-gradient(to right, var(--ink) var(--filled, 50%), var(--rule-2) var(--filled, 50%));
    }
    input::-moz-range-track {
      height: 2px;
      background: var(--rule-2);
    }
    input::-moz-range-progress {
      height: 2px;
      background: var(--ink);
    }
    input::-webkit-slider-thumb {
      appearance: none;
      width: 13px;
      height: 13px;
      margin-top: -5.5px;
      border: 1.5px solid var(--ink);
      border-radius: 50%;
      background: var(--paper);
    }
    input::-moz-range-thumb {
      width: 10px;
      height: 10px;
      border: 1.5px solid var(--ink);
      border-radius: 50%;
      background: var(--paper);
    }
    @media (max-width: 700px) {
      input {
        height: 44px;
      }
    }
    input:focus-visible {
      outline: 2px solid var(--focus);
      outline-offset: 1px;
    }
  `

  constructor() {
    super()
    this.label = ''
    this.name = ''
    this.value = 0
    this.least = 0
    this.most = 1
    this.step = 0.01
    this.digits = 2
    this.words = null
  }

  override render() {
    return html`<label for="range"><span>${this.label}</span><output>${this.text()}</output></label
      ><input
        id="range"
        type="range"
        aria-label=${this.label}
        aria-valuetext=${this.words ? this.text() : nothing}
        .min=${String(this.least)}
        .max=${String(this.most)}
        .step=${String(this.step)}
        .value=${String(this.value)}
        @input=${(event: Event) => (this.value = Number((event.target as HTMLInputElement).value))}
        @change=${() => this.dispatchEvent(new NumberChosen(this.name, this.value))}
      />`
  }

  override updated(): void {
    const share = (this.value - this.least) / (this.most - this.least || 1)
    this.style.setProperty('--filled', `${(100 * Math.min(1, Math.max(0, share))).toFixed(1)}%`)
  }

  private text(): string {
    if (this.words) return this.words(this.value)
    return this.digits === 0 ? this.value.toLocaleString('en') : decimal(this.value, this.digits)
  }
}

customElements.define('mg-slider', MgSlider)

declare global {
  interface HTMLElementTagNameMap {
    'mg-slider': MgSlider
  }
}
