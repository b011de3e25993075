/** One turn of the training loop in five words: lit as the cursor passes, each with its lines and its operations. */
import { css, html, nothing } from 'lit'
import { milliseconds } from '../../lens/lane-words.ts'
import { loopTimingOf } from '../../lens/loop-timing.ts'
import { countsOf, firstOp, linesOf, loopParts, partOf, type LoopPart } from '../../lens/loop-parts.ts'
import type { Status } from '../../lens/session.ts'
import type { Timeline } from '../../lens/timeline.ts'
import { buttonStyles } from '../marks/button.styles.ts'
import { noteStyles } from '../marks/note.styles.ts'
import { underlinedStyles } from '../marks/underlined.styles.ts'
import { thousands } from '../marks/numbers.ts'
import { PacedElement } from './paced-element.ts'

const hues: Readonly<Record<LoopPart, string>> = {
  tokenise: 'emb',
  forward: 'resid',
  loss: 'logit',
  backward: 'grad',
  update: 'grad',
}

const says: Readonly<Record<LoopPart, string>> = {
  tokenise: 'take the next name, letters become ids',
  forward: 'each letter through the model',
  loss: 'what the right next letter cost',
  backward: 'what each number did to that cost',
  update: 'every parameter a little against it',
}

export class MgLoop extends PacedElement {
  static override styles = [
    buttonStyles,
    noteStyles,
    underlinedStyles,
    css`
      :host {
        display: block;
        font-size: var(--t-11);
      }
      ol {
        display: grid;
        grid-template-columns: repeat(5, minmax(0, 1fr));
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: grid;
        min-width: 0;
      }
      li button {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 0 8px;
        align-content: start;
        align-items: baseline;
        padding: 5px 8px 4px 6px;
        margin-right: 3px;
        border-top: 2px solid var(--rule-2);
        text-align: left;
      }
      li button:hover b {
        text-decoration: underline;
        text-underline-offset: 3px;
      }
      button b {
        font-size: var(--t-12);
        font-weight: 400;
      }
      button.todo b,
      button.done b {
        color: var(--ink-2);
      }
      button.now b {
        color: var(--ink);
        font-weight: 600;
      }
      .lines,
      .count {
        color: var(--ink-3);
        font: 10px/15px var(--mono);
        white-space: nowrap;
      }
      .count {
        font-family: inherit;
        font-size: var(--t-11);
        line-height: 14px;
      }
      .time {
        color: var(--ink-2);
        font: 10px/14px var(--mono);
        white-space: nowrap;
      }
      .says {
        display: var(--note-display, inline);
      }
      .now span {
        color: var(--ink-2);
      }
      .emb.now {
        border-color: var(--emb);
        background: var(--emb-w);
      }
      .resid.now {
        border-color: var(--resid);
        background: var(--resid-w);
      }
      .logit.now {
        border-color: var(--logit);
        background: var(--logit-w);
      }
      .grad.now {
        border-color: var(--grad);
        background: var(--grad-w);
      }
      .done {
        border-color: var(--ink);
      }
      .whole {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 0 var(--s-4);
        margin: 5px 0 0;
        color: var(--ink-2);
      }
      .whole b {
        color: var(--ink);
        font-size: var(--t-11);
        font-weight: 600;
      }
      @container training (max-width: 520px) {
        li button {
          grid-template-columns: minmax(0, 1fr);
          min-height: 58px;
          padding-left: 2px;
        }
      }
    `,
  ]

  private counted: { readonly timeline: Timeline; readonly counts: Readonly<Record<LoopPart, number>> } | null = null

  private counts(timeline: Timeline): Readonly<Record<LoopPart, number>> {
    if (this.counted?.timeline !== timeline) this.counted = { timeline, counts: countsOf(timeline) }
    return this.counted.counts
  }

  override render() {
    const { session } = this
    const [timeline, moment, program] = [session.timeline.value, session.moment.value, session.program.value]
    if (!timeline || !moment) return nothing
    const counts = this.counts(timeline)
    const now = partOf(moment)
    const times = loopTimingOf(session).times.value?.parts ?? null
    const at = now === null ? (moment.phase === 'sample' ? loopParts.length : -1) : loopParts.indexOf(now)
    return html`<ol aria-label="one turn of the loop">
        ${loopParts.map((part, i) => {
          const lines = linesOf(part, program)
          const status: Status = i === at ? 'now' : i < at ? 'done' : 'todo'
          return html`<li>
            <button
              class="${status} ${hues[part]}"
              data-op=${firstOp[part]}
              data-position=${part === 'forward' ? '0' : nothing}
              aria-current=${status === 'now' ? 'step' : nothing}
            >
              <b>${part}</b>
              <span class="lines"
                >${lines ? (lines[0] === lines[1] ? lines[0] : `${lines[0]}–${lines[1]}`) : nothing}</span
              >
              <span class="count">${thousands(counts[part])} ops</span>
              ${times && html`<span class="time">${timeWords(times[part])}</span>`}
            </button>
          </li>`
        })}
      </ol>
      <p class="whole">
        ${now === null ? nothing : html`<span class="says"><b>${now}</b>: ${says[now]}.</span>`}
        <span>${this.whole(loopParts.reduce((sum, part) => sum + counts[part], 0))}</span>
      </p>`
  }

  /** All five together, with the time that they take here as far as it was measured. */
  private whole(count: number) {
    const { training, lane } = this.session
    const { lane: name, figures } = lane.value
    const rate = training.rate.value
    const figure = figures.find(each => each.lane === name)?.milliseconds ?? null
    const times = loopTimingOf(this.session).times.value
    const operations = html`one turn: <b>${thousands(count)}</b> ops`
    if (training.running.value && rate !== null)
      return html`${operations}; now <b>${speedWords(rate)}</b> turns a second on ${name}.`
    if (times?.parts)
      return html`${operations}, <b>${timeWords(times.parts.whole)}</b> all together on ${name}; the best of
        ${times.turns} tries, as of each part.`
    if (times) return html`${operations}. On ${name} the parts run as one, and have no time of their own.`
    if (figure !== null)
      return html`${operations}, <b>${timeWords(figure)}</b> all together on ${name}, measured. ${this.timing()}`
    return html`${operations}. ${this.timing()}`
  }

  /** The way to the time of each part: the step is run again and again, apart from training. */
  private timing() {
    const timing = loopTimingOf(this.session)
    const isTiming = timing.isTiming.value
    if (!isTiming && !timing.canTime.value) return nothing
    return html`<button class="underlined" aria-disabled=${isTiming} @click=${() => void timing.measure()}>
      ${isTiming ? 'timing …' : 'time each part'}
    </button>`
  }
}

/** Parts of a small model take microseconds. */
const timeWords = (time: number): string =>
  time < 0.1 ? `${milliseconds(1000 * time)} µs` : `${milliseconds(time)} ms`

const speedWords = (rate: number): string =>
  rate >= 100
    ? thousands(Number(rate.toPrecision(2)))
    : rate.toLocaleString('en', { maximumFractionDigits: rate >= 10 ? 0 : 1 })

customElements.define('mg-loop', MgLoop)

declare global {
  interface HTMLElementTagNameMap {
    'mg-loop': MgLoop
  }
}
