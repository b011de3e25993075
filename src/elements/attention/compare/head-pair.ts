/** One head in both traces: A, B, what is between them, and how much more or less spread out each row is. */
import { html, nothing, svg, type TemplateResult } from 'lit'
import type { ComparedHead } from '../../../lens/attention-compare.ts'
import { fillOf } from '../../marks/color.ts'
import { decimal, probability } from '../../marks/numbers.ts'
import { walkMarks } from '../../marks/walk-marks.ts'
import { entropyWidth, mapTop, type PairLayout } from './layout.ts'
import { signed, triangle, triangleHeight } from './triangle.ts'

export interface PairWords {
  readonly lettersA: readonly string[]
  readonly lettersB: readonly string[]
  /** A model of several layers says which one. */
  readonly isDeep: boolean
  /** Said after the name: `operated on`. */
  readonly remark?: string
  /** The head that the remark is about. */
  readonly isLit?: boolean
}

/** The change in bits that fills the room; of long rows it may be larger. What goes beyond has its number. */
const widest = (rows: number): number => (rows <= 12 ? 0.5 : Math.log2(rows) / 1.5)
/** Room for the bar on either side of zero. */
const reach = 20
/** Below this height a number does not fit beside its row. */
const numbered = 12

export function headPair(compared: ComparedHead, layout: PairLayout, words: PairWords): TemplateResult {
  const { layer, head, rows } = compared
  const { lettersA, lettersB, isDeep } = words
  const { cell } = layout
  const longer = lettersA.length >= lettersB.length ? lettersA : lettersB
  const height = triangleHeight(longer.length, cell)
  const place = { layer, head, cell }
  const maps = [
    { side: 'A', letters: lettersA, rows: rows.map(({ a }) => a).slice(0, lettersA.length) },
    { side: 'B', letters: lettersB, rows: rows.map(({ b }) => b).slice(0, lettersB.length) },
  ]
  const common = rows.map(({ difference }) => difference).filter(row => row !== null)
  // Where the two names part, a row is of a position and of no letter.
  const nameOfRow = (_: unknown, i: number): string => (lettersA[i] === lettersB[i] ? lettersB[i]! : String(i))
  return html`<li class="head" aria-label=${`${isDeep ? `layer ${layer}, ` : ''}head ${head}`}>
    ${figures(compared, words)}
    ${maps.map(
      map =>
        html`<svg
          class="map"
          width=${layout.map}
          height=${height}
          role="group"
          aria-label="${map.side}, head ${head}"
          @keydown=${walkMarks}
        >
          ${triangle({ ...place, ...map })}
        </svg>`,
    )}
    <svg
      class="map difference"
      width=${layout.map + entropyWidth}
      height=${height}
      role="group"
      aria-label="B minus A, head ${head}"
      @keydown=${walkMarks}
    >
      ${triangle({ ...place, side: 'B − A', letters: common.map(nameOfRow), rows: common })}
      ${entropies(compared, layout)}
    </svg>
  </li>`
}

function figures({ layer, head, moved, entropyA, entropyB }: ComparedHead, { isDeep, remark, isLit }: PairWords) {
  return html`<div class=${isLit ? 'figures lit' : 'figures'}>
    <h2>${isDeep ? `layer ${layer}, ` : ''}head ${head}${remark ? html` <small>${remark}</small>` : nothing}</h2>
    <dl>
      <div>
        <dt>moved</dt>
        <dd>${probability(moved)}</dd>
      </div>
      <div>
        <dt>entropy, bits</dt>
        <dd>${decimal(entropyA)} → <b>${decimal(entropyB)}</b></dd>
      </div>
    </dl>
  </div>`
}

/** A bar a row, from a common zero: right is more spread out. */
function entropies({ rows }: ComparedHead, { cell, map }: PairLayout) {
  const zero = map + 4 + reach
  const ramp = { ramp: 'signed', scale: 1 } as const
  const top = mapTop
  const height = rows.filter(({ difference }) => difference).length * cell
  return svg`<g class="entropies" aria-hidden="true">
    <path d="M${zero} ${top}v${height}" stroke="var(--rule-2)"></path>
    ${rows.map(({ entropyA, entropyB }, row) => {
      if (row === 0 || entropyA === null || entropyB === null) return nothing
      const change = entropyB - entropyA
      const length = Math.min(reach, (Math.abs(change) / widest(rows.length)) * reach)
      const thick = Math.min(8, cell * 0.6)
      const y = top + (row + 0.5) * cell
      return svg`<rect x=${change < 0 ? zero - length : zero} y=${y - thick / 2} width=${length} height=${thick} fill=${fillOf(change, ramp)}></rect>${
        cell >= numbered && Math.abs(change) >= 0.005
          ? svg`<text x=${map + entropyWidth} y=${y + 3.5} class="mono small end">${signed(change)}</text>`
          : nothing
      }`
    })}
  </g>`
}
