/** One letter: the cells of its distribution, the same as a cumulative bar, the needle of the draw, and what came. */
import { nothing, svg, type SVGTemplateResult } from 'lit'
import type { Draw } from '../../engine/sampler.ts'
import type { LetterStage } from '../../lens/name-cursor.ts'
import { bitsOf, sharesOf } from '../../lens/letter-odds.ts'
import type { Reading } from '../../lens/reading.ts'
import { brief, visible } from '../attention/letters.ts'
import { fillOf, inkOn, stepOf } from '../marks/color.ts'
import { mark } from '../marks/mark.ts'
import { decimal, probability } from '../marks/numbers.ts'
import { stretches, type RowsLayout } from './rows-layout.ts'

export interface LetterRow {
  readonly index: number
  /** Null where the name has no such letter, so far as one knows. */
  readonly draw: Draw | null
  readonly stage: LetterStage
  /** The cursor is in this row. */
  readonly isLit: boolean
  /** It comes after what is there, and says so. */
  readonly isNext: boolean
  /** The name has ended, so that an empty row stays empty. */
  readonly isOver: boolean
  /** That of the lit line. */
  readonly hue: string
  /** The tab key enters the picture here. */
  readonly isFocusable: boolean
  readonly letters: readonly string[]
  readonly soFar: string
}

/** The colours of all probabilities here: .5 and more is full. */
export const probabilityRamp = { ramp: 'probability', scale: 0.5 } as const

export const shortLetter = (letter: string): string => brief(visible(letter))
export const endOr = (letter: string): string => (letter === 'BOS' ? 'end' : visible(letter))

/** What came, in one line, for the screen reader. */
export function rowWords({ index, draw, stage, letters, soFar }: LetterRow): string {
  const after = soFar === '' ? 'at the beginning' : `after ${soFar}`
  if (!draw || stage === 'todo' || stage === 'logits') return `position ${index}: not drawn yet`
  if (stage === 'probs') return `position ${index}, ${after}: the probabilities are there`
  const shares = sharesOf(draw)
  const how = draw.isGiven ? 'typed' : draw.u === null ? 'the largest' : `u ${decimal(draw.u, 4)}`
  const letter = endOr(letters[draw.index]!)
  return `position ${index}, ${after}: ${letter}, p ${probability(shares[draw.index]!, 4)}, ${bitsOf(shares).toFixed(2)} bits, ${how}`
}

export function letterRow(row: LetterRow, layout: RowsLayout): SVGTemplateResult {
  const { index, draw, stage, isLit, hue, isFocusable, letters, soFar } = row
  if (draw === null && row.isOver) return svg``
  const { width, x, cell, cellsWidth, cellHeight, barAt, barHeight, rowHeight, isCompact, top } = layout
  const y = top + index * rowHeight
  const isThere = draw !== null && (stage === 'probs' || stage === 'chosen')
  const reading: Reading | null = isThere
    ? {
        ...probabilityRamp,
        name: 'probs',
        rows: 1,
        columns: letters.length,
        values: draw.probs,
        role: 'attn',
        group: null,
      }
    : null
  const before = [...soFar].map(visible)
  const shown = before.length > layout.soFar ? `…${before.slice(1 - layout.soFar).join('')}` : before.join('')
  return svg`<g transform="translate(0 ${y})">
    ${
      draw
        ? svg`<g class="mark row ${isLit ? 'now' : 'done'}" role="button" tabindex=${isFocusable ? 0 : -1} aria-current=${isLit ? 'step' : nothing}
            aria-label=${rowWords(row)} data-op="sample.choose" data-position=${index} data-letter=${index}>
            ${isLit ? litFrame(width, rowHeight, hue) : nothing}
            <rect class="hit" x="-8" y="-7" width=${width + 16} height=${rowHeight - 3} fill="transparent"></rect>
          </g>`
        : nothing
    }
    ${
      isThere || isLit
        ? svg`<text y="11" class="mono so-far" fill="var(--ink${isLit ? '' : '-2'})">·${shown}</text>
            ${isCompact ? nothing : svg`<text y="28" class="small muted">position ${index}</text>`}`
        : row.isNext
          ? svg`<text y="11" class="small muted">${isCompact ? 'next' : 'not drawn yet'}</text>`
          : nothing
    }
    ${mark({
      op: 'sample.softmax',
      x,
      y: 0,
      grid: { rows: 1, columns: letters.length, cellWidth: cell, cellHeight },
      reading,
      status: isThere ? 'done' : 'todo',
      hue: 'attn',
      position: index,
      focusable: isFocusable && isThere,
      label: `probs at position ${index}`,
      note: (_, column) => letters[column]!,
    })}
    ${
      isThere
        ? bar(draw, stage === 'chosen', isLit ? hue : null, letters, layout)
        : svg`<rect x=${x - 0.5} y=${barAt - 0.5} width=${cellsWidth + 1}
      height=${barHeight + 1} fill="none" stroke="var(--rule-2)" stroke-dasharray="2 2"></rect>`
    }
    ${isThere && stage === 'chosen' ? figures(draw, isLit ? hue : 'ink', letters, layout) : nothing}
  </g>`
}

function litFrame(width: number, rowHeight: number, hue: string): SVGTemplateResult {
  const box = { x: -9, y: -7, width: width + 18, height: rowHeight - 3 }
  return svg`<rect class="halo" x=${box.x} y=${box.y} width=${box.width} height=${box.height} rx="3" fill="none" stroke="var(--${hue}-w)"></rect>
    <rect class="active" x=${box.x} y=${box.y} width=${box.width} height=${box.height} rx="2" fill="none" stroke="var(--${hue})"></rect>`
}

/** The pointer goes through it to the row: its stretches are no cells. */
function bar(
  draw: Draw,
  isChosen: boolean,
  lit: string | null,
  letters: readonly string[],
  layout: RowsLayout,
): SVGTemplateResult {
  const { x, cell, cellsWidth, cellHeight, barAt, barHeight, isCompact } = layout
  const shares = sharesOf(draw)
  const parts = stretches(shares, cellsWidth)
  const paths = new Map<string, string>()
  parts.forEach(({ from, width }, i) => {
    if (width < 0.2) return
    const step = stepOf(shares[i]!, probabilityRamp)
    paths.set(
      step,
      `${paths.get(step) ?? ''}M${(x + from).toFixed(2)} ${barAt}h${width.toFixed(2)}v${barHeight}h${(-width).toFixed(2)}z`,
    )
  })
  const { from, width } = parts[draw.index]!
  const [left, right] = [x + draw.index * cell, x + (draw.index + 1) * cell]
  const join = (a: number, b: number): string =>
    `M${a} ${cellHeight}C${a} ${cellHeight + 9} ${b} ${barAt - 9} ${b} ${barAt}`
  const needle = draw.u === null ? null : x + draw.u * cellsWidth
  return svg`<g class="bar">
    ${
      isChosen
        ? svg`<path d="${join(left, x + from)}${join(right, x + from + width)}" fill="none" stroke="var(--${lit ?? 'ink-3'})"
            stroke-width=${lit ? 1.25 : 0.9} opacity=${lit ? 1 : 0.7}></path>`
        : nothing
    }
    ${[...paths].map(([step, d]) => svg`<path d=${d} fill="var(--${step})" stroke="var(--paper)" stroke-width="0.8"></path>`)}
    <rect x=${x - 0.5} y=${barAt - 0.5} width=${cellsWidth + 1} height=${barHeight + 1} fill="none" stroke="var(--attn)" opacity="0.6"></rect>
    ${parts.map(({ from, width }, i) =>
      width > (isCompact ? 9 : 11)
        ? svg`<text x=${x + from + width / 2} y=${barAt + 9} class="mono small middle ${isChosen && i === draw.index ? 'bold' : ''}"
            fill=${inkOn(shares[i]!, probabilityRamp)}>${shortLetter(letters[i]!)}</text>`
        : nothing,
    )}
    ${
      isChosen
        ? svg`<rect x=${left - 0.5} y="-0.5" width=${cell + 1} height=${cellHeight + 1} fill="none" stroke="var(--ink)" stroke-width="1.75"></rect>
          ${
            needle === null
              ? nothing
              : svg`<path d="M${needle} ${barAt - 4}v${barHeight + 8}" stroke="var(--ink)" stroke-width="1.5"></path>
                <path d="M${needle} ${barAt + barHeight + 1}l4 6h-8z" fill="var(--ink)"></path>`
          }`
        : nothing
    }
  </g>`
}

function figures(draw: Draw, hue: string, letters: readonly string[], layout: RowsLayout): SVGTemplateResult {
  const { letterX, pX, bitsX, uX, isCompact } = layout
  const shares = sharesOf(draw)
  const letter = endOr(letters[draw.index]!)
  const p = shortOf(shares[draw.index]!)
  const bits = bitsOf(shares)
  const u = draw.isGiven ? 'typed' : draw.u === null ? 'largest' : decimal(draw.u, 4)
  if (isCompact)
    return svg`<g class="bar"><text x=${letterX} y="12" class="mono middle chosen ${letter.length > 1 ? 'word' : ''}" fill="var(--${hue})">${letter}</text>
      <text x=${pX} y="11" class="mono end">${p}</text>
      <text x=${pX} y="27" class="small muted end">${draw.u === null ? u : `${bits.toFixed(1)} bits`}</text></g>`
  return svg`<g class="bar"><text x=${letterX} y="22" class="mono middle chosen" fill="var(--${hue})">${letter}</text>
    <text x=${pX} y="21" class="mono figure end">${p}</text>
    <text x=${bitsX ?? 0} y="21" class="mono figure end" fill="var(--ink-2)">${bits.toFixed(2)}</text>
    <text x=${uX ?? 0} y="21" class="mono figure end" fill="var(--ink-${draw.u === null ? 3 : 2})">${u}</text></g>`
}

/** Two digits, and more where they would say that it could not happen, or not fail to. */
const shortOf = (p: number): string => probability(p, p < 0.005 || p >= 0.995 ? 4 : 2)

/** The letters over the columns, that of the draw at hand in ink. */
export function header(
  { x, cell, letterX, pX, bitsX, uX, top, isCompact }: RowsLayout,
  letters: readonly string[],
  chosen: number | null,
): SVGTemplateResult {
  const word = (at: number | null, text: string, look: string): SVGTemplateResult | typeof nothing =>
    at === null ? nothing : svg`<text x=${at} y="10" class="small muted ${look}">${text}</text>`
  return svg`${word(0, 'so far', '')}${isCompact ? nothing : [word(letterX, 'letter', 'middle'), word(pX, 'p', 'end'), word(bitsX, 'bits', 'end'), word(uX, 'u', 'end')]}
    ${
      cell < 8
        ? nothing
        : letters.map(
            (letter, i) =>
              svg`<text x=${x + (i + 0.5) * cell} y=${top - 16} class="mono middle ${i === chosen ? 'bold' : 'muted'}">${shortLetter(letter)}</text>`,
          )
    }`
}

export const cellFill = (p: number): string => fillOf(p, probabilityRamp)
