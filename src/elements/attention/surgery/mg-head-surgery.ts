/** What if: a head drawn anew, silenced, swapped or frozen, and what becomes of attention and of the loss. */
import { html, nothing, type TemplateResult } from 'lit'
import { guard } from 'lit/directives/guard.js'
import { isNone } from '../../../engine/intervention.ts'
import { headPart, switchedOff } from '../../../engine/switches.ts'
import { changesOf, compareHead, furthestLogits, guessesOf, lettersOf } from '../../../lens/attention-compare.ts'
import { headsOf, type HeadPlace } from '../../../lens/head-surgery.ts'
import type { Session } from '../../../lens/session.ts'
import { surgeryOf, type Outcome } from '../../../lens/surgery.ts'
import { buttonStyles } from '../../marks/button.styles.ts'
import { markStyles } from '../../marks/mark.styles.ts'
import { decimal } from '../../marks/numbers.ts'
import { Width } from '../../marks/width.ts'
import { SignalElement } from '../../signal-element.ts'
import { compareStyles } from '../compare/compare.styles.ts'
import { guessesView } from '../compare/guesses-view.ts'
import { headPair } from '../compare/head-pair.ts'
import { headings } from '../compare/headings.ts'
import { figuresWidth, pairLayout } from '../compare/layout.ts'
import { pairTable } from '../compare/pair-table.ts'
import { chosenHead } from '../chosen-head.ts'
import { edge, heatmapLayout } from '../layout.ts'
import { beforePicture } from './before.ts'
import { headChoice } from './head-choice.ts'
import { operationForm, type Choices } from './operation-form.ts'
import { operationList } from './operation-list.ts'
import { surgeryStyles } from './surgery.styles.ts'

/** From here on a head that nobody operated on is shown: the numbers printed for it are not all zero. */
const noticed = 0.005
const mostOthers = 6

const inOrder = (one: HeadPlace, other: HeadPlace): number => one.layer - other.layer || one.head - other.head

const restWords = (count: number, isMore: boolean): string =>
  `${count === 1 ? 'One other head' : `${count} other heads`}: ${isMore ? 'moved less than these' : 'less than .005 of the weight moved'}.`

export class MgHeadSurgery extends SignalElement {
  static override properties = {
    session: { attribute: false },
    choices: { state: true },
    isTableOpen: { state: true },
  }
  declare session: Session
  declare private choices: Choices
  declare private isTableOpen: boolean

  static override styles = [markStyles, buttonStyles, compareStyles, surgeryStyles]

  private readonly width: Width = new Width(this)

  constructor() {
    super()
    this.choices = { matrices: ['q', 'k'], seed: 1, other: 0, swap: 'qk' }
    this.isTableOpen = false
  }

  /** What the style sheet must know of the layout. */
  override willUpdate(): void {
    this.style.setProperty('--figures', `${figuresWidth}px`)
    this.style.setProperty(
      '--gap-before',
      `${heatmapLayout(this.width.value - 2 * edge(this.width.value), 1, 1).gap}px`,
    )
  }

  override render() {
    const { session } = this
    const [view, run, width] = [session.view.value, session.run.value, this.width.value]
    if (!view || !run || width === 0) return nothing
    const surgery = surgeryOf(session)
    const { n_layer, n_head } = run.config
    const place = this.chosen(n_layer, n_head)
    const inner = width - 2 * edge(width)
    const outcome = surgery.outcome.value
    const part = headPart(place.head)
    return html`<div class="page">
      ${headChoice({ ...place, n_layer, n_head, choose: place => (chosenHead(session).value = place) })}
      ${operationForm({
        place,
        n_head,
        choices: this.choices,
        isOff: switchedOff({ off: session.off.value }).has(part),
        change: change => (this.choices = { ...this.choices, ...change }),
        operate: operation => surgery.add(operation),
        toggle: () => void session.toggle(part),
      })}
      ${operationList(surgery, n_layer > 1, isNone(view.intervention))}
      ${
        outcome
          ? guard([outcome, inner, this.isTableOpen], () => html`${verdict(outcome)} ${this.pictures(outcome, inner)}`)
          : guard([view, inner, place.layer, place.head], () => beforePicture(view, run.tokenizer, place, inner))
      }
    </div>`
  }

  /** The head that was chosen, else the one under the cursor. */
  private chosen(n_layer: number, n_head: number): HeadPlace {
    const moment = this.session.moment.value
    const { layer, head } = chosenHead(this.session).value ?? { layer: moment?.layer ?? 0, head: moment?.head ?? 1 }
    return { layer: Math.min(layer, n_layer - 1), head: Math.min(head, n_head - 1) }
  }

  private pictures({ before, after }: Outcome, inner: number): TemplateResult {
    const { tokenizer, config } = this.session.run.value!
    const [a, b] = [before.reader, after.reader]
    const [guessesA, guessesB] = [guessesOf(a, tokenizer), guessesOf(b, tokenizer)]
    const layout = pairLayout(inner, a.positions)
    const letters = lettersOf(a, tokenizer)
    const operations = surgeryOf(this.session).operations.value
    const isTouched = ({ layer, head }: HeadPlace): boolean =>
      operations.some(operation => operation.layer === layer && headsOf(operation).includes(head))
    const changes = changesOf(a, b)
    const moved = changes.filter(head => !isTouched(head) && head.moved >= noticed)
    const shown = [...changes.filter(isTouched).sort(inOrder), ...moved.slice(0, mostOthers)].map(({ layer, head }) =>
      compareHead(a, b, layer, head),
    )
    const others = changes.length - shown.length
    return html`${guessesView(guessesA, guessesB, inner)} ${headings(layout, inner, ['A before', 'B after'])}
      <ol class="heads" aria-label="heads, those operated on first">
        ${shown.map(head => {
          const isLit = isTouched(head)
          return headPair(head, layout, {
            lettersA: letters,
            lettersB: letters,
            isDeep: config.n_layer > 1,
            isLit,
            ...(isLit && { remark: 'operated on' }),
          })
        })}
      </ol>
      ${others > 0 ? html`<p class="muted rest">${restWords(others, moved.length > mostOthers)}</p>` : nothing}
      <details @toggle=${(event: Event) => (this.isTableOpen = (event.target as HTMLDetailsElement).open)}>
        <summary>as a table</summary>
        ${
          this.isTableOpen
            ? html`<div class="scroller" tabindex="0" role="region" aria-label="the numbers before and after">
                ${pairTable(shown, guessesA, guessesB)}
              </div>`
            : nothing
        }
      </details>`
  }
}

/** What became of the loss, in a sentence with its numbers; where nothing did, that is measured too. */
function verdict({ before, after }: Outcome): TemplateResult {
  const [a, b] = [before.reader.loss, after.reader.loss]
  const apart = furthestLogits(before.reader, after.reader)
  const document = html`<code>${after.document || 'the empty name'}</code>`
  // Sums of the same numbers in another order differ in their last digits, and in nothing else.
  if (apart < 1e-9)
    return html`<p class="verdict" role="status">
      <span
        >Nothing changes: loss <b>${decimal(a, 4)}</b> before and after.
        ${
          apart === 0
            ? html`Not a digit of any logit of ${document} is another.`
            : html`The logit of ${document} that moves furthest moves by
                <b>${apart.toExponential(0).replace('-', '−')}</b>: rounding, as the same numbers are added in another
                order.`
        }</span
      >
    </p>`
  return html`<p class="verdict" role="status">
    <span>Loss on ${document} <b>${decimal(a, 4)}</b> → <b class="lit">${decimal(b, 4)}</b></span>
    <span class="change">${decimal(Math.abs(b - a), 4)} ${b > a ? 'more' : 'less'}</span>
  </p>`
}

customElements.define('mg-head-surgery', MgHeadSurgery)

declare global {
  interface HTMLElementTagNameMap {
    'mg-head-surgery': MgHeadSurgery
  }
}
