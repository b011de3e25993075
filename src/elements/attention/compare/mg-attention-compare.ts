/** Two models, or two names: the same heads side by side, those that changed most first. */
import { html, nothing, type TemplateResult } from 'lit'
import { guard } from 'lit/directives/guard.js'
import { changesOf, compareHead, guessesOf, lettersOf, type Change } from '../../../lens/attention-compare.ts'
import { attentionSidesOf, type Pair, type SideOf } from '../../../lens/attention-sides.ts'
import type { Session } from '../../../lens/session.ts'
import { buttonStyles } from '../../marks/button.styles.ts'
import { Following } from '../../marks/following.ts'
import { markStyles } from '../../marks/mark.styles.ts'
import { decimal } from '../../marks/numbers.ts'
import { Width } from '../../marks/width.ts'
import { SignalElement } from '../../signal-element.ts'
import { edge } from '../layout.ts'
import { compareStyles } from './compare.styles.ts'
import { guessesView } from './guesses-view.ts'
import { headPair } from './head-pair.ts'
import { headings } from './headings.ts'
import { figuresWidth, pairLayout } from './layout.ts'
import { pairTable } from './pair-table.ts'
import { sideChoice } from './side-choice.ts'

/** Heads that are drawn before more are asked for: of long documents fewer. */
const firstShown = (positions: number): number => (positions <= 16 ? 8 : 4)

export class MgAttentionCompare extends SignalElement {
  static override properties = {
    session: { attribute: false },
    shown: { state: true },
    isTableOpen: { state: true },
  }
  declare session: Session
  /** Heads that were asked for; null is the first few. */
  declare private shown: number | null
  declare private isTableOpen: boolean

  static override styles = [markStyles, buttonStyles, compareStyles]

  private readonly width: Width = new Width(this)
  readonly following: Following = new Following(this, () =>
    this.session ? attentionSidesOf(this.session).follow() : null,
  )
  private known: { readonly pair: Pair; readonly changes: readonly Change[] } | null = null

  constructor() {
    super()
    this.shown = null
    this.isTableOpen = false
  }

  override render() {
    const { session } = this
    const width = this.width.value
    if (!session || width === 0) return nothing
    const sides = attentionSidesOf(session)
    const [pair, missing] = [sides.pair.value, sides.missing.value]
    return html`<div class="page">
      ${sideChoice(session)}
      <p class="missing" role="status">${missing ?? nothing}</p>
      ${guard([pair, missing, width, this.shown, this.isTableOpen], () =>
        pair && !missing ? this.comparison(pair, width - 2 * edge(width)) : nothing,
      )}
    </div>`
  }

  private changes(pair: Pair): readonly Change[] {
    if (this.known?.pair !== pair) this.known = { pair, changes: changesOf(pair.a.view.reader, pair.b.view.reader) }
    return this.known.changes
  }

  private comparison(pair: Pair, inner: number): TemplateResult {
    const { tokenizer, config } = this.session.run.value!
    const changes = this.changes(pair)
    const [a, b] = [pair.a.view.reader, pair.b.view.reader]
    const [guessesA, guessesB] = [guessesOf(a, tokenizer), guessesOf(b, tokenizer)]
    const positions = Math.max(a.positions, b.positions)
    const layout = pairLayout(inner, positions)
    const count = Math.min(changes.length, this.shown ?? firstShown(positions))
    const heads = changes.slice(0, count).map(({ layer, head }) => compareHead(a, b, layer, head))
    const words = {
      lettersA: lettersOf(a, tokenizer),
      lettersB: lettersOf(b, tokenizer),
      isDeep: config.n_layer > 1,
    }
    return html`${verdict(pair)}
      <p class="note">
        ${
          pair.kind === 'names'
            ? 'Row by row, position by position: what stays the same for two names is habit, what differs is the letters’ doing.'
            : '“moved” is the share of a row’s weight that lies elsewhere in B, on average; the head that moved most is first.'
        }
      </p>
      ${headings(layout, inner)}
      <ol class="heads" aria-label="heads, the most changed first">
        ${heads.map(head => headPair(head, layout, words))}
      </ol>
      ${
        count < changes.length
          ? html`<button class="more" @click=${() => (this.shown = count + 8)}>
              ${changes.length - count} more heads, which moved less
            </button>`
          : nothing
      }
      ${guessesView(guessesA, guessesB, inner)}
      <details @toggle=${(event: Event) => (this.isTableOpen = (event.target as HTMLDetailsElement).open)}>
        <summary>as a table</summary>
        ${
          this.isTableOpen
            ? html`<div class="scroller" tabindex="0" role="region" aria-label="the numbers of both">
                ${pairTable(heads, guessesA, guessesB)}
              </div>`
            : nothing
        }
      </details>`
  }

  /** What the style sheet must know of the layout. */
  override willUpdate(): void {
    this.style.setProperty('--figures', `${figuresWidth}px`)
  }
}

/** Both losses, as a sentence with its numbers. */
function verdict({ a, b }: Pair): TemplateResult {
  const [lossA, lossB] = [a.view.reader.loss, b.view.reader.loss]
  const less = lossA - lossB
  const change =
    Math.abs(less) < 5e-5 ? 'the same to four decimals' : `${decimal(Math.abs(less), 4)} ${less > 0 ? 'less' : 'more'}`
  const side = (name: 'a' | 'b', { words }: SideOf, loss: number): TemplateResult =>
    html`<span class="side"
      ><i class=${name}>${name.toUpperCase()}</i> ${words} <span class="muted">loss</span>
      <b>${decimal(loss, 4)}</b></span
    >`
  return html`<p class="verdict" role="status">
    ${side('a', a, lossA)} ${side('b', b, lossB)} <span class="change">${change}</span>
  </p>`
}

customElements.define('mg-attention-compare', MgAttentionCompare)

declare global {
  interface HTMLElementTagNameMap {
    'mg-attention-compare': MgAttentionCompare
  }
}
