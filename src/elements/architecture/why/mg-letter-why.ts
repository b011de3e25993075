/** Why this letter: its logit as the sum of what the embedding, each head and each MLP wrote into the stream. */
import { html, nothing } from 'lit'
import { likeliest } from '../../../lens/logit-parts.ts'
import type { Session } from '../../../lens/session.ts'
import { buttonStyles } from '../../marks/button.styles.ts'
import { markStyles } from '../../marks/mark.styles.ts'
import { noteStyles } from '../../marks/note.styles.ts'
import { decimal, probability } from '../../marks/numbers.ts'
import { Width } from '../../marks/width.ts'
import { SignalElement } from '../../signal-element.ts'
import { keepTabStop, moveFocus } from '../roving.ts'
import { letterRow } from './letters.ts'
import { sceneOf, type WhyScene } from './scene.ts'
import { LossesWithout } from './switching.ts'
import { table } from './table.ts'
import { verdict } from './verdict.ts'
import { whyStyles } from './why.styles.ts'

export class MgLetterWhy extends SignalElement {
  static override properties = {
    session: { attribute: false },
    letter: { state: true },
    isAgainst: { state: true },
    opened: { state: true },
  }
  declare session: Session
  /** The letter that was chosen; null is the target, whatever that is. */
  declare private letter: number | null
  declare private isAgainst: boolean
  /** Keys of the rows that are opened. */
  declare private opened: ReadonlySet<string>

  static override styles = [buttonStyles, markStyles, noteStyles, whyStyles]

  private readonly width = new Width(this)
  private without: LossesWithout | null = null
  private drawn: { readonly of: readonly unknown[]; readonly scene: WhyScene } | null = null

  constructor() {
    super()
    this.letter = null
    this.isAgainst = false
    this.opened = new Set(['embedding'])
    this.addEventListener('keydown', event => {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      if (moveFocus(this.renderRoot, event.composedPath()[0] ?? null, event.key)) event.preventDefault()
    })
  }

  override render() {
    const scene = this.scene()
    if (!scene) return nothing
    const { reader, position, letters, chosen, against, layout } = scene
    const { session } = this
    this.without ??= new LossesWithout(session)
    const [logits, probs] = [reader.output('output.logits', position)!, reader.output('loss.softmax', position)!]
    const isDone = (op: 'output.logits' | 'loss.softmax'): boolean =>
      session.status({ op, layer: null, head: null }, position) !== 'todo'
    const read = Array.from(reader.tokens.slice(0, position + 1), token => session.run.value!.tokenizer.letter(token))
    const target = reader.targets[position]!
    return html`<div class="page" data-mode=${layout.mode}>
      <p class="asked">
        <span>after <code>${read.join(' ')}</code></span>
        <b>${letters[chosen]}</b>
        <span>${chosen === target ? 'is what comes' : html`was not what came: <code>${letters[target]}</code>`}</span>
        <span>p <b>${isDone('loss.softmax') ? probability(probs.values[chosen]!, 3) : '…'}</b></span>
        <span>logit <b>${isDone('output.logits') ? decimal(logits.values[chosen]!, 4) : '…'}</b></span>
      </p>
      <p class="note">
        No norm stands before <code>lm_head</code>, so a logit is a plain sum: what each part wrote into the stream,
        times the letter’s row of <code>lm_head</code>.
      </p>
      ${letterRow({
        letters,
        probs: isDone('loss.softmax') ? probs : null,
        target,
        chosen,
        against,
        choose: letter => (this.letter = letter === target ? null : letter),
      })}
      <label class="against"
        ><input
          type="checkbox"
          .checked=${this.isAgainst}
          @change=${(event: Event) => (this.isAgainst = (event.currentTarget as HTMLInputElement).checked)}
        /><span
          >less the logit of the likeliest other letter, <code>${letters[likeliest(probs.values, chosen)]}</code>${
            against === null || !isDone('loss.softmax')
              ? nothing
              : html`: odds ${this.odds(probs.values[chosen]! / probs.values[against]!)}`
          }</span
        ></label
      >
      ${table(scene, {
        session,
        opened: this.opened,
        without: this.without,
        open: key => this.open(key),
      })}
      ${verdict(session, scene)}
      <p class="note">
        A bar is what a part wrote itself. The loss without it, in the last column, is the whole model computed again:
        all that reads the part’s work changes too.
      </p>
    </div>`
  }

  private readonly odds = (odds: number): string =>
    odds >= 1 ? `${odds.toFixed(1)} to 1` : `1 to ${(1 / odds).toFixed(1)}`

  /** Null until there is a trace and a place to draw. */
  private scene(): WhyScene | null {
    const { session } = this
    const [run, view] = [session.run.value, session.view.value]
    if (!run || !view || this.width.value === 0) return null
    const { reader } = view
    const position = session.position.value
    // Moving through the step changes what is filled and nothing else.
    const of = [reader, position, this.letter, this.isAgainst, this.opened, this.width.value]
    if (!this.drawn || of.some((part, i) => part !== this.drawn!.of[i]))
      this.drawn = {
        of,
        scene: sceneOf(run, reader, position, {
          letter: this.letter,
          isAgainst: this.isAgainst,
          opened: this.opened,
          width: this.width.value,
        }),
      }
    return this.drawn.scene
  }

  private open(key: string): void {
    const opened = new Set(this.opened)
    if (!opened.delete(key)) opened.add(key)
    this.opened = opened
  }

  override updated(): void {
    keepTabStop(this.renderRoot)
    const scene = this.scene()
    if (scene && scene.layout.mode === 'wide') void this.without?.ask(scene.rows)
  }
}

customElements.define('mg-letter-why', MgLetterWhy)

declare global {
  interface HTMLElementTagNameMap {
    'mg-letter-why': MgLetterWhy
  }
}
