/** The sheet under the sign for sharing: the link, and what is at hand as files. */
import { css, html } from 'lit'
import { checkpointFile, openCheckpoint, stepAtHand } from '../../lens/checkpoint-files.ts'
import { lossesFile, programFile } from '../../lens/run-files.ts'
import { sentence } from '../../lens/training.ts'
import type { Session } from '../../lens/session.ts'
import { buttonStyles } from '../marks/button.styles.ts'
import { sheetStyles } from '../marks/sheet.styles.ts'
import { SignalElement } from '../signal-element.ts'
import { figureAtHand, pngOf, svgOf } from './figure-svg.ts'
import { saveFile } from './save-file.ts'

export class MgExportMenu extends SignalElement {
  static override properties = {
    session: { attribute: false },
    figures: { attribute: false },
    copyLink: { attribute: false },
  }
  declare session: Session
  /** The part of the page in which the figure at hand is. */
  declare figures: Element | null
  /** Copies the link; given by who has the words for it. */
  declare copyLink: () => unknown

  static override styles = [
    buttonStyles,
    sheetStyles,
    css`
      .sheet {
        right: var(--right);
        min-width: 250px;
        max-height: calc(100dvh - var(--y) - 8px);
      }
      .sheet button {
        display: flex;
        justify-content: space-between;
        gap: var(--s-4);
        padding: 4px 14px;
      }
      .sheet [aria-disabled='true'] {
        color: var(--ink-3);
        cursor: default;
      }
      .kind {
        color: var(--ink-3);
        font: 11px/18px var(--mono);
      }
      input {
        display: none;
      }
      @media (max-width: 700px) {
        .sheet button {
          align-items: center;
        }
      }
    `,
  ]

  private opener: HTMLElement | null = null

  /** Opens under the button that asks for it. */
  async open(button: HTMLElement): Promise<void> {
    this.opener = button
    await this.updateComplete
    const { sheet } = this
    sheet.showPopover()
    const { right, bottom } = button.getBoundingClientRect()
    sheet.style.setProperty('--right', `${Math.max(8, innerWidth - right)}px`)
    sheet.style.setProperty('--y', `${bottom + 2}px`)
    sheet.querySelector('button')?.focus()
  }

  private get sheet(): HTMLElement {
    return this.renderRoot.querySelector<HTMLElement>('.sheet')!
  }

  override render() {
    const { session } = this
    const [run, losses] = [session.run.value, session.training.losses.value]
    const isUntrained = losses.every(Number.isNaN)
    const isWithout = run === null
    // What is looked at moves; the menu says which step it is.
    const step = session.view.value ? stepAtHand(session) : 0
    const words = `step ${step.toLocaleString('en')}`
    return html`<div
        class="sheet"
        popover
        role="menu"
        aria-label="share and save"
        @keydown=${this.onKey}
        @toggle=${this.onToggle}
      >
        ${this.item('Copy link', '', () => this.copyLink())}
        <hr />
        ${this.item('Save figure', 'SVG', () => this.saveFigure('svg'))}
        ${this.item('Save figure', 'PNG', () => this.saveFigure('png'))}
        <hr />
        ${this.item('Save microgpt.py', 'with these numbers', () => this.save(programFile(session)), isWithout)}
        ${this.item('Save losses', 'CSV', () => this.save(lossesFile(session)), isWithout || isUntrained)}
        <hr />
        ${this.item(`Save checkpoint, ${words}`, 'safetensors', () => this.saveCheckpoint('safetensors'), isWithout)}
        ${this.item(`Save checkpoint, ${words}`, 'JSON', () => this.saveCheckpoint('json'), isWithout)}
        ${this.item('Open a checkpoint', '', () => this.renderRoot.querySelector('input')!.click(), isWithout)}
      </div>
      <input type="file" accept=".safetensors,.json" aria-label="checkpoint" tabindex="-1" @change=${this.onFile} />`
  }

  private item(words: string, kind: string, act: () => unknown, isOff = false) {
    return html`<button
      role="menuitem"
      aria-label=${`${words} ${kind}`.trim()}
      aria-disabled=${isOff}
      @click=${() => !isOff && this.act(act)}
    >
      <span>${words}</span><span class="kind">${kind}</span>
    </button>`
  }

  /** Closes it, with the focus where it came from. */
  private close(): void {
    this.sheet.hidePopover()
    this.opener?.focus()
  }

  private act(act: () => unknown): void {
    this.close()
    try {
      // Some work at once, some later; a problem of either is said.
      void Promise.resolve(act()).catch((error: unknown) => this.session.say(sentence(error)))
    } catch (error) {
      this.session.say(sentence(error))
    }
  }

  private save(file: File): void {
    saveFile(file, file.name)
  }

  private async saveCheckpoint(form: 'safetensors' | 'json'): Promise<void> {
    this.save(await checkpointFile(this.session, form))
  }

  private async saveFigure(form: 'svg' | 'png'): Promise<void> {
    const figure = this.figures ? figureAtHand(this.figures) : []
    if (figure.length === 0) throw new Error('There is no figure on this tab.')
    const text = svgOf(figure)
    const file = form === 'svg' ? new Blob([text], { type: 'image/svg+xml' }) : await pngOf(text)
    saveFile(file, `microgpt-${this.session.tab.peek().toLowerCase()}.${form}`)
  }

  private readonly onFile = (event: Event): void => {
    const input = event.target as HTMLInputElement
    const file = input.files?.[0]
    if (file) void openCheckpoint(this.session, file)
    // The same file may be chosen again after it has been changed.
    input.value = ''
  }

  /** The button is told, for its aria-expanded. */
  private readonly onToggle = (event: ToggleEvent): void => {
    this.dispatchEvent(new ToggleEvent('menu-toggled', { newState: event.newState }))
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    event.stopPropagation()
    if (event.key === 'Escape') {
      event.preventDefault()
      return this.close()
    }
    const items = [...this.sheet.querySelectorAll<HTMLButtonElement>('button')]
    const at = items.findIndex(item => item.matches(':focus'))
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 + items.length, Home: 0, End: items.length - 1 }[event.key]
    if (to === undefined) return
    event.preventDefault()
    items[to % items.length]?.focus()
  }
}

customElements.define('mg-export-menu', MgExportMenu)

declare global {
  interface HTMLElementTagNameMap {
    'mg-export-menu': MgExportMenu
  }
}
