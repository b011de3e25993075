/** Cross-entropy is surprise: what each letter of the name on the screen costs, and that the loss is their mean. */
import { html, nothing } from 'lit'
import { oddsWords } from '../../../lens/letter-odds.ts'
import { inUnit, letterCosts, units, type LetterCost, type Unit } from '../../../lens/letter-surprise.ts'
import type { Session } from '../../../lens/session.ts'
import { labStyles } from '../../marks/lab.styles.ts'
import { numbersTable } from '../../marks/mg-numbers-table.ts'
import { buttonStyles } from '../../marks/button.styles.ts'
import { markStyles } from '../../marks/mark.styles.ts'
import type { MgSlider } from '../../marks/mg-slider.ts'
import '../../marks/mg-slider.ts'
import { decimal, probability } from '../../marks/numbers.ts'
import { Width } from '../../marks/width.ts'
import { SignalElement } from '../../signal-element.ts'
import { crossEntropyStyles } from './cross-entropy.styles.ts'
import { surpriseDrawing, surpriseLayout, visible, type SurprisePicture } from './surprise-picture.ts'

export class MgCrossEntropy extends SignalElement {
  static override properties = { session: { attribute: false }, unit: { state: true }, tried: { state: true } }
  declare session: Session
  declare private unit: Unit
  /** The probability that is tried out. */
  declare private tried: number

  static override styles = [markStyles, buttonStyles, labStyles, crossEntropyStyles]

  private readonly width: Width = new Width(this)
  private picture: SurprisePicture | null = null

  constructor() {
    super()
    this.unit = 'nats'
    this.tried = 0.25
  }

  override render() {
    const { session, unit, tried } = this
    const [run, view] = [session.run.value, session.view.value]
    if (!run || !view || this.width.value === 0) return nothing
    const { reader } = view
    const costs = letterCosts(run, reader)
    const picture: SurprisePicture = {
      width: this.width.value - (this.width.value < 500 ? 32 : 48),
      costs,
      unit,
      loss: reader.loss,
      guessing: Math.log(run.plan.vocab_size),
      pairs: run.baselines.find(({ name }) => name === 'bigram')?.loss ?? null,
      tried,
      position: session.position.value,
      status: position => session.status({ op: 'loss.cross_entropy', layer: null, head: null }, position),
    }
    this.picture = picture
    return html`<div class="page">
      <div class="head">
        <h2>The loss is surprise: <code>loss_t = -probs[target_id].log()</code></h2>
        <div class="choice" role="group" aria-label="unit">
          ${units.map(
            each => html`<button aria-pressed=${each === unit} @click=${() => (this.unit = each)}>${each}</button>`,
          )}
        </div>
      </div>
      <p class="note">
        A letter that was given p costs −log p: nothing if it was certain, more and more the less it was expected. A
        model cannot hide: whatever it gives to one letter, it takes from the others.
      </p>
      <div class="plot" @pointerdown=${this.take} @pointermove=${this.drag} @keydown=${this.walk}>
        <svg
          width=${picture.width}
          height=${surpriseLayout(picture).height}
          role="group"
          aria-label="what each letter of ${view.document} costs"
        >
          ${surpriseDrawing(picture)}
        </svg>
      </div>
      <div class="try">
        <mg-slider
          label="a letter that is given p ="
          .least=${0.001}
          .most=${1}
          .step=${0.001}
          .digits=${3}
          .value=${tried}
          @input=${(event: Event) => (this.tried = (event.currentTarget as MgSlider).value)}
        ></mg-slider>
        <p aria-live="polite">
          costs <b>${decimal(-Math.log(tried), 3)}</b> nats = <b>${decimal(-Math.log2(tried), 3)}</b> bits,
          <b>${oddsWords(Math.log(tried))}</b>. ${verdict(-Math.log(tried), picture)}
        </p>
      </div>
      <section>
        <h2>The name on the screen: <code>${view.document}</code></h2>
        <p class="sum">${sum(costs, reader.loss, unit)}</p>
        <p class="note">
          A short dash on a stem is what a table of letter pairs, counted in the data, would have paid there;
          ${costs.some(({ pairNats }) => pairNats === Infinity) ? 'an arrow: it has never seen that pair.' : 'it knows one letter back and no more.'}
          ${
            reader.loss > picture.guessing
              ? html`The mean is above <b>${decimal(picture.guessing)}</b>: for this name, guessing blindly would have
                  been cheaper.`
              : html`e to the loss, <b>${decimal(Math.exp(reader.loss), 1)}</b>, is among how many equally likely
                  letters the model was in effect choosing.`
          }
        </p>
      </section>
      ${numbersTable(() => ({
        caption: `What each letter of ${view.document} costs`,
        heads: ['letter', 'p', '−log p, nats', 'bits', 'table of pairs, nats'],
        rows: costs.map(({ letter, p, nats, pairNats }): [string, ...string[]] => [
          visible(letter),
          probability(p, 4),
          decimal(nats, 4),
          decimal(inUnit(nats, 'bits'), 4),
          pairNats === null ? 'not counted' : decimal(pairNats, 4),
        ]),
      }))}
    </div>`
  }

  /** A press in the curve tries out the probability there; one on a letter goes to it. */
  private readonly take = (event: PointerEvent): void => {
    const [mark] = event.composedPath()
    if (event.button !== 0 || (mark instanceof Element && mark.closest('[data-op]'))) return
    if (!this.tryAt(event)) return
    ;(event.currentTarget as HTMLElement).setPointerCapture(event.pointerId)
  }

  private readonly drag = (event: PointerEvent): void => {
    if ((event.currentTarget as HTMLElement).hasPointerCapture(event.pointerId)) this.tryAt(event)
  }

  private tryAt(event: PointerEvent): boolean {
    const { picture } = this
    if (!picture) return false
    const { x, y } = surpriseLayout(picture)
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect()
    const [at, down] = [event.clientX - box.left, event.clientY - box.top]
    const isHeld = (event.currentTarget as HTMLElement).hasPointerCapture(event.pointerId)
    if (!isHeld && (at < x(0) - 8 || at > x(1) + 8 || down > y(0) + 12)) return false
    this.tried = Math.max(0.001, Math.round(x.invert(at) * 1000) / 1000)
    return true
  }

  /** One stop of the tab key for all stems; the arrows go along the name. */
  private readonly walk = (event: KeyboardEvent): void => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    const stems = [...this.renderRoot.querySelectorAll<SVGElement>('g.mark')]
    const at = stems.findIndex(stem => stem === event.composedPath()[0])
    if (!by || at < 0) return
    event.preventDefault()
    event.stopPropagation()
    stems[at + by]?.focus()
  }
}

const mostTerms = 12

/** The mean worked out, in the digits that add up. */
function sum(costs: readonly LetterCost[], loss: number, unit: Unit) {
  const terms = costs.slice(0, mostTerms).map(({ nats }) => decimal(inUnit(nats, unit), 3))
  const rest = costs.length > mostTerms ? ` + … ${costs.length - mostTerms} more` : ''
  return html`loss = (${terms.join(' + ')}${rest}) / ${costs.length} = <b>${decimal(inUnit(loss, unit), 4)}</b> ${unit}
    a letter`
}

/** Where a cost stands among those that are known. */
function verdict(nats: number, { guessing, pairs, loss }: SurprisePicture): string {
  if (nats > guessing) return 'Guessing blindly would have been cheaper.'
  if (pairs !== null && nats > pairs) return 'Better than guessing, dearer than a table of pairs.'
  return nats > loss ? 'Dearer than the mean of this name.' : 'Cheaper than the mean of this name.'
}

customElements.define('mg-cross-entropy', MgCrossEntropy)

declare global {
  interface HTMLElementTagNameMap {
    'mg-cross-entropy': MgCrossEntropy
  }
}
