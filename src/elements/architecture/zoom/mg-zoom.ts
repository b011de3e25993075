/** The model from close by: a block with all its numbers, an operation as arithmetic, or one number and what it is made of. */
import { html, nothing, svg } from 'lit'
import { guard } from 'lit/directives/guard.js'
import type { Session } from '../../../lens/session.ts'
import type { Arithmetic } from '../../../lens/zoom-arithmetic.ts'
import {
  chooseRow,
  crumbsOf,
  openRow,
  placesOf,
  reconcile,
  showLevel,
  zoomPlace,
  type ZoomPlace,
} from '../../../lens/zoom.ts'
import { buttonStyles } from '../../marks/button.styles.ts'
import type { MarkElement } from '../../marks/mark.ts'
import { markStyles } from '../../marks/mark.styles.ts'
import { noteStyles } from '../../marks/note.styles.ts'
import { SignalElement } from '../../signal-element.ts'
import { keepTabStop, moveFocus, takeTabStop } from '../roving.ts'
import { Scene } from '../scene.ts'
import { table } from '../table.ts'
import { blockNote } from './block-notes.ts'
import { blockView } from './block-view.ts'
import type { Plain } from './cells.ts'
import { controlStyles } from './control.styles.ts'
import { zoomControl } from './control.ts'
import { Gestures } from './gestures.ts'
import { miniature } from './miniature.ts'
import { settleIn } from './motion.ts'
import { withGradient } from './gradient-row.ts'
import { arithmeticAt, countsOf, opView } from './op-view.ts'
import { roleOf, type Scenery, type View } from './parts.ts'
import { rowAt } from './picking.ts'
import { sheetOf } from './sheet.ts'
import { terms } from './terms-table.ts'
import { zoomStyles } from './zoom.styles.ts'

export class MgZoom extends SignalElement {
  static override properties = {
    session: { attribute: false },
    width: { state: true },
    theme: { state: true },
  }
  declare session: Session
  declare private width: number
  /** Pixels do not follow the theme by themselves. */
  declare private theme: string

  static override styles = [buttonStyles, markStyles, noteStyles, controlStyles, zoomStyles]

  private readonly observer = new ResizeObserver(entries => {
    const { width } = entries.at(-1)!.contentRect
    if (width > 0) this.width = Math.floor(width)
  })
  private readonly themes = new MutationObserver(() => (this.theme = document.documentElement.dataset['theme'] ?? ''))
  private seen: Parameters<typeof reconcile>[1] | null = null
  private waiting = 0
  private place: ZoomPlace | null = null

  constructor() {
    super()
    this.width = 0
    this.theme = ''
    new Gestures(this)
    this.addEventListener('click', this.onClick)
    this.addEventListener('dblclick', () => clearTimeout(this.waiting))
    this.addEventListener('keydown', this.onKey)
    this.addEventListener('focusin', this.onFocus)
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.observer.observe(this.parentElement ?? this)
    this.themes.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.observer.disconnect()
    this.themes.disconnect()
    clearTimeout(this.waiting)
  }

  override render() {
    const { session } = this
    const [run, view, moment, place] = [session.run.value, session.view.value, session.moment.value, zoomPlace(session)]
    const [{ level, row }, opened] = [session.zoom.value, session.opened.value]
    this.place = place
    if (!run || !view || !moment || !place || this.width === 0) return nothing
    const layer = place.layer ?? 0
    const scene: Plain = new Scene(session, null, view.reader, moment, session.position.value, layer, run.tokenizer)
    const sheet = sheetOf(this.width)
    const isOp = level >= 2
    const open = openRow(view.reader, place, scene.position, row)
    const scenery: Scenery = { scene, program: session.program.value, sheet, open, isLow: level === 3 }
    const arithmetic = isOp ? arithmeticAt(scene, place) : null
    const drawn = guard(
      [
        view.reader,
        this.width,
        scene.position,
        level,
        row,
        place.op,
        place.layer,
        place.head,
        session.cursor.value,
        this.theme,
        session.program.value,
      ],
      () => this.picture(scenery, place, arithmetic),
    )
    return html`<div class="head">
        ${this.crumbs(scenery, place, level)}${zoomControl(session, sheet.mode === 'wide')}
      </div>
      <div class="body">
        ${isOp ? nothing : html`<p class="note">${blockNote(place.block, scene.config)}</p>`} ${drawn}
      </div>
      ${level === 3 && opened ? html`<mg-number-card .session=${session}></mg-number-card>` : nothing}
      <details>
        <summary>as a table</summary>
        <div class="sheet" role="region" aria-label="as a table" tabindex="0">
          ${arithmetic ? terms(scene, arithmetic, open) : table(scene, session.program.value, placesOf(scene.config, place.block, place.layer))}
        </div>
      </details>`
  }

  private crumbs({ scene }: Scenery, place: ZoomPlace, level: 0 | 1 | 2 | 3) {
    const crumbs = crumbsOf(scene.config, level, place, this.session.opened.value)
    return html`<nav aria-label="where in the model">
      ${crumbs.map(({ words, isCode, level: to }, i) => {
        const isLast = i === crumbs.length - 1
        const go = () => showLevel(this.session, to)
        return html`${i > 0 ? html`<span class="mark-between" aria-hidden="true">›</span>` : nothing}<button
            class="${isCode ? 'code' : ''}"
            aria-current=${isLast ? 'location' : nothing}
            @click=${go}
          >
            ${words}
          </button>`
      })}
    </nav>`
  }

  private picture(scenery: Scenery, place: ZoomPlace, arithmetic: Arithmetic | null) {
    const { scene, sheet } = scenery
    const own: View = arithmetic ? opView(scenery, arithmetic) : blockView(scenery, place.block)
    const view = arithmetic ? withGradient(scenery, place, own) : own
    const isMini = arithmetic !== null && sheet.mode === 'wide'
    const height = isMini ? Math.max(view.height, 334) : view.height
    const count = scene.reader.output(place.op, scene.position, place.layer, place.head)?.columns ?? 1
    const step = (by: number) => () => chooseRow(this.session, (scenery.open + by + count) % count)
    this.style.setProperty('--nav-y', `${view.navY}px`)
    this.style.setProperty('--role', arithmetic ? `var(--${roleOf(place.op)})` : 'var(--ink)')
    return html`<div class="picture">
      <svg
        width=${sheet.width}
        height=${height}
        viewBox="0 0 ${sheet.width} ${height}"
        role="group"
        aria-label=${arithmetic ? 'the operation as arithmetic' : 'the block at work'}
      >
        ${isMini ? miniature(scenery, place, countsOf(arithmetic), 24, 20) : nothing} ${svg`${view.drawing}`}
      </svg>
      ${
        view.navY >= 0 && count > 1
          ? html`<div class="rows" role="group" aria-label="which number is open">
              <button aria-label="Number before" @click=${step(-1)}>‹</button>
              <span aria-live="polite">${scenery.open} of 0–${count - 1}</span>
              <button aria-label="Next number" @click=${step(1)}>›</button>
            </div>`
          : nothing
      }
    </div>`
  }

  override updated(): void {
    const { session } = this
    const { level } = session.zoom.peek()
    if (level >= 2) void import('../../number/mg-number-card.ts').catch(() => {})
    const picture = this.renderRoot.querySelector<SVGSVGElement>('.picture > svg')
    settleIn(this.renderRoot.querySelector<HTMLElement>('.body'), level)
    if (picture) keepTabStop(picture)
    const nav = this.renderRoot.querySelector('nav')
    if (nav && this.width < 480) nav.scrollLeft = nav.scrollWidth
    const { seen } = this
    reconcile(session, seen)
    this.seen = { cursor: session.cursor.peek(), opened: session.opened.peek() }
    if (!seen?.opened && this.seen.opened) this.showCard()
  }

  /** The card comes with the next drawing, and is as high as it will be a frame after that. */
  private showCard(): void {
    const show = (): void => this.renderRoot.querySelector('mg-number-card')?.scrollIntoView({ block: 'nearest' })
    void customElements
      .whenDefined('mg-number-card')
      .then(() => requestAnimationFrame(() => requestAnimationFrame(show)))
  }

  /** The number under the pointer is opened by its row; other operations wait whether it was a double click. */
  private readonly onClick = (event: MouseEvent): void => {
    const { session, place } = this
    const found = event
      .composedPath()
      .find((node): node is MarkElement => node instanceof SVGElement && 'op' in node.dataset)
    if (!found || !place || session.zoom.peek().level < 2) return
    const row = rowAt(found, event, place)
    if (row !== null) chooseRow(session, row)
    else if (event.detail === 1 && found.classList.contains('mark')) {
      event.stopPropagation()
      clearTimeout(this.waiting)
      this.waiting = window.setTimeout(() => {
        // Nobody asked for anything else meanwhile: it is a click, told again as one that no other can follow.
        found.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }))
      }, 240)
    } else if (event.detail > 1) event.stopPropagation()
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const target = event.composedPath()[0] ?? null
    if (moveFocus(this.renderRoot, target, event.key)) event.preventDefault()
  }

  private readonly onFocus = (event: FocusEvent): void => {
    const target = event.composedPath()[0]
    if (target instanceof SVGGElement && target.classList.contains('mark')) takeTabStop(this.renderRoot, target)
  }
}

customElements.define('mg-zoom', MgZoom)

declare global {
  interface HTMLElementTagNameMap {
    'mg-zoom': MgZoom
  }
}
