/** One entry of the ledger as it is drawn: a strip on the x that all strips share, and its numbers. */
import { html, nothing, svg, type TemplateResult } from 'lit'
import { numberWords, type LedgerEntry, type Part, type ReadingEntry, type TextEntry } from '../../lens/ledger-entry.ts'
import { gridHeight, gridWidth, heatCells, heatFrame, type Grid } from '../marks/heat.ts'
import { decimal, probability } from '../marks/numbers.ts'

/** Width of a strip of 16 numbers; longer ones are as wide. */
const stripWidth = 96
const stripHeight = 10

export function ledgerView(entry: LedgerEntry): TemplateResult {
  if (entry.kind === 'text')
    return html`${entry.bar ? bar(entry.bar) : nothing}<span class="num">${entry.parts.map(partView)}</span>`
  const { rows, columns } = entry.reading
  if (entry.note) return html`${strip(entry)}<span class="num">${entry.note.map(partView)}</span>`
  // In a narrow pane the strips of long lists stand alone.
  return html`${strip(entry)}<span class=${columns > (rows === 1 ? 3 : 8) ? 'num optional' : 'num'}
      >${rows === 1 ? listOf(entry) : html`<span class="dim">${rows} × ${columns}</span>`}</span
    >`
}

/** As wide as the space for all of them, so that what is beside them is aligned. */
const bar = ({ share, role }: NonNullable<TextEntry['bar']>): TemplateResult =>
  html`<svg class="count" width="86" height="9" viewBox="0 0 86 9" preserveAspectRatio="none" aria-hidden="true">
    <rect
      x="0.5"
      y="0.5"
      width=${1 + 84 * share}
      height="8"
      fill="none"
      stroke="var(--${role})"
      vector-effect="non-scaling-stroke"
    ></rect>
  </svg>`

function partView(part: Part): TemplateResult | string {
  if (typeof part === 'string' || (!part.tone && !part.optional)) return wordsIn(part)
  return html`<span class="${part.tone ?? 'plain'} ${part.optional ? 'optional' : ''}">${wordsIn(part)}</span>`
}

function wordsIn(part: Part): string {
  if (typeof part === 'string') return part
  return 'value' in part ? numberWords(part.value, part.digits) : part.words
}

/** The entry in words, for a screen reader. */
export function wordsOf(entry: LedgerEntry): string {
  if (entry.kind === 'text') return entry.parts.map(wordsIn).join('')
  const { rows, columns, name } = entry.reading
  if (entry.note) return `${name}, ${entry.note.map(wordsIn).join('')}`
  return `${name} = ${rows === 1 ? listOf(entry) : `${rows} × ${columns}`}`
}

/** As Python would print the list: up to four numbers in full, of longer ones the first two. */
function listOf({ reading, slots }: ReadingEntry): string {
  const { values, ramp, role } = reading
  const isFaint = role === 'grad' && values.every(value => Math.abs(value) < 0.1)
  // Beside a strip that is not full yet there is less room.
  const isLong = values.length > (slots > 8 ? 2 : 4)
  const shown = Array.from(values.slice(0, isLong ? 2 : 4), value =>
    ramp === 'probability' ? probability(value) : decimal(value, isFaint ? 3 : 2),
  )
  return `[${shown.join(' ')}${isLong ? ' …' : ''}]`
}

function strip({ reading, place, position, slots }: ReadingEntry): TemplateResult {
  const grid = gridOf(reading.rows, reading.columns, slots, reading.ramp === 'probability')
  const frame = { ...grid, columns: slots }
  const [width, height] = [gridWidth(frame), gridHeight(frame)]
  return html`<svg width=${width + 2} height=${height + 2} aria-hidden="true">
    ${svg`<g class="mark done" transform="translate(1 1)" data-op=${place.op} data-layer=${place.layer ?? nothing}
      data-head=${place.head ?? nothing} data-position=${position} .reading=${reading} .grid=${grid}>
      ${heatCells(reading, grid)}${heatFrame(frame, `var(--${reading.role})`, { opacity: 0.55 })}
      <rect class="hit" width=${width} height=${height} fill="transparent"></rect>
    </g>`}
  </svg>`
}

function gridOf(rows: number, columns: number, slots: number, isProbability: boolean): Grid {
  const cellWidth = slots > 16 ? stripWidth / slots : isProbability && slots < 8 ? 9 : 6
  const height = rows === 1 ? stripHeight : rows <= 6 ? 12 : 16
  return { rows, columns, cellWidth, cellHeight: height / rows }
}
