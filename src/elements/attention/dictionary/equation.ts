/** The equation of attention: every letter of it leads to its line. */
import { html, type TemplateResult } from 'lit'
import type { OpId } from '../../../engine/operations.ts'
import type { HeadPlace } from '../../../lens/query-playground.ts'

export function equation({ layer, head, position }: HeadPlace): TemplateResult {
  const part = (op: OpId, symbol: string, words: string, hue: string): TemplateResult =>
    html`<button
      class="part ${hue}"
      aria-label=${words}
      title=${words}
      data-op=${op}
      data-layer=${layer}
      data-head=${head}
      data-position=${position}
    >
      ${symbol}
    </button>`
  return html`<p class="equation">
      Attention(Q, K, V) = ${part('attention.softmax', 'softmax', 'softmax: scores become weights', 'attn')}(
      ${part('attention.query_head', 'Q', 'Q: what every position looks for', 'query')}
      ${part('attention.key_head', 'Kᵀ', 'Kᵀ: what every position offers', 'key')}
      ${part('attention.scores', '/ √d', '/ √d: divided by the root of head_dim', 'attn')} )
      ${part('attention.value_head', 'V', 'V: what every position hands over', 'value')}
    </p>
    <p class="note">A lookup that asks with Q, compares with K and hands back V. Each letter leads to its line.</p>`
}
