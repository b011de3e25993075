/** The Architecture tab: the whole model for one position, filled as far as the cursor has come. */
import { html, nothing } from 'lit'
import type { Player } from '../../lens/player.ts'
import type { Reading } from '../../lens/reading.ts'
import type { Hover, Session } from '../../lens/session.ts'
import { buttonStyles } from '../marks/button.styles.ts'
import { isHintDue, takeHint } from '../marks/hint.ts'
import type { MarkElement } from '../marks/mark.ts'
import { markStyles } from '../marks/mark.styles.ts'
import { SignalElement } from '../signal-element.ts'
import { architectureStyles } from './architecture.styles.ts'
import { follow } from './follow.ts'
import { layoutOf, modeOf, type Layout, type Sizes } from './layout.ts'
import { picture } from './picture.ts'
import type { Drawing } from './pieces.ts'
import { keepTabStop, moveFocus, takeTabStop } from './roving.ts'
import { Scene } from './scene.ts'
import { linesOf, stages } from './stages.ts'
import { table } from './table.ts'

/** Above this many operations a second nothing glows and nothing runs along wires. */
const quick = 8

let drawStack: ((scene: Scene) => Drawing) | null = null

export class MgArchitecture extends SignalElement {
  static override properties = {
    session: { attribute: false },
    player: { attribute: false },
    size: { state: true },
    chosenLayer: { state: true },
    isTableOpen: { state: true },
    pointed: { state: true },
  }
  declare session: Session
  declare player: Player
  /** What there is to draw on, in pixels. */
  declare private size: { readonly width: number; readonly height: number } | null
  /** A layer that was chosen to be looked at, for as long as the cursor is in no other. */
  declare private chosenLayer: number
  declare private isTableOpen: boolean
  /** The tensor under the pointer, whose scale the legend prints. */
  declare private pointed: Reading | null

  static override styles = [buttonStyles, markStyles, architectureStyles]

  private readonly observer = new ResizeObserver(entries => {
    const { width, height } = entries.at(-1)!.contentRect
    if (width > 0) this.size = { width: Math.floor(width), height: Math.floor(height) }
  })
  private layout: Layout | null = null
  private hover: Hover | null = null
  private lines: readonly string[] = []
  private layerOfCursor: number | null = null
  private lastCursor = -1

  constructor() {
    super()
    this.size = null
    this.chosenLayer = 0
    this.isTableOpen = false
    this.pointed = null
    this.addEventListener('pointerover', this.onPointer)
    this.addEventListener('pointerleave', () => (this.pointed = null))
    this.addEventListener('keydown', this.onKey)
    this.addEventListener('click', event => this.expand(event))
    this.addEventListener('focusin', this.onFocus)
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.observer.observe(this.parentElement ?? this)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.observer.disconnect()
  }

  override render() {
    const scene = this.scene()
    this.hover = this.session.hover.value
    if (!scene) return nothing
    const { player, session, isTableOpen } = this
    const isPlaying = player.playing.value
    if (this.lines.length === 0) this.lines = stages.map(({ ops }) => linesOf(session.program.value, ops))
    return html`<div class="stage" ?data-table=${isTableOpen}>
      <mg-zoom-control .session=${session}></mg-zoom-control>
      <div class="tools">
        <button @click=${() => (isPlaying ? player.pause() : player.animateForward())}>
          ${isPlaying ? 'Pause' : 'Animate forward'}
        </button>
        <div class="links">
          <details
            ?open=${isTableOpen}
            @toggle=${(event: Event) => (this.isTableOpen = (event.currentTarget as HTMLDetailsElement).open)}
          >
            <summary>as a table</summary>
          </details>
        </div>
      </div>
      ${picture(scene, { lines: this.lines, pointed: this.pointed, hasHint: !isPlaying && isHintDue(session, 'hint cells'), stack: this.stack(scene) })}
      ${isTableOpen ? html`<div class="sheet" role="region" aria-label="the model as a table" tabindex="0">${table(scene, session.program.value)}</div>` : nothing}
    </div>`
  }

  /** Everything that the picture depends on; null until there is a trace and a place to draw. */
  private scene(): Scene | null {
    const { session, size } = this
    const [run, view, moment] = [session.run.value, session.view.value, session.moment.value]
    if (!run || !view || !moment || !size) return null
    const { n_embd, n_head, n_layer, block_size } = run.config
    const ofCursor = moment.layer ?? layerOfParameter(moment.parameter)
    if (ofCursor !== this.layerOfCursor) {
      this.layerOfCursor = ofCursor
      if (ofCursor !== null) this.chosenLayer = ofCursor
    }
    const layer = Math.min(n_layer - 1, this.chosenLayer)
    this.layout = this.layoutFor({
      ...size,
      n_embd,
      n_head,
      block_size,
      vocab_size: run.plan.vocab_size,
      positions: view.reader.positions,
      layer,
      layers: n_layer,
    })
    return new Scene(session, this.layout, view.reader, moment, session.position.value, layer, run.tokenizer)
  }

  /** What draws many layers is fetched with the first of them. */
  private stack({ config }: Scene): typeof drawStack {
    if (config.n_layer > 1 && !drawStack)
      void import('./zoom/stack.ts').then(({ stack }) => {
        drawStack = stack
        this.requestUpdate()
      })
    return config.n_layer > 1 ? drawStack : null
  }

  private layoutFor(sizes: Sizes): Layout {
    const known = this.layout?.sizes
    const isKnown = known && (Object.keys(sizes) as (keyof Sizes)[]).every(key => sizes[key] === known[key])
    return isKnown ? this.layout! : layoutOf(sizes)
  }

  override updated(): void {
    const { session, player, layout, size } = this
    const picture = this.renderRoot.querySelector('svg')
    if (!picture || !layout || !size) return
    this.dataset['mode'] = modeOf(size.width)
    this.style.setProperty('--stage-height', `${layout.height}px`)
    this.toggleAttribute('data-quick', player.playing.peek() && player.speed.peek() > quick)
    this.standBack(picture)
    keepTabStop(picture)
    const cursor = session.cursor.peek()
    if (cursor !== this.lastCursor) {
      // Where all of it is in sight nothing has to be measured, which would lay out the page once more.
      const isInSight = layout.mode !== 'phone' && layout.height <= size.height && !this.isTableOpen
      if (this.lastCursor >= 0 && !isInSight) follow(this, picture)
      this.lastCursor = cursor
    }
  }

  /** Under a line of the code that is pointed at, everything but its own marks fades. */
  private standBack(picture: SVGSVGElement): void {
    const { hover } = this
    const selector = hover?.from === 'code' ? `[data-op="${hover.op}"], [data-also~="${hover.op}"]` : null
    if (selector === null && !picture.hasAttribute('data-dim')) return
    let isAny = false
    for (const part of picture.children) {
      const isLit = selector !== null && (part.matches(selector) || part.querySelector(selector) !== null)
      part.toggleAttribute('data-lit', isLit)
      isAny ||= isLit
    }
    picture.toggleAttribute('data-dim', isAny)
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const target = event.composedPath()[0] ?? null
    if ((event.key === 'Enter' || event.key === ' ') && this.expand(event)) return event.preventDefault()
    if (moveFocus(this.renderRoot, target, event.key)) event.preventDefault()
  }

  /** The name of a layer lays it out, and leaves the cursor where it is. */
  private expand(event: Event): boolean {
    const [target] = event.composedPath()
    const label = target instanceof Element ? target.closest<SVGElement>('[data-expand]') : null
    if (!label) return false
    this.chosenLayer = Number(label.dataset['expand'])
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<SVGElement>('[data-expand][aria-expanded=true]')?.focus(),
    )
    return true
  }

  private readonly onPointer = (event: PointerEvent): void => {
    const target = event.composedPath()[0]
    const mark = target instanceof Element ? target.closest<MarkElement>('.mark') : null
    this.pointed = mark?.reading ?? null
    if (this.pointed) takeHint(this.session, 'hint cells')
  }

  private readonly onFocus = (event: FocusEvent): void => {
    const target = event.composedPath()[0]
    if (!(target instanceof SVGGElement && target.classList.contains('mark'))) return
    takeTabStop(this.renderRoot, target)
    if ((target as MarkElement).reading) takeHint(this.session, 'hint cells')
  }
}

function layerOfParameter(name: string | null): number | null {
  const found = name?.match(/^layer(\d+)\./)
  return found ? Number(found[1]) : null
}

customElements.define('mg-architecture', MgArchitecture)

declare global {
  interface HTMLElementTagNameMap {
    'mg-architecture': MgArchitecture
  }
}
