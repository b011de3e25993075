/** The Generate tab: a name made up letter by letter, with the draw that decided each. */
import { html, nothing, svg, type TemplateResult } from 'lit'
import { guard } from 'lit/directives/guard.js'
import type { Draw } from '../../engine/sampler.ts'
import type { Session } from '../../lens/session.ts'
import { generatingOf, type Generating } from '../../lens/generating.ts'
import type { Made } from '../../lens/name-cursor.ts'
import { logChance, logProbability, oddsWords } from '../../lens/letter-odds.ts'
import { takeTime } from '../../lens/own-time.ts'
import type { MakeUpRequest } from '../../lens/worker/generating.ts'
import { buttonStyles } from '../marks/button.styles.ts'
import { Following } from '../marks/following.ts'
import { markStyles } from '../marks/mark.styles.ts'
import { Width } from '../marks/width.ts'
import { SignalElement } from '../signal-element.ts'
import { controls } from './controls.ts'
import { generateStyles } from './generate.styles.ts'
import { header, letterRow } from './letter-row.ts'
import { nameTime } from './name-score.ts'
import { rowsHeight, rowsLayout } from './rows-layout.ts'
import { rowsTable } from './rows-table.ts'
import { temperaturesView } from './temperatures-view.ts'
import './mg-kv-cache.ts'
import './mg-name-list.ts'
import './mg-surprise.ts'

export class MgGenerate extends SignalElement {
  static override properties = { session: { attribute: false } }
  declare session: Session

  static override styles = [markStyles, buttonStyles, generateStyles]

  private readonly width: Width = new Width(this)
  readonly following: Following = new Following(this, () => (this.session ? this.follow() : null))
  private inSight = ''

  override render() {
    const { session } = this
    const run = session?.run.value
    const width = this.width.value
    if (!run || width === 0) return nothing
    const generating = generatingOf(session)
    const made = generating.made.value
    const inner = width - (width > 640 ? 48 : 32)
    return html`<div class="page">
      ${controls(this.session, run, inner, this.send)}
      ${
        made
          ? this.letters(generating, made, inner)
          : generating.problem.value === null
            ? html`<p class="note" role="status">Reading the model …</p>`
            : nothing
      }
    </div>`
  }

  private follow(): () => void {
    const stop = generatingOf(this.session).follow()
    const giveBack = takeTime(nameTime(this.session))
    return () => {
      giveBack()
      stop()
    }
  }

  // ── what is asked for ──

  private readonly send = (event: Event): void => {
    event.preventDefault()
    const generating = generatingOf(this.session)
    if (generating.problem.peek() === null) generating.again()
  }

  // ── the name ──

  private letters(generating: Generating, made: Made, inner: number): TemplateResult {
    const at = generating.at.value!
    const { tokenizer, wanted } = made
    const letters = Array.from({ length: tokenizer.vocab_size }, (_, id) => tokenizer.letter(id))
    const { draws } = at
    const layout = rowsLayout(inner, letters.length, draws.length)
    const text = [...made.names[at.name]!.text]
    const isSeen = generating.stage(at.letter) === 'chosen'
    const isOver = isSeen && at.letter === draws.length - 1
    const { op } = this.session.moment.value ?? {}
    const hue = op === 'sample.softmax' ? 'attn' : 'logit'
    const rows = Array.from({ length: layout.rows }, (_, index) => {
      const [draw, stage, isFocusable] = [draws[index] ?? null, generating.stage(index), index === at.letter]
      const isLit = isFocusable && generating.isLit
      const isNext =
        draw !== null && stage === 'todo' && !isLit && (index === 0 || generating.stage(index - 1) !== 'todo')
      // A long name at the largest model has 64 rows of which two change.
      return guard([draw, stage, isLit && hue, isFocusable, isNext, isOver, inner, layout.rows], () =>
        letterRow(
          {
            index,
            draw,
            stage,
            isLit,
            isNext,
            isOver,
            hue,
            isFocusable,
            letters,
            soFar: text.slice(0, index).join(''),
          },
          layout,
        ),
      )
    })
    return html`<div class="rows">
        <svg
          width=${inner}
          height=${rowsHeight(layout)}
          role="group"
          aria-label="the letters of the name, a draw each"
          @click=${this.choose}
          @keydown=${this.walk}
        >
          ${header(layout, letters, isSeen ? at.draw.index : null)} ${svg`${rows}`}
        </svg>
        <p class="odds">${isOver ? oddsOf(text.join(''), draws, wanted) : nothing}</p>
        <p class="note">
          A row is one turn of the loop: the probabilities, the same end to end, and a needle at u =
          <code>random.random()</code>; the letter under it comes next. A conversation is a document too: what you type
          is read as if the model had written it, and it writes on.
        </p>
        <details>
          <summary>as a table</summary>
          <div class="scroller" tabindex="0" role="region" aria-label="the draws of this name">
            ${rowsTable(draws.slice(0, at.letter + (isSeen ? 1 : 0)), letters)}
          </div>
        </details>
      </div>
      <div class="lower">
        <div>
          <mg-surprise .session=${this.session}></mg-surprise>
          <section aria-label="other temperatures">
            <div class="head">
              <h2>The lit letter at other temperatures</h2>
              <span class="end">bits</span>
            </div>
            ${temperaturesView(at.draw, wanted.temperature, letters, inner < 593 ? inner : Math.min(413, inner * 0.6))}
            <p class="note">
              Dividing the logits by less than 1 pulls the probabilities apart, by more evens them out. Bits say how
              open the choice is: ${Math.log2(letters.length).toFixed(2)} with all ${letters.length} alike, 0 as the
              temperature nears 0.
            </p>
          </section>
        </div>
        <div><mg-name-list .session=${this.session}></mg-name-list></div>
      </div>
      <section><mg-kv-cache .session=${this.session}></mg-kv-cache></section>`
  }

  private rowOf(event: Event): number | null {
    const found = event
      .composedPath()
      .find(node => node instanceof SVGElement && node.dataset['position'] !== undefined) as SVGElement | undefined
    return found ? Number(found.dataset['position']) : null
  }

  /** The app moves the cursor; which letter that is, only this picture knows. */
  private readonly choose = (event: Event): void => {
    const row = this.rowOf(event)
    const generating = generatingOf(this.session)
    const at = generating.at.peek()
    if (row !== null && at) generating.stand(at.name, row)
  }

  private readonly walk = (event: KeyboardEvent): void => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    const row = this.rowOf(event)
    if (!by || row === null || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    event.stopPropagation()
    const next = this.renderRoot.querySelector<SVGElement>(`.row[data-letter="${row + by}"]`)
    if (!next) return
    next.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }))
    void this.updateComplete.then(() => next.focus())
  }

  override updated(): void {
    // What glows has moved, though the cursor may not have.
    this.dispatchEvent(new Event('lens-scrolled', { bubbles: true, composed: true }))
    const at = this.session ? generatingOf(this.session).at.peek() : null
    const now = at ? `${at.name} ${at.letter}` : ''
    if (now === this.inSight) return
    // At first the page is seen from its top.
    if (this.inSight !== '') this.renderRoot.querySelector('.row.now')?.scrollIntoView({ block: 'nearest' })
    this.inSight = now
  }
}

/** How likely the name was in the way in which it was made, and all of it to the model itself. */
function oddsOf(text: string, draws: readonly Draw[], { greedy, temperature }: MakeUpRequest): TemplateResult {
  const { isGiven } = draws[0]!
  const how = isGiven ? 'After what was typed' : greedy ? 'So' : 'Drawn so'
  const toItself = isGiven
    ? 'all of it, at temperature 1, is'
    : temperature === 1
      ? 'to the model it is'
      : 'at temperature 1 it would be'
  return html`${how}, <b>${text || 'an empty name'}</b> comes
    ${greedy ? 'every time' : html`<b>${oddsWords(logChance(draws))}</b>`}; ${toItself}
    <b>${oddsWords(logProbability(draws))}</b>.`
}

customElements.define('mg-generate', MgGenerate)

declare global {
  interface HTMLElementTagNameMap {
    'mg-generate': MgGenerate
  }
}
