/** What several rows read together, or how much is read of several columns. */
import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit'
import { readByRows, readOfColumns, rowOf, type WeightSquare } from '../../lens/attention-weights.ts'
import { fillOf, inkOn } from '../marks/color.ts'
import { probability } from '../marks/numbers.ts'
import { headTop, pairLayout, rowLabel } from './layout.ts'
import { brief, letterName, visible } from './letters.ts'
import type { Selection } from './selecting.ts'

const ramp = { ramp: 'probability', scale: 0.6 } as const

/** A frame around each selected row or column, as far as it is read. */
export function selectionFrames({ kind, indices }: Selection, cell: number, positions: number): SVGTemplateResult {
  return svg`<g fill="none" stroke-width="1.75" pointer-events="none" aria-hidden="true">${indices.map(i =>
    kind === 'rows'
      ? svg`<rect x=${rowLabel} y=${headTop + i * cell} width=${(i + 1) * cell} height=${cell} stroke="var(--query)"></rect>`
      : svg`<rect x=${rowLabel + i * cell} y=${headTop + i * cell} width=${cell} height=${(positions - i) * cell} stroke="var(--key)"></rect>`,
  )}</g>`
}

export interface SelectionPicture {
  readonly selection: Selection
  /** Rows that are not computed yet are blank. */
  readonly square: WeightSquare
  readonly letters: readonly string[]
  readonly inner: number
  readonly onClear: () => void
}

export function selectionPicture({ selection, square, letters, inner, onClear }: SelectionPicture): TemplateResult {
  const { kind, head } = selection
  const isRows = kind === 'rows'
  // Rows that are not computed yet have nothing to add.
  const indices = isRows ? selection.indices.filter(row => rowOf(square, row)[0]! >= 0) : selection.indices
  const { sum, mean } = isRows ? readByRows(square, indices) : readOfColumns(square, indices)
  const names = [...selection.indices].sort((a, b) => a - b).map(i => letterName(letters, i))
  const list = names.map(
    ({ which, letter }, i) =>
      html`${i === 0 ? nothing : i === names.length - 1 ? ' and ' : ', '}${which}<code>${visible(letter)}</code>`,
  )
  const shown = names.length <= 8 ? list : html`${names.length} ${isRows ? 'rows' : 'columns'}`
  const one = selection.indices.length === 1
  const layout = pairLayout(inner, letters.length)
  const step = Math.min(62, Math.max(34, (inner - 62) / letters.length))
  const width = 62 + letters.length * step
  const spoken = letters
    .map((letter, i) => (Number.isNaN(sum[i]!) ? '' : `${letter} ${probability(sum[i]!)}`))
    .join(' ')
  const drawing = svg`<svg width=${width} height="62" role="img" aria-label="summed: ${spoken}">
    ${['sum', 'mean'].map((word, i) => svg`<text x="50" y=${[32, 56][i]!} class="math end term">${word}</text>`)}
    ${letters.map((letter, i) => {
      const middle = 62 + i * step + (step - 4) / 2
      const isKnown = !Number.isNaN(sum[i]!)
      return svg`<text x=${middle} y="11" class="mono middle small letter ${isRows ? 'key' : 'query'} ${selection.indices.includes(i) ? 'open' : ''}">${step < 38 ? brief(letter) : visible(letter)}</text>
        ${
          isKnown
            ? svg`<text x=${middle} y="32" class="mono middle">${sum[i]!.toFixed(2)}</text>
              <rect x=${62 + i * step} y="40" width=${step - 4} height="22" fill=${fillOf(mean[i]!, ramp)}></rect>
              <text x=${middle} y="55" class="mono middle"><tspan fill=${inkOn(mean[i]!, ramp)}>${probability(mean[i]!)}</tspan></text>`
            : svg`<path d=${`M${middle} 51h0`} stroke="var(--rule-2)" stroke-width="2" stroke-linecap="round"></path>`
        }`
    })}
  </svg>`
  return html`<section class="selected">
    <header>
      <h2 aria-live="polite">
        Head ${head}:
        ${isRows ? html`what ${shown} read${one ? 's' : ''}${one ? '' : ' together'}` : html`how much of each row goes to ${shown}`}
      </h2>
      <button class="quiet" @click=${onClear}>clear</button>
    </header>
    ${width > layout.arcs && width > inner ? html`<div class="scroller" tabindex="0" role="region" aria-label="all letters">${drawing}</div>` : drawing}
    <p class="note">
      ${
        isRows
          ? `Each row adds up to 1, so the sums add up to ${indices.length}${indices.length < names.length ? ' so far' : ''}. A row that stands before a letter cannot read it.`
          : 'A row is a share-out of 1: this is the part of it that these letters get.'
      }
    </p>
  </section>`
}
