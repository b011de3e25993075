/** A query of one's own: the cache is pinned, and everything that follows from the query is worked out while one drags. */
import { html, nothing, type TemplateResult } from 'lit'
import { lettersOf } from '../../../lens/attention-compare.ts'
import { attend, lengthOf, rowOf } from '../../../lens/attend.ts'
import {
  cacheAt,
  cacheGradients,
  heldPlaces,
  heldQuery,
  modelQuery,
  pointedAt,
  reach,
  scaleOf,
  withQuery,
} from '../../../lens/query-playground.ts'
import type { Session } from '../../../lens/session.ts'
import { buttonStyles } from '../../marks/button.styles.ts'
import { markStyles } from '../../marks/mark.styles.ts'
import { decimal } from '../../marks/numbers.ts'
import { Width } from '../../marks/width.ts'
import { SignalElement } from '../../signal-element.ts'
import { placeChoice, placeOf } from '../lab/head-choice.ts'
import { labStyles } from '../../marks/lab.styles.ts'
import { spokenName } from '../letters.ts'
import { walkMarks } from '../../marks/walk-marks.ts'
import { cacheHeight, cachePicture } from './cache-picture.ts'
import type { QueryChosen } from './mg-key-plot.ts'
import './mg-key-plot.ts'
import { playgroundStyles } from './playground.styles.ts'
import { queryControls } from './query-controls.ts'
import { leaningView, playgroundTable, type Shown } from './views.ts'

export class MgQueryPlayground extends SignalElement {
  static override properties = {
    session: { attribute: false },
    query: { state: true },
    page: { state: true },
  }
  declare session: Session
  /** Of one's own; null is the model's. */
  declare private query: Float64Array | null
  declare private page: number

  static override styles = [markStyles, buttonStyles, labStyles, playgroundStyles]

  private readonly width: Width = new Width(this)
  private shown: Shown | null = null

  constructor() {
    super()
    this.query = null
    this.page = 0
  }

  override render() {
    const { session } = this
    const [view, run] = [session.view.value, session.run.value]
    if (!view || !run || this.width.value === 0) return nothing
    const { reader } = view
    const letters = lettersOf(reader, run.tokenizer)
    const place = placeOf(session, reader)
    const cache = cacheAt(reader, place)
    const own = modelQuery(reader, place, view.intervention)
    const held = heldQuery(session.intervention.value, place, own)
    const query = held ?? (this.query?.length === own.length ? this.query : own)
    const attended = attend(query, cache, scaleOf(reader))
    const shown = {
      reader,
      letters,
      place,
      cache,
      own,
      query,
      isHeld: held !== null,
      attended,
      felt: cacheGradients(reader, place),
    }
    this.shown = shown
    const inner = this.width.value - (this.width.value < 500 ? 32 : 48)
    return html`<div class="page">
      ${placeChoice(session, reader, letters)}
      <p class="note">
        Drag q and everything after it is worked out again: a score is q·k, a weight its share, the head’s output the
        mix of the values. The cache stays as the model filled it.
      </p>
      <div class="set">
        ${
          own.length > 1
            ? html`<mg-key-plot
                .query=${query}
                .own=${own}
                .keys=${cache.keys}
                .weights=${attended.weights}
                .letters=${letters}
                @query-chosen=${(event: QueryChosen) => this.ask(event.query)}
              ></mg-key-plot>`
            : nothing
        }
        <div class="controls">${this.controls(shown)}</div>
      </div>
      ${this.heldLine(shown)}
      <section @keydown=${walkMarks}>
        <h2>The cache of head ${place.head}, and what it answers</h2>
        <div class="scroller">
          <svg
            width=${inner}
            height=${cacheHeight(cache.rows)}
            role="group"
            aria-label="keys, scores, weights, values and what the head puts out"
          >
            ${cachePicture({ place, letters, cache, attended, felt: shown.felt, width: inner })}
          </svg>
        </div>
        <p class="note">
          <code>keys[${place.layer}][t][${place.head * own.length}:${(place.head + 1) * own.length}]</code> is k of
          position t. The cache holds live <code>Value</code>s: in training the loss reaches back through it to every
          earlier position${inner >= 640 ? ', at the right as the mean |gradient| in the trace' : ''}.
        </p>
      </section>
      <section @keydown=${walkMarks}>${leaningView(token => run.tokenizer.letter(token), shown, inner)}</section>
      ${playgroundTable(shown)}
    </div>`
  }

  private controls({ query, own, cache, letters, isHeld }: Shown): TemplateResult {
    return queryControls({
      query,
      reach: reach(own, cache.keys),
      page: this.page,
      letters,
      keys: cache.rows,
      isOwn: query.every((value, d) => value === own[d]),
      isHeld,
      set: (dim, value) => this.ask(query.map((old, d) => (d === dim ? value : old))),
      turn: page => (this.page = page),
      pointAt: key => this.ask(pointedAt(rowOf(cache.keys, key, cache.columns), lengthOf(own))),
      reset: () => this.reset(),
      hold: () => this.hold(isHeld ? null : query),
    })
  }

  private ask(query: Float64Array): void {
    this.query = query
    if (this.shown?.isHeld) this.hold(query)
  }

  private reset(): void {
    this.query = null
    if (this.shown?.isHeld) this.hold(null)
  }

  private hold(query: Float64Array | null): void {
    const { session, shown } = this
    if (!shown) return
    void session.intervene(withQuery(session.intervention.peek(), shown.place, shown.own.length, query))
  }

  /** Queries that are held elsewhere stay so until they are let go. */
  private heldLine({ letters, own, place, isHeld }: Shown): TemplateResult | typeof nothing {
    const { session } = this
    const others = heldPlaces(session.intervention.value, own.length).filter(
      each => each.layer !== place.layer || each.head !== place.head || each.position !== place.position,
    )
    const loss = session.view.value!.reader.loss
    return html`<p class="held" role="status">
      ${isHeld ? html`Held in the model: every tab shows what follows from it, loss ${decimal(loss, 4)}.` : nothing}
      ${others.map(
        each =>
          html`<span
            >Also held: head ${each.head} at ${spokenName(letters, each.position)}.
            <button
              class="word-button"
              @click=${() => void session.intervene(withQuery(session.intervention.peek(), each, own.length, null))}
            >
              let go
            </button></span
          > `,
      )}
    </p>`
  }
}

customElements.define('mg-query-playground', MgQueryPlayground)

declare global {
  interface HTMLElementTagNameMap {
    'mg-query-playground': MgQueryPlayground
  }
}
