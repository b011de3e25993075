/** The transport bar: play, pause, step and scrub through forward, loss, backward and update. */
import { html, svg } from 'lit'
import { speeds, type Player } from '../../lens/player.ts'
import { shortName } from '../../lens/reading.ts'
import { ownTime } from '../../lens/own-time.ts'
import type { Session } from '../../lens/session.ts'
import type { Segment, Timeline } from '../../lens/timeline.ts'
import { optimizerIn, titleIn } from '../../lens/titles.ts'
import { buttonStyles } from '../marks/button.styles.ts'
import { icons } from '../marks/icons.ts'
import { thousands } from '../marks/numbers.ts'
import { playhead, scoreSize } from '../marks/playhead.ts'
import { SignalElement } from '../signal-element.ts'
import { Keys } from './keys.ts'
import { openShortcuts } from './open-shortcuts.ts'
import { barsOf, indexAt, ticks, xOf } from './score.ts'
import { transportStyles } from './mg-transport.styles.ts'

export class MgTransport extends SignalElement {
  static override properties = { session: { attribute: false }, player: { attribute: false }, width: { state: true } }
  declare session: Session
  declare player: Player
  /** Of the score, in pixels. */
  declare width: number

  static override styles = [buttonStyles, transportStyles]

  private readonly resize = new ResizeObserver(([entry]) => (this.width = entry!.contentRect.width))

  private readonly shortcuts = new Keys(() => this)

  constructor() {
    super()
    this.width = 0
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.shortcuts.listen()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.shortcuts.stop()
  }

  override firstUpdated(): void {
    this.resize.observe(this.renderRoot.querySelector('.score')!)
  }

  override render() {
    const { playing } = this.player
    const isPlaying = (ownTime.value?.playing ?? playing).value
    return html`<div class="buttons" role="group" aria-label="time">
        ${this.button('Step back', icons.stepBack, () => this.by(-1))}
        <button
          class="play"
          aria-label=${isPlaying ? 'Pause' : 'Play'}
          title=${isPlaying ? 'Pause' : 'Play'}
          @click=${() => this.toggle()}
        >
          ${isPlaying ? icons.pause : icons.play}
        </button>
        ${this.button('Step', icons.step, () => this.by(1))}
        ${this.button('Next position', icons.nextPosition, () => this.next())}
        <button
          class="icon-button more"
          aria-label="More ways to step"
          title="More ways to step"
          @click=${() => void openShortcuts(this.session, this.player)}
        >
          ⋯
        </button>
      </div>
      ${this.score()} ${this.readout()}`
  }

  private button(name: string, icon: unknown, act: () => void) {
    return html`<button class="icon-button" aria-label=${name} title=${name} @click=${act}>${icon}</button>`
  }

  /** Time is a pane's own, and does what it does with a key. */
  private own(key: string): boolean {
    const act = ownTime.peek()?.keys[key]
    act?.()
    return act !== undefined
  }

  private next(): void {
    if (!this.own('Shift+ArrowRight')) this.move(() => this.session.nextPosition())
  }

  private toggle(): void {
    if (!this.own('Space')) this.player.toggle()
  }

  private by(steps: number): void {
    if (!this.own(steps > 0 ? 'ArrowRight' : 'ArrowLeft')) this.move(() => this.session.step(steps))
  }

  private move(act: () => void): void {
    this.player.pause()
    act()
  }

  private score() {
    const { timeline, cursor } = this.session
    const line = timeline.value
    const own = ownTime.value
    const words = own ? own.words() : line ? this.words(line) : ''
    const { index, length } = own?.now() ?? { index: cursor.value, length: line?.length ?? 1 }
    return html`<div
      class="score"
      role="slider"
      tabindex="0"
      aria-label=${own?.label ?? 'moment of the training step'}
      aria-valuemin="1"
      aria-valuemax=${length}
      aria-valuenow=${index + 1}
      aria-valuetext=${words}
      @pointerdown=${this.scrub}
      @pointermove=${this.scrub}
      @keydown=${this.keys}
    >
      ${line && this.width > 0 ? (own?.draw(this.width) ?? this.drawing(line, words)) : ''}
    </div>`
  }

  private drawing(timeline: Timeline, words: string) {
    const size = scoreSize(this.width)
    const { width, height, y, tick } = size
    const bars = barsOf(timeline, width)
    const cursor = this.session.cursor.value
    const x = xOf(bars, cursor)
    // On a phone the place is in the strip above.
    const shown = width < 600 ? words.replace(/^forward, position \d+ \S+?(?:, |: )/, '') : words
    return html`<svg width=${width} height=${height} aria-hidden="true">
      ${bars.map(bar => {
        const isHere = cursor >= bar.segment.from && cursor < bar.segment.to
        return svg`${ticks(timeline, bar, cursor, y, tick)}
          <text x=${bar.x} y=${y + tick + 13} class=${isHere ? 'here' : 'label'}>${this.label(bar.segment, bar.width)}</text>`
      })}
      ${playhead(size, x, shown)}
    </svg>`
  }

  private label({ phase, position }: Segment, width: number): string {
    const [view, run] = [this.session.view.value, this.session.run.value]
    if (phase === 'forward') {
      const letter = run!.tokenizer.letter(view!.reader.tokens[position!]!)
      return letter === 'BOS' && width < 28 ? 'B' : letter
    }
    if (phase === 'start') return ''
    const optimizer = optimizerIn(run!.config)
    const words = phase === 'update' ? [`${optimizer} update`, optimizer] : [phase]
    return words.find(word => width > word.length * 5.3) ?? ''
  }

  /** What is happening, in words. */
  private words(timeline: Timeline): string {
    const { session } = this
    const [moment, view, run] = [session.moment.value!, session.view.value!, session.run.value!]
    const title = titleIn(timeline.config, moment.op)
    const inner = session.frames.value.findLast(({ helper }) => helper !== null)
    const inside = inner ? `, in ${inner.helper}()` : ''
    const layers = timeline.config.n_layer > 1 && moment.layer !== null ? `, li = ${moment.layer}` : ''
    const where = `${layers}${moment.head === null ? '' : `, head ${moment.head}`}`
    if (moment.phase === 'forward') {
      const letter = run.tokenizer.letter(view.reader.tokens[moment.position!]!)
      return `forward, position ${moment.position} ${letter}${where}: ${title}${inside}`
    }
    if (moment.phase === 'loss') return `it has read ${short(view.document)}: the loss is known${inside}`
    if (moment.phase === 'backward') return `backward${where}: ${title}${inside}`
    if (moment.phase === 'setup') return `before the loop: ${title}${inside}`
    if (moment.phase === 'sample') return `after the loop: ${title}${inside}`
    return moment.parameter === null ? title : `${title}: ${shortName(moment.parameter)}`
  }

  private readout() {
    if (ownTime.value) return html`<div class="readout">${ownTime.value.count()}</div>`
    return html`<div class="readout">
      <label
        ><span class="word">speed</span>
        <select
          aria-label="speed"
          @change=${(event: Event) => (this.player.speed.value = Number((event.target as HTMLSelectElement).value))}
        >
          ${speeds.map(
            ({ value, words }) =>
              html`<option value=${value} ?selected=${value === this.player.speed.value}>${words}</option>`,
          )}
        </select></label
      >
      ${this.count()}
    </div>`
  }

  private count() {
    const { timeline, cursor, view, run } = this.session
    const [step, steps] = [view.value?.step ?? 0, run.value?.config.num_steps ?? 0]
    return html`<span class="step">step <b>${thousands(step + 1)}</b> of ${thousands(steps)}</span>
      <span>op <b>${thousands(cursor.value + 1)}</b> of ${thousands(timeline.value?.length ?? 0)}</span>`
  }

  private readonly scrub = (event: PointerEvent): void => {
    const [timeline, score] = [this.session.timeline.value, event.currentTarget as HTMLElement]
    if (!timeline || (event.type === 'pointermove' && !score.hasPointerCapture(event.pointerId))) return
    if (event.button > 0) return
    if (event.type === 'pointerdown') score.setPointerCapture(event.pointerId)
    const x = event.clientX - score.getBoundingClientRect().left
    if (ownTime.peek()) return ownTime.peek()!.scrub(x, this.width)
    this.move(() => this.session.moveTo(indexAt(barsOf(timeline, this.width), x)))
  }

  private readonly keys = (event: KeyboardEvent): void => {
    const { session } = this
    const length = session.timeline.value?.length ?? 1
    const moves: Record<string, () => void> = {
      ArrowRight: () => session.step(1),
      ArrowUp: () => session.step(1),
      ArrowLeft: () => session.step(-1),
      ArrowDown: () => session.step(-1),
      PageUp: () => session.nextPosition(),
      PageDown: () => session.moveTo(session.timeline.value?.segmentBefore(session.cursor.value) ?? 0),
      Home: () => session.moveTo(0),
      End: () => session.moveTo(length - 1),
    }
    const act = ownTime.peek()?.keys[event.key] ?? moves[event.key]
    if (!act || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    this.move(act)
  }
}

const short = (document: string): string =>
  [...document].length > 18 ? `${[...document].slice(0, 16).join('')}…` : document

customElements.define('mg-transport', MgTransport)

declare global {
  interface HTMLElementTagNameMap {
    'mg-transport': MgTransport
  }
}
