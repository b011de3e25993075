/** Squares of models, one in the other from the lower left corner: the area is the number of parameters. */
import { html, nothing, svg, type SVGTemplateResult } from 'lit'
import { countOf, sharesOf, type NamedSize, type Shares } from '../../../lens/notes/sizes.ts'
import { thousands } from '../../marks/numbers.ts'
import { sideOf } from './zoom.ts'

const partHue = { embeddings: 'emb', attention: 'attn', mlp: 'mlp', norms: 'resid' } as const

/** Room left of a square for the names of those that are too small. */
const least = 46

export function squares(models: readonly NamedSize[], zoom: number, side: number) {
  const bottom = side - 1
  const drawn = models.map(model => ({ model, count: countOf(model), side: sideOf(countOf(model), zoom, side - 2) }))
  // The one that is looked at is the largest that fits: it is the one that is cut into its parts.
  const fitting = drawn.filter(({ side: own }) => own <= side - 2).at(-1)
  // Names of those too small to carry them stand in a column beside the largest of these.
  const aside = Math.max(0, ...drawn.map(({ side: own }) => (own < least ? own : 0))) + 8
  let labelled = bottom + 12
  return html`<svg
    width=${side}
    height=${side}
    viewBox="0 0 ${side} ${side}"
    role="img"
    aria-label="models to scale, ${fitting?.model.name ?? 'none'} in full"
  >
    <clipPath id="frame"><rect width=${side} height=${side}></rect></clipPath>
    <rect x="0.5" y="0.5" width=${side - 1} height=${side - 1} fill="none" stroke="var(--rule)"></rect>
    <g clip-path="url(#frame)">
      ${fitting ? parts(fitting.model, fitting.side, bottom) : nothing}
      ${drawn.map(({ model, side: own, count }) => {
        if (own > 4 * side) return nothing
        const top = bottom - own
        const isLarge = own >= least
        const isHere = model.name.includes('this model')
        const y = isLarge ? top - 6 : labelled - 16
        labelled = Math.min(labelled, y)
        const words = `${model.name} ${thousands(count)}`
        return svg`<rect x="1" y=${top} width=${own} height=${own} fill="none" stroke="var(--ink)" stroke-width=${isHere ? 2.25 : 1.25}></rect>
          ${own > side - 2 ? nothing : svg`<text class="mono ${isHere ? 'bold' : ''}" x=${isLarge ? 4 : aside} y=${Math.max(12, y)} stroke="var(--paper)" stroke-width="3" paint-order="stroke">${words}</text>`}`
      })}
    </g>
  </svg>`
}

/** Where its parameters are: bands from the bottom, each as high as its share. */
function parts(model: NamedSize, side: number, bottom: number): SVGTemplateResult | typeof nothing {
  if (side < 150) return nothing
  const shares = sharesOf(model)
  const all = countOf(model)
  let y = bottom
  return svg`${(Object.keys(partHue) as (keyof Shares)[]).map(part => {
    const height = (side * shares[part]) / all
    y -= height
    const share = (100 * shares[part]) / all
    return svg`<rect x="1" y=${y} width=${side} height=${height} fill="none" stroke="var(--${partHue[part]})"></rect>
      ${height < 16 ? nothing : svg`<text class="small end" x=${side - 4} y=${y + 13} fill="var(--${partHue[part]})">${part === 'mlp' ? 'MLP' : part} ${share.toFixed(0)} %</text>`}`
  })}`
}
