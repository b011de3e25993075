/** √d in the real model: switched off as it stands, and what that costs on the name at hand. */
import { html, nothing } from 'lit'
import { offWords, switchedOff } from '../../../engine/switches.ts'
import { entropy } from '../../../lens/attention-arithmetic.ts'
import type { View } from '../../../lens/cursor.ts'
import type { TraceReader } from '../../../lens/reading.ts'
import type { Session } from '../../../lens/session.ts'
import { buttonStyles } from '../../marks/button.styles.ts'
import { decimal } from '../../marks/numbers.ts'
import { SignalElement } from '../../signal-element.ts'
import { labStyles } from '../../marks/lab.styles.ts'
import { whyStyles } from './why.styles.ts'

const part = 'attention.scale'

interface Losses {
  readonly view: View
  readonly divided: number
  readonly undivided: number
}

export class MgScaleSwitch extends SignalElement {
  static override properties = { session: { attribute: false }, losses: { state: true } }
  declare session: Session
  declare private losses: Losses | null

  static override styles = [buttonStyles, labStyles, whyStyles]

  private asked: View | null = null

  constructor() {
    super()
    this.losses = null
  }

  override render() {
    const { session, losses } = this
    const view = session.view.value
    if (!view) return nothing
    if (this.asked !== view) void this.ask(view)
    const isOff = switchedOff({ off: session.off.value }).has(part)
    const { head_dim } = view.reader.plan
    return html`<section>
      <h2>√d in this model</h2>
      <div class="row switch">
        <button role="switch" aria-checked=${!isOff} @click=${() => void session.toggle(part)}>
          divide the scores by √${head_dim} = ${decimal(Math.sqrt(head_dim))}
        </button>
        <p aria-live="polite">
          loss on <code>${view.document || 'the empty name'}</code>:
          ${
            losses
              ? html`<b class=${isOff ? '' : 'now'}>${decimal(losses.divided, 4)}</b> divided →
                  <b class=${isOff ? 'now' : ''}>${decimal(losses.undivided, 4)}</b> not; mean entropy on the screen
                  <b>${decimal(meanEntropy(view.reader))}</b> bits`
              : '…'
          }
        </p>
      </div>
      <p class="note">
        The same weights without training again: they learned with the division
        there${session.isAltered ? '. Train in the Training tab begins a run of the model as it now stands' : ''}. With
        a head_dim of ${head_dim} it is only a factor of ${decimal(Math.sqrt(head_dim), 1)}; a head of 64 makes it 8.
      </p>
    </section>`
  }

  private async ask(view: View): Promise<void> {
    this.asked = view
    const { session } = this
    const n_head = session.run.peek()!.config.n_head
    const off = switchedOff({ off: session.off.peek() })
    const without = new Set([...off].filter(word => word !== part))
    const asked = [without, [...without, part]].map(words => offWords(words, n_head))
    try {
      const found = await session.questions.lossesWithout(asked)
      if (found && this.asked === view) this.losses = { view, divided: found[0]!, undivided: found[1]! }
    } catch (error) {
      session.say(error instanceof Error ? error.message : String(error))
    }
  }
}

/** Over all rows of all heads and layers. */
function meanEntropy(reader: TraceReader): number {
  const { n_layer, n_head } = reader.plan.config
  let [bits, rows] = [0, 0]
  for (let layer = 0; layer < n_layer; layer++)
    for (let head = 0; head < n_head; head++)
      for (let row = 0; row < reader.positions; row++, rows++)
        bits += entropy(reader.output('attention.softmax', row, layer, head)!.values)
  return bits / rows
}

customElements.define('mg-scale-switch', MgScaleSwitch)

declare global {
  interface HTMLElementTagNameMap {
    'mg-scale-switch': MgScaleSwitch
  }
}
