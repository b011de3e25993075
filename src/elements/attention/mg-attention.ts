/** The Attention tab: a heatmap a head, and under them the whole arithmetic of the one cell that is open. */
import { html, nothing, type TemplateResult } from 'lit'
import type { AttentionCell } from '../../lens/attention-arithmetic.ts'
import type { Player } from '../../lens/player.ts'
import type { Reading, TraceReader } from '../../lens/reading.ts'
import type { Session } from '../../lens/session.ts'
import { buttonStyles } from '../marks/button.styles.ts'
import { markStyles } from '../marks/mark.styles.ts'
import { SignalElement } from '../signal-element.ts'
import { headPicture } from './head-picture.ts'
import type { FrameState, Heatmap } from './heatmap.ts'
import { edge, heatmapLayout, pairLayout, termLayout } from './layout.ts'
import { attentionStyles } from './mg-attention.styles.ts'
import { Picking, walkMarks } from './picking.ts'
import { defaultCell, isInTrace, isSameCell, strongestKey, weightsStatus } from './picks.ts'
import { sceneOf } from './scene.ts'
import { weightsTable } from './weights-table.ts'
import { workedOut } from './worked-out.ts'

export class MgAttention extends SignalElement {
  static override properties = {
    session: { attribute: false },
    player: { attribute: false },
    width: { state: true },
    paged: { state: true },
  }
  declare session: Session
  /** Playing clears the pin, where there is something that plays. */
  declare player: Player | null
  /** What there is to draw in, in pixels. */
  declare private width: number
  /** The layer that was asked for, and where the cursor was then: moving on follows the cursor again. */
  declare private paged: { readonly layer: number; readonly cursor: number } | null

  static override styles = [markStyles, buttonStyles, attentionStyles]

  private readonly picking = new Picking(this)
  // In the next frame: drawing changes the height, and an observer that did it at once would be told so in a loop.
  private readonly resize = new ResizeObserver(() => requestAnimationFrame(() => this.measure()))

  constructor() {
    super()
    this.player = null
    this.width = 0
    this.paged = null
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.resize.observe(this)
  }

  override firstUpdated(): void {
    this.measure()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.resize.disconnect()
  }

  /** A scroll bar that comes or goes must not change the layout, or it would come and go for ever: it lies in the margin. */
  private measure(): void {
    const scroller = this.parentElement
    if (this.offsetWidth > 0)
      this.width = this.offsetWidth + (scroller ? scroller.offsetWidth - scroller.clientWidth : 0)
  }

  override render() {
    const { session, width, picking } = this
    const [view, run] = [session.view.value, session.run.value]
    if (!view || !run || width === 0) return nothing
    const { reader } = view
    const { n_layer, n_head } = reader.plan.config
    if (this.player?.playing.value) picking.unpin()
    const letters = Array.from(reader.tokens.slice(0, reader.positions), token => run.tokenizer.letter(token))
    const layer = this.layer(n_layer)
    const open = picking.chosen(layer) ?? defaultCell(session, reader, layer)
    const inner = width - 2 * edge(width)
    const layout = heatmapLayout(inner, n_head, letters.length)
    const maps = Array.from({ length: n_head }, (_, head) =>
      this.heatmap(reader, letters, { layer, head }, layout.cell),
    )
    const frames = this.frames(open)
    return html`<div class="page">
      <div class="above">
        <p>rows ask (query), columns answer (key)</p>
        ${n_layer > 1 ? this.pager(n_layer, layer) : nothing}
      </div>
      <div
        class="heads"
        @pointerover=${picking.onPoint}
        @pointermove=${picking.onPoint}
        @pointerleave=${picking.onLeave}
        @pointerdown=${picking.onPress}
        @focusin=${picking.onFocus}
        @focusout=${picking.onBlur}
        @click=${picking.onClick}
        @keydown=${picking.onKey}
      >
        ${maps.map(map => headPicture(map, layout, open, frames, reader))}
      </div>
      <div @keydown=${walkMarks}>${workedOut(sceneOf(session, reader, letters, open), inner)}</div>
      <details>
        <summary>Head ${open.head} as a table</summary>
        <div class="scroller" tabindex="0" role="region" aria-label="weights of head ${open.head}">
          ${weightsTable(maps[open.head]!)}
        </div>
      </details>
    </div>`
  }

  /** What the style sheet must know of the layout. */
  override updated(): void {
    const reader = this.session?.view.peek()?.reader
    if (!reader) return
    const inner = this.width - 2 * edge(this.width)
    const { config, head_dim } = reader.plan
    this.style.setProperty('--label', `${pairLayout(inner, reader.positions).label}px`)
    this.style.setProperty('--aside', `${termLayout(inner, head_dim).aside}px`)
    this.style.setProperty('--gap-heads', `${heatmapLayout(inner, config.n_head, reader.positions).gap}px`)
  }

  private layer(n_layer: number): number {
    const { cursor, moment } = this.session
    const isAsked = this.paged?.cursor === cursor.value
    return Math.min(n_layer - 1, isAsked ? this.paged!.layer : (moment.value?.layer ?? this.paged?.layer ?? 0))
  }

  private known: {
    readonly reader: TraceReader
    readonly layer: number
    readonly heads: readonly (readonly Reading[])[]
  } | null = null

  /** attn_weights of all heads and rows of a layer; read once a trace. */
  private weights(reader: TraceReader, layer: number): readonly (readonly Reading[])[] {
    if (this.known?.reader !== reader || this.known.layer !== layer) {
      const rowsOf = (head: number): Reading[] =>
        Array.from({ length: reader.positions }, (_, row) => reader.output('attention.softmax', row, layer, head)!)
      this.known = {
        reader,
        layer,
        heads: Array.from({ length: reader.plan.config.n_head }, (_, head) => rowsOf(head)),
      }
    }
    return this.known.heads
  }

  private heatmap(
    reader: TraceReader,
    letters: readonly string[],
    place: { layer: number; head: number },
    cell: number,
  ): Heatmap {
    const { session } = this
    const { focused } = this.picking
    const rows = this.weights(reader, place.layer)[place.head]!
    const statuses = rows.map((_, row) => weightsStatus(session, { ...place, row }))
    const row = session.position.value
    const isFocused = focused?.head === place.head && focused.layer === place.layer && isInTrace(reader, focused)
    const stop = isFocused ? focused : { row, column: strongestKey(session, reader, { ...place, row }) }
    return { ...place, letters, rows, statuses, cell, stop }
  }

  private frames(open: AttentionCell): FrameState {
    const { op, phase, layer, head, position } = this.session.moment.value!
    const isHere = layer === open.layer && head === open.head && position === open.row
    return {
      isFocused: isSameCell(this.picking.focused, open),
      isNow: phase === 'forward' && op === 'attention.softmax' && isHere,
    }
  }

  private pager(n_layer: number, layer: number): TemplateResult {
    const page = (to: number): void => {
      this.picking.clear()
      this.paged = { layer: to, cursor: this.session.cursor.peek() }
    }
    return html`<div class="layers" role="group" aria-label="layer">
      layer
      ${Array.from(
        { length: n_layer },
        (_, i) =>
          html`<button aria-label="layer ${i}" aria-pressed=${i === layer} @click=${() => page(i)}>${i}</button>`,
      )}
    </div>`
  }
}

customElements.define('mg-attention', MgAttention)

declare global {
  interface HTMLElementTagNameMap {
    'mg-attention': MgAttention
  }
}
