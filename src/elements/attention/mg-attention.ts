/** The Attention tab: a heatmap a head, and under them the whole arithmetic of the one cell that is open. */
import { html, nothing, type TemplateResult } from 'lit'
import type { AttentionCell } from '../../lens/attention-arithmetic.ts'
import { lettersOf } from '../../lens/attention-compare.ts'
import { weightsOf } from '../../lens/attention-weights.ts'
import type { Player } from '../../lens/player.ts'
import type { Session } from '../../lens/session.ts'
import { buttonStyles } from '../marks/button.styles.ts'
import { markStyles } from '../marks/mark.styles.ts'
import { SignalElement } from '../signal-element.ts'
import { allLayers } from './all-layers.ts'
import { arrange } from './arrangement.ts'
import { cachePicture } from './cache-picture.ts'
import { chosenHead } from './chosen-head.ts'
import { controls } from './controls.ts'
import { knownSquare } from './field.ts'
import { headMaps, heatmapOf, statusesOf, type At } from './head-maps.ts'
import { edge } from './layout.ts'
import { mapsStyles } from './maps.styles.ts'
import { attentionStyles } from './mg-attention.styles.ts'
import { walkMarks } from '../marks/walk-marks.ts'
import { Picking } from './picking.ts'
import { defaultCell, strongestKey } from './picks.ts'
import { sceneOf } from './scene.ts'
import { selectionPicture } from './selection.ts'
import { throughOutput } from './through-output.ts'
import { viewOf, type Shown } from './view.ts'
import { weightsTable } from './weights-table.ts'
import { workedOut } from './worked-out.ts'

export class MgAttention extends SignalElement {
  static override properties = {
    session: { attribute: false },
    player: { attribute: false },
    width: { state: true },
    paged: { state: true },
    number: { state: true },
  }
  declare session: Session
  /** Playing clears the pin, where there is something that plays. */
  declare player: Player | null
  /** What there is to draw in, in pixels. */
  declare private width: number
  /** The layer that was asked for, and where the cursor was then: moving on follows the cursor again. */
  declare private paged: { readonly layer: number; readonly cursor: number } | null
  /** The number of the stream that is worked out. */
  declare private number: number
  /** The cell that was open when this was drawn last. */
  open: AttentionCell | null = null
  /** What was shown last, and how. */
  private arranged = ''

  static override styles = [markStyles, buttonStyles, attentionStyles, mapsStyles]

  private readonly picking = new Picking(this)
  // In the next frame: drawing changes the height, and an observer that did it at once would be told so in a loop.
  private readonly resize = new ResizeObserver(() => requestAnimationFrame(() => this.measure()))

  constructor() {
    super()
    this.player = null
    this.width = 0
    this.paged = null
    this.number = 0
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
    const letters = lettersOf(reader, run.tokenizer)
    const paged = this.layer(n_layer)
    const chosen = picking.chosen(viewOf(session).shown.value === 'all' ? null : paged)
    const open = chosen ?? defaultCell(session, reader, paged)
    const { layer } = open
    this.open = open
    const inner = width - 2 * edge(width)
    const scene = sceneOf(session, reader, letters, open)
    const choice = viewOf(session)
    const selection = picking.selecting.of(view.document, layer, letters.length)
    const at = { session, picking, reader, letters, layer }
    return html`<div class="page">
      ${controls({
        view: choice,
        n_layer,
        n_head,
        layer,
        head: open.head,
        toLayer: layer => this.page(layer),
        toHead: head => this.turnTo(layer, head),
      })}
      <div
        class="heads ${choice.shown.value}"
        data-figures
        @pointerover=${picking.onPoint}
        @pointermove=${picking.onPoint}
        @pointerleave=${picking.onLeave}
        @pointerdown=${picking.onPress}
        @focusin=${picking.onFocus}
        @focusout=${picking.onBlur}
        @click=${picking.onClick}
        @keydown=${this.onKey}
      >
        ${choice.shown.value === 'all' ? this.all(at, open, inner) : headMaps(at, open, inner, head => (head === null ? this.show('layer') : this.turnTo(layer, head)))}
      </div>
      ${
        selection
          ? selectionPicture({
              selection,
              square: knownSquare(
                weightsOf(reader, layer, selection.head),
                statusesOf(session, reader, layer, selection.head),
              ),
              letters,
              inner,
              onClear: () => picking.selecting.clear(),
            })
          : nothing
      }
      <div @keydown=${walkMarks}>
        ${workedOut(scene, inner)}
        ${throughOutput({
          reader,
          layer,
          head: open.head,
          position: open.row,
          status: scene.status,
          inner,
          number: this.number,
          onNumber: number => (this.number = number),
        })}
        ${cachePicture({ session, layer, letters, position: open.row, inner })}
      </div>
      <details>
        <summary>Head ${open.head} as a table</summary>
        <div class="scroller" tabindex="0" role="region" aria-label="weights of head ${open.head}">
          ${weightsTable(heatmapOf(at, open.head, 0))}
        </div>
      </details>
    </div>`
  }

  private all({ reader, letters }: Pick<At, 'reader' | 'letters'>, open: AttentionCell, inner: number): TemplateResult {
    return allLayers({
      reader,
      letters,
      open,
      inner,
      hasMean: viewOf(this.session).hasMean.value,
      statuses: (layer, head) => statusesOf(this.session, reader, layer, head),
      toLarge: (layer, head) => this.turnTo(layer, head),
    })
  }

  private show(shown: Shown): void {
    viewOf(this.session).shown.value = shown
  }

  /** Another head, large; the row that asks stays. */
  private turnTo(layer: number, head: number): void {
    const { session } = this
    const { reader } = session.view.peek()!
    const row = this.open?.row ?? session.position.peek()
    this.page(layer)
    this.picking.pin({ layer, head, row, column: strongestKey(session, reader, { layer, head, row }) })
    this.show('large')
  }

  private page(layer: number): void {
    this.picking.clear()
    chosenHead(this.session).value = { layer, head: this.open?.head ?? 1 }
    this.paged = { layer, cursor: this.session.cursor.peek() }
  }

  /** Page up and down turn to another head, with shift to another layer; the rest is a matter of cells. */
  private readonly onKey = (event: KeyboardEvent): void => {
    const by = { PageUp: -1, PageDown: 1 }[event.key]
    const config = this.session.view.peek()?.reader.plan.config
    const isCell = event.target instanceof Element && event.target.closest('.cell') !== null
    if (!by || !isCell || !config || !this.open || event.ctrlKey || event.metaKey || event.altKey)
      return this.picking.onKey(event)
    event.preventDefault()
    const { layer, head, row, column } = this.picking.focused ?? this.open
    const [toLayer, toHead] = event.shiftKey ? [layer + by, head] : [layer, head + by]
    if (toLayer < 0 || toLayer >= config.n_layer || toHead < 0 || toHead >= config.n_head) return
    this.paged = { layer: toLayer, cursor: this.session.cursor.peek() }
    this.picking.focused = null
    this.picking.pin({ layer: toLayer, head: toHead, row, column })
    void this.updateComplete.then(() => {
      const cell = `.cell[data-head="${toHead}"][data-row="${row}"][data-column="${column}"]`
      const found =
        this.renderRoot.querySelector<SVGElement>(cell) ??
        this.renderRoot.querySelector(`.cell[data-head="${toHead}"][tabindex="0"]`)
      found?.focus()
    })
  }

  override updated(): void {
    const reader = this.session?.view.peek()?.reader
    if (!reader) return
    const [shown, hasMean] = [viewOf(this.session).shown.value, viewOf(this.session).hasMean.value]
    arrange(this, reader, this.width - 2 * edge(this.width), reader.plan.config.n_head + Number(hasMean))
    // Maps that move take the leader with them.
    const arranged = `${shown} ${hasMean} ${this.open?.layer}`
    if (arranged !== this.arranged) this.dispatchEvent(new Event('lens-scrolled', { bubbles: true, composed: true }))
    this.arranged = arranged
  }

  private layer(n_layer: number): number {
    const { cursor, moment } = this.session
    const isAsked = this.paged?.cursor === cursor.value
    return Math.min(
      n_layer - 1,
      isAsked
        ? this.paged!.layer
        : (moment.value?.layer ?? this.paged?.layer ?? chosenHead(this.session).value?.layer ?? 0),
    )
  }
}

customElements.define('mg-attention', MgAttention)

declare global {
  interface HTMLElementTagNameMap {
    'mg-attention': MgAttention
  }
}
