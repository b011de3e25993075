/** Lines switched off, one at a time: what each part is worth to the loss of the name at hand, without training again. */
import { html, nothing } from 'lit'
import { offWords, switchedOff } from '../../engine/switches.ts'
import type { View } from '../../lens/cursor.ts'
import type { Session } from '../../lens/session.ts'
import { switchLines, type SwitchLine } from '../../lens/switches.ts'
import { buttonStyles } from '../marks/button.styles.ts'
import { SignalElement } from '../signal-element.ts'
import { switchesStyles } from './switches.styles.ts'

interface Worth {
  readonly view: View
  /** The loss with all parts on, and with each of them off, in the order of the lines. */
  readonly all: number
  readonly without: readonly number[]
}

export class MgSwitches extends SignalElement {
  static override properties = { session: { attribute: false }, worth: { state: true } }
  declare session: Session
  declare private worth: Worth | null

  static override styles = [buttonStyles, switchesStyles]

  private asked: View | null = null

  constructor() {
    super()
    this.worth = null
  }

  override render() {
    const { session } = this
    const [run, view, off] = [session.run.value, session.view.value, session.off.value]
    if (!run || !view) return nothing
    const lines = switchLines(session.program.value, run.config.n_head)
    if (this.asked !== view) void this.ask(view, lines)
    const worth = this.worth
    const losses = worth ? [worth.all, ...worth.without] : []
    const [least, most] = [Math.min(...losses), Math.max(...losses)]
    const place = (loss: number): number => (100 * (loss - least)) / (most - least || 1)
    const isOff = switchedOff({ off })
    return html`<header>
        <h2>Lines switched off, one at a time</h2>
        <p>loss on <code>${view.document || 'the empty name'}</code>, without training again</p>
      </header>
      <ul>
        ${lines.map((line, i) => this.row(line, isOff.has(line.part), worth, worth?.without[i] ?? null, place))}
      </ul>
      <footer>
        ${worth ? html`<p>${isOff.size === 0 ? 'all on' : 'as it stands'} <b>${worth.all.toFixed(2)}</b></p>` : nothing}
        ${
          session.isAltered
            ? html`<p>
                The model on the screen is not the one that was trained. Train begins a run of it, from the same seed.
              </p>`
            : nothing
        }
      </footer>`
  }

  private row(
    { part, line, words }: SwitchLine,
    isOff: boolean,
    worth: Worth | null,
    loss: number | null,
    place: (loss: number) => number,
  ) {
    const [from, to] = worth && loss !== null ? [place(worth.all), place(loss)] : [0, 0]
    return html`<li class="part">
      <button class="part" role="switch" aria-checked=${!isOff} @click=${() => void this.session.toggle(part)}>
        <span class="line">${line ?? ''}</span><span class=${isOff ? 'words off' : 'words'}>${words}</span>
      </button>
      <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
        <line class="all" x1=${from} x2=${from} y1="0" y2="10"></line>
        <line class="way" x1=${from} x2=${to} y1="5" y2="5"></line>
      </svg>
      <b class="worth">${loss === null ? '…' : loss.toFixed(2)}</b>
    </li>`
  }

  private async ask(view: View, lines: readonly SwitchLine[]): Promise<void> {
    this.asked = view
    const { session } = this
    const n_head = session.run.peek()!.config.n_head
    // What is off on the screen stays off: each line is weighed against that.
    const off = [...switchedOff({ off: session.off.peek() })]
    const without = lines.map(({ part }) => offWords([...off, part], n_head))
    const losses = await session.questions.lossesWithout([session.off.peek(), ...without])
    if (losses && this.asked === view) this.worth = { view, all: losses[0]!, without: losses.slice(1) }
  }
}

customElements.define('mg-switches', MgSwitches)

declare global {
  interface HTMLElementTagNameMap {
    'mg-switches': MgSwitches
  }
}
