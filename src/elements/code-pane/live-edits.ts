/** Dragging, typing and choosing in the code. While something is held only the text changes; let go, the model follows. */
import type { EditorView } from '@codemirror/view'
import type { Config } from '../../engine/config.ts'
import type { LedgerEntry } from '../../lens/ledger-entry.ts'
import {
  changeFrom,
  consequence,
  isLiveNumber,
  moved,
  nextWord,
  outcome,
  pixelsPerStop,
  wordsFor,
  type LiveChoice,
  type LiveName,
  type LiveNumber,
} from '../../lens/live-values.ts'
import type { Session } from '../../lens/session.ts'
import { activationCode } from '../../python/activation.ts'
import { decayCode } from '../../python/decay.ts'
import { withConfig } from '../../python/with-config.ts'
import { openField, openMenu } from './live-field.ts'
import { livePlace } from './live-marks.ts'

interface Draft {
  readonly name: LiveName
  readonly value: Config[LiveName]
}

interface Drag {
  readonly name: LiveNumber
  readonly from: number
  readonly x: number
  isMoving: boolean
}

/** A key that is pressed again within this time goes on with the same change, in milliseconds. */
const keyPause = 600

export class LiveEdits {
  private draft: Draft | null = null
  private drag: Drag | null = null
  private ignoresClick = false
  private isRedrawing = false
  private timer = 0

  /**
   * @param layer where fields and menus are put
   * @param changed the text or the ledger is to be drawn again
   */
  constructor(
    private readonly editor: EditorView,
    private readonly session: Session,
    private readonly layer: HTMLElement,
    private readonly changed: () => void,
    private readonly said: (words: string) => void,
  ) {
    const { dom } = editor
    const listen = <Type extends keyof HTMLElementEventMap>(
      type: Type,
      act: (event: HTMLElementEventMap[Type]) => void,
    ): void => dom.addEventListener(type, act, { capture: true })
    listen('pointerdown', event => this.onDown(event))
    listen('pointermove', event => this.onMove(event))
    listen('pointerup', event => this.onUp(event))
    listen('pointercancel', () => this.restore())
    listen('mousedown', event => this.isLive(event) && this.swallow(event))
    listen('click', event => this.onClick(event))
    listen('keydown', event => this.onKey(event))
    dom.addEventListener('focusout', event => this.isLive(event) && !this.isRedrawing && !this.drag && this.commit())
  }

  // ── what is shown ──

  /** The text with what is held in it; null where nothing is. */
  get text(): string | null {
    const [change, config] = [this.change, this.session.run.peek()?.config]
    return change && config ? withConfig(this.session.program.peek().source.text, { ...config, ...change }) : null
  }

  /** The line of what is held. */
  get line(): number | null {
    return this.draft && (livePlace(this.editor.state, this.draft.name)?.line ?? null)
  }

  /** What stands beside it meanwhile: what would come of it. */
  get entries(): ReadonlyMap<number, LedgerEntry> {
    const [line, change, run] = [this.line, this.change, this.session.run.peek()]
    if (line === null || !change || !run) return new Map()
    return new Map(consequence(run, change).map((entry, i) => [line + i, entry]))
  }

  /** Draws the editor again; what had the focus has it still. */
  redraw(draw: () => void): void {
    const focused = this.focused
    this.isRedrawing = true
    draw()
    if (focused && this.focused !== focused) this.element(focused)?.focus({ preventScroll: true })
    this.isRedrawing = false
  }

  private get change(): Partial<Config> | null {
    return this.draft && { [this.draft.name]: this.draft.value }
  }

  private get focused(): LiveName | null {
    const active = (this.editor.root as ShadowRoot).activeElement
    return nameOn(active)
  }

  private element(name: LiveName): HTMLElement | null {
    return this.editor.contentDOM.querySelector<HTMLElement>(`[data-live="${name}"]`)
  }

  // ── a change ──

  private hold(name: LiveName, value: Config[LiveName]): void {
    this.draft = { name, value }
    this.changed()
  }

  private restore(): void {
    clearTimeout(this.timer)
    this.drag = null
    if (!this.draft) return
    this.draft = null
    this.changed()
  }

  private commit(): void {
    clearTimeout(this.timer)
    const { draft, change, session } = this
    const config = session.run.peek()?.config
    if (!draft || !change || !config) return
    if (config[draft.name] === draft.value) return this.restore()
    // The text stays as it is held until the model has followed.
    const settle = (isDone: boolean): void => {
      if (this.draft !== draft) return
      this.draft = null
      const run = session.run.peek()
      if (isDone && run) this.said(outcome(run, draft.name))
      this.changed()
    }
    if (draft.name === 'temperature') {
      session.setTemperature(Number(draft.value))
      settle(true)
    } else void session.reset(change).then(settle)
  }

  private commitSoon(): void {
    clearTimeout(this.timer)
    this.timer = window.setTimeout(() => this.commit(), keyPause)
  }

  // ── the pointer ──

  private onDown(event: PointerEvent): void {
    this.ignoresClick = false
    const name = nameAt(event)
    const config = this.session.run.peek()?.config
    if (!name || !config || event.button !== 0) return
    this.swallow(event)
    this.element(name)?.focus({ preventScroll: true })
    if (!isLiveNumber(name)) return
    this.drag = { name, from: Number(this.present(name)), x: event.clientX, isMoving: false }
    this.editor.dom.setPointerCapture(event.pointerId)
  }

  private onMove(event: PointerEvent): void {
    const { drag } = this
    const config = this.session.run.peek()?.config
    if (!drag || !config) return
    this.swallow(event)
    const by = Math.round((event.clientX - drag.x) / pixelsPerStop(drag.name, config))
    if (!drag.isMoving && Math.abs(event.clientX - drag.x) < 4) return
    drag.isMoving = true
    const value = moved(drag.name, config, drag.from, by)
    if (value !== this.draft?.value) this.hold(drag.name, value)
  }

  private onUp(event: PointerEvent): void {
    const { drag } = this
    if (!drag) return
    this.swallow(event)
    this.drag = null
    this.ignoresClick = true
    if (drag.isMoving) this.commit()
    else this.type(drag.name)
  }

  /** A click on a number is no click on its line. */
  private onClick(event: MouseEvent): void {
    const name = nameAt(event)
    if (!name && !this.ignoresClick) return
    this.ignoresClick = false
    this.swallow(event)
    if (name && !isLiveNumber(name)) this.choose(name)
  }

  // ── the keys ──

  private onKey(event: KeyboardEvent): void {
    const name = nameAt(event)
    const { key } = event
    if (!name || event.ctrlKey || event.metaKey || event.altKey || key === 'Tab') return
    if (key === 'Escape' && !this.draft) return
    const by = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[key]
    const isTyped = /^[\d.]$/.test(key) && isLiveNumber(name)
    if (by === undefined && !isTyped && !['Enter', ' ', 'F2', 'Escape'].includes(key)) return
    this.swallow(event)
    if (key === 'Escape') this.restore()
    else if (by !== undefined) this.move(name, by * (event.shiftKey ? 10 : 1))
    else if (this.draft && key === 'Enter') this.commit()
    else if (isLiveNumber(name)) this.type(name, isTyped ? key : null)
    else this.choose(name)
  }

  private move(name: LiveName, by: number): void {
    const config = this.session.run.peek()?.config
    if (!config) return
    const present = this.draft?.name === name ? this.draft.value : this.present(name)
    this.hold(
      name,
      isLiveNumber(name) ? moved(name, config, Number(present), by) : (nextWord(name, String(present), by) as never),
    )
    this.commitSoon()
  }

  // ── typing and choosing ──

  private type(name: LiveNumber, first: string | null = null): void {
    const [element, config] = [this.element(name), this.session.run.peek()?.config]
    if (!element || !config) return
    const input = openField(
      this.layer,
      element.getBoundingClientRect(),
      name,
      first ?? String(this.present(name)),
      typed => {
        const change = typed === null ? {} : changeFrom(name, typed, config)
        if (typeof change === 'string') {
          this.session.say(change)
          return change
        }
        const hadFocus = (this.editor.root as ShadowRoot).activeElement === input
        const value = change[name]
        if (value !== undefined && value !== config[name]) {
          this.hold(name, value)
          this.commit()
        }
        if (hadFocus) this.element(name)?.focus({ preventScroll: true })
        return null
      },
    )
    if (first === null) input.select()
  }

  private choose(name: LiveChoice): void {
    const [element, config] = [this.element(name), this.session.run.peek()?.config]
    if (!element || !config) return
    const { source } = this.session.program.peek()
    const words = wordsFor(name).map(word => ({
      word,
      code:
        name === 'activation'
          ? activationCode(source, word as Config['activation'])
          : decayCode(source, word as Config['decay']),
    }))
    openMenu(this.layer, element.getBoundingClientRect(), name, words, config[name], word => {
      this.element(name)?.focus({ preventScroll: true })
      if (word === null || word === config[name]) return
      this.hold(name, word as Config[LiveChoice])
      this.commit()
    })
  }

  private present(name: LiveName): Config[LiveName] {
    return this.session.run.peek()!.config[name]
  }

  private isLive(event: Event): boolean {
    return nameAt(event) !== null
  }

  private swallow(event: Event): void {
    event.preventDefault()
    event.stopPropagation()
  }
}

const nameAt = ({ target }: Event): LiveName | null =>
  target instanceof Element ? nameOn(target.closest('.lens-live')) : null

const nameOn = (element: Element | null): LiveName | null =>
  element instanceof HTMLElement ? ((element.dataset['live'] as LiveName | undefined) ?? null) : null
