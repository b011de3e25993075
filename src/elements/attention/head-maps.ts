/** The maps of a layer: what each shows, and how large. */
import { html, type TemplateResult } from 'lit'
import type { AttentionCell } from '../../lens/attention-arithmetic.ts'
import { meanOfHeads, weightsOf } from '../../lens/attention-weights.ts'
import type { TraceReader } from '../../lens/reading.ts'
import type { Session, Status } from '../../lens/session.ts'
import { entropyRoom } from './entropies.ts'
import { headPicture } from './head-picture.ts'
import type { FrameState, Heatmap } from './heatmap.ts'
import { heatmapLayout, largeLayout, type HeatmapLayout } from './layout.ts'
import type { Picking } from './picking.ts'
import { isInTrace, isSameCell, strongestKey, weightsStatus } from './picks.ts'
import { viewOf } from './view.ts'

/** What is shown, and what is chosen in it. */
export interface At {
  readonly session: Session
  readonly picking: Picking
  readonly reader: TraceReader
  readonly letters: readonly string[]
  readonly layer: number
}

/**
 * The heads of a layer side by side, or the one that is open, large; the mean of all behind them.
 * @param onTitle makes a head large; null goes back to all of them
 */
export function headMaps(
  at: At,
  open: AttentionCell,
  inner: number,
  onTitle: (head: number | null) => void,
): TemplateResult {
  const { session, picking } = at
  const { n_head } = at.reader.plan.config
  const { shown, hasMean } = viewOf(session)
  const isLarge = shown.value === 'large'
  const heads: readonly (number | null)[] = isLarge ? [open.head] : Array.from({ length: n_head }, (_, head) => head)
  const positions = at.letters.length
  const all = hasMean.value ? [...heads, null] : heads
  const layout: HeatmapLayout = isLarge
    ? large(inner, positions, hasMean.value)
    : heatmapLayout(inner, all.length, positions)
  const pictures = all.map(head =>
    headPicture({
      map: heatmapOf(at, head, layout.cell),
      layout,
      open,
      frames: framesOf(at, open),
      selection: picking.selecting.of(session.view.value!.document, at.layer, positions),
      trace: at.reader,
      onTitle: head === null ? null : () => onTitle(isLarge ? null : head),
      isLarge,
    }),
  )
  const isWide = layout.width > inner
  return html`${
    isWide
      ? pictures.map(
          picture => html`<div class="scroller" tabindex="0" role="region" aria-label="all letters">${picture}</div>`,
        )
      : pictures
  }`
}

/** With the mean beside it, where both still have cells of a good size. */
function large(inner: number, positions: number, hasMean: boolean): HeatmapLayout {
  const half = largeLayout((inner - 24) / 2, positions, entropyRoom)
  return hasMean && half.cell >= 24 ? half : largeLayout(inner, positions, entropyRoom)
}

export function statusesOf(session: Session, reader: TraceReader, layer: number, head: number): readonly Status[] {
  return Array.from({ length: reader.positions }, (_, row) => weightsStatus(session, { layer, head, row }))
}

/** @param head null for the mean, which is known when the last head is */
export function heatmapOf(at: At, head: number | null, cell: number): Heatmap {
  const { session, reader, letters, layer } = at
  const { focused } = at.picking
  const last = head ?? reader.plan.config.n_head - 1
  const square = head === null ? meanOfHeads(reader, layer) : weightsOf(reader, layer, head)
  const row = session.position.value
  const isFocused = focused?.head === head && focused.layer === layer && isInTrace(reader, focused)
  const stop = isFocused ? focused : { row, column: strongestKey(session, reader, { layer, head: last, row }) }
  const isMasked = viewOf(session).isMasked.value
  return { layer, head, letters, square, statuses: statusesOf(session, reader, layer, last), cell, stop, isMasked }
}

function framesOf({ session, picking }: At, open: AttentionCell): FrameState {
  const { op, phase, layer, head, position } = session.moment.value!
  const isHere = layer === open.layer && head === open.head && position === open.row
  return {
    isFocused: isSameCell(picking.focused, open),
    isNow: phase === 'forward' && op === 'attention.softmax' && isHere,
  }
}
