/** The hint of first sight: a line of words beside the first strip of the layer, with a hairline to its cells. */
import { nothing, svg } from 'lit'
import type { Layout } from './layout.ts'
import { widthOf, type Drawing } from './pieces.ts'

/** More than the words need in any of the fonts. */
const width = 240
const words = 'Every cell is a real number. Point at one.'

export function hint(layout: Layout): Drawing {
  const { mode, x, right, strip, tokenY, tapAttentionY, stream, sizes } = layout
  if (mode === 'phone') return nothing
  const top = tapAttentionY - 5
  const from = Math.min(x + strip + 132, right - width)
  const dot = Math.min(x + strip - 16, from - 24)
  // Between the sum above and the strip; in a wide picture below the letters under wte and wpe as well, if nothing is there.
  const between = (stream.top + 3 + top) / 2
  const letters = tokenY + Math.min(16, sizes.n_embd) * (mode === 'wide' ? 3 : 2) + 16
  const isBeside = from > x + strip + 10 + widthOf('x = rmsnorm(x)')
  const y = isBeside ? Math.max(between, letters + 9) : between
  if (dot < x + 4 || y < letters + 6) return nothing
  return svg`<g class="hint">
    <path d=${`M${dot} ${top}V${y}H${from - 6}`} fill="none" stroke="var(--ink-2)"></path>
    <circle cx=${dot} cy=${top} r="2.25" fill="var(--ink-2)"></circle>
    <text x=${from} y=${y + 4}>${words}</text>
  </g>`
}
