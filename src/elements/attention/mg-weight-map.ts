/** Many weights as one small picture: a pixel a cell, in the colours of the probability ramp. Blank where nothing is known. */
import { css, html, LitElement } from 'lit'
import type { WeightSquare } from '../../lens/attention-weights.ts'
import { stepOf } from '../marks/color.ts'

type Color = readonly [number, number, number]
const ramp = { ramp: 'probability', scale: 0.6 } as const
/** Levels of the ramp for 1,000 weights from none to all: asking for each of some 100,000 cells would take too long. */
const buckets = 1000
let steps: readonly string[] | null = null
const stepsOfRamp = (): readonly string[] =>
  (steps ??= Array.from({ length: buckets + 1 }, (_, i) => stepOf(i / buckets, ramp)))

/** Every map on the page, to be drawn again when the theme changes. */
const shown = new Set<MgWeightMap>()
let colors: ReadonlyMap<string, Color> | null = null
const onTheme = (): void => {
  colors = null
  for (const map of shown) map.requestUpdate('square', null)
}

export class MgWeightMap extends LitElement {
  static override properties = { square: { attribute: false }, side: { attribute: false } }
  declare square: WeightSquare
  /** In pixels of the page. */
  declare side: number

  static override styles = css`
    :host {
      display: block;
      position: absolute;
      width: var(--side);
      height: var(--side);
      pointer-events: none;
    }
    canvas {
      display: block;
      width: 100%;
      height: 100%;
    }
    canvas.large {
      image-rendering: pixelated;
    }
  `

  private readonly theme = new MutationObserver(onTheme)

  override connectedCallback(): void {
    super.connectedCallback()
    shown.add(this)
    this.theme.observe(document.documentElement, { attributeFilter: ['data-theme'] })
    if (this.hasUpdated) this.requestUpdate('square', null)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    shown.delete(this)
    this.theme.disconnect()
  }

  override render() {
    const { positions } = this.square
    return html`<canvas
      class=${this.side >= positions ? 'large' : ''}
      width=${positions}
      height=${positions}
      aria-hidden="true"
    ></canvas>`
  }

  override updated(changed: Map<PropertyKey, unknown>): void {
    this.style.setProperty('--side', `${this.side}px`)
    if (changed.has('square')) this.draw()
  }

  private draw(): void {
    const context = this.renderRoot.querySelector('canvas')?.getContext('2d')
    if (!context) return
    const { positions, values } = this.square
    const image = context.createImageData(positions, positions)
    const palette = paletteOf(this)
    for (let row = 0; row < positions; row++)
      for (let column = 0; column <= row; column++) {
        const at = row * positions + column
        const value = values[at]!
        if (Number.isNaN(value)) continue
        image.data.set(palette[Math.min(buckets, Math.max(0, Math.round(value * buckets)))]!, at * 4)
        image.data[at * 4 + 3] = 255
      }
    context.putImageData(image, 0, 0)
  }
}

/** The colours of all buckets, as the style sheet has them now. */
function paletteOf(element: Element): readonly Color[] {
  if (!colors) {
    const style = getComputedStyle(element)
    colors = new Map(stepsOfRamp().map(step => [step, rgb(style.getPropertyValue(`--${step}`).trim())] as const))
  }
  return stepsOfRamp().map(step => colors!.get(step)!)
}

/** The tokens write colours as six hexadecimal digits. */
const rgb = (hex: string): Color => {
  const number = Number.parseInt(hex.slice(1), 16)
  return [number >> 16, (number >> 8) & 255, number & 255]
}

customElements.define('mg-weight-map', MgWeightMap)

declare global {
  interface HTMLElementTagNameMap {
    'mg-weight-map': MgWeightMap
  }
}
