/** Looking something up: in a dict, which has the key or not, and in the head, which mixes all values by how well they fit. */
import { html, nothing, type TemplateResult } from 'lit'
import { lettersOf } from '../../../lens/attention-compare.ts'
import { farthest, rowOf, type Cache } from '../../../lens/attend.ts'
import { cacheAt, scaleOf, type HeadPlace } from '../../../lens/query-playground.ts'
import type { Session } from '../../../lens/session.ts'
import { exactLookup, softLookup, type SoftAnswer } from '../../../lens/soft-lookup.ts'
import { buttonStyles } from '../../marks/button.styles.ts'
import { markStyles } from '../../marks/mark.styles.ts'
import type { MgSlider } from '../../marks/mg-slider.ts'
import '../../marks/mg-slider.ts'
import { decimal, probability } from '../../marks/numbers.ts'
import { Width } from '../../marks/width.ts'
import { SignalElement } from '../../signal-element.ts'
import { placeChoice, placeOf } from '../lab/head-choice.ts'
import { labStyles } from '../../marks/lab.styles.ts'
import { numbersTable } from '../../marks/mg-numbers-table.ts'
import { spokenName, visible } from '../letters.ts'
import { walkMarks } from '../../marks/walk-marks.ts'
import { dictionaryStyles } from './dictionary.styles.ts'
import { equation } from './equation.ts'
import './mg-word-sentence.ts'
import { softHeight, softPicture } from './soft-picture.ts'

const most = 40

export class MgDictionary extends SignalElement {
  static override properties = {
    session: { attribute: false },
    asked: { state: true },
    sharpness: { state: true },
  }
  declare session: Session
  /** The position whose key is asked for; null asks with the query that the model made. */
  declare private asked: number | null
  declare private sharpness: number

  static override styles = [markStyles, buttonStyles, labStyles, dictionaryStyles]

  private readonly width: Width = new Width(this)

  constructor() {
    super()
    this.asked = null
    this.sharpness = 1
  }

  override render() {
    const { session, sharpness } = this
    const [view, run] = [session.view.value, session.run.value]
    if (!view || !run || this.width.value === 0) return nothing
    const { reader } = view
    const letters = lettersOf(reader, run.tokenizer)
    const place = placeOf(session, reader)
    const cache = cacheAt(reader, place)
    const asked = this.asked !== null && this.asked < cache.rows ? this.asked : null
    const query =
      asked === null
        ? reader.output('attention.query_head', place.position, place.layer, place.head)!.values
        : rowOf(cache.keys, asked, cache.columns)
    const found = exactLookup(query, cache)
    const answer = softLookup(query, cache, scaleOf(reader), sharpness)
    const inner = this.width.value - (this.width.value < 500 ? 32 : 48)
    return html`<div class="page">
      ${placeChoice(session, reader, letters)} ${equation(place)} ${this.asking(letters, place, cache.rows, asked)}
      <div class="two">
        <div>
          <h2>A dict: the key is there or it is not</h2>
          ${this.exact(letters, cache, query, found)}
        </div>
        <div>
          <h2>Attention: every key fits to some degree</h2>
          ${this.knob()}
          <p class="said" aria-live="polite">${this.said(letters, cache, answer, asked)}</p>
        </div>
      </div>
      <section @keydown=${walkMarks}>
        <svg
          width=${inner}
          height=${softHeight(cache.rows)}
          role="group"
          aria-label="keys, weights, values and the mixture"
        >
          ${softPicture({ place, letters, cache, answer, width: inner })}
        </svg>
      </section>
      ${this.table(letters, cache, answer)}
      <mg-word-sentence></mg-word-sentence>
    </div>`
  }

  private asking(letters: readonly string[], place: HeadPlace, keys: number, asked: number | null): TemplateResult {
    const choice = (value: number | null, words: string, label: string): TemplateResult =>
      html`<button
        class="letter"
        aria-label=${label}
        aria-pressed=${asked === value}
        @click=${() => (this.asked = value)}
      >
        ${words}
      </button>`
    return html`<div class="choice asking" role="group" aria-label="what is looked up">
      <span>look up</span
      >${choice(null, `q of ${visible(letters[place.position]!)}`, `q of ${visible(letters[place.position]!)}, as the model made it`)}
      <span>or the very key of</span>
      ${Array.from({ length: keys }, (_, key) => choice(key, visible(letters[key]!), `the key of ${spokenName(letters, key)}`))}
    </div>`
  }

  private exact(
    letters: readonly string[],
    cache: Cache,
    query: ArrayLike<number>,
    found: number | null,
  ): TemplateResult {
    const tuple = (list: ArrayLike<number>): string => {
      const numbers = Array.from(list)
        .slice(0, 4)
        .map(value => decimal(value))
      return `(${numbers.join(', ')}${list.length > 4 ? ', …' : ''})`
    }
    const rows = cache.rows <= 6 ? [...Array(cache.rows).keys()] : [0, 1, 2, null, cache.rows - 1]
    const entries = rows.map(row =>
      row === null ? '    …' : `    ${tuple(rowOf(cache.keys, row, cache.columns))}: v_${visible(letters[row]!)},`,
    )
    const answer =
      found === null
        ? html`<b>KeyError: ${tuple(query)}</b>`
        : html`<b>v_${visible(letters[found]!)} = ${tuple(rowOf(cache.values, found, cache.columns))}</b>`
    return html`<pre tabindex="0" aria-label="the lookup in Python">
cache = {
${entries.join('\n')}
}
cache[${tuple(query)}]
${answer}</pre>`
  }

  private knob(): TemplateResult {
    const { sharpness } = this
    const set = (value: number): void => void (this.sharpness = value)
    return html`<mg-slider
        label="sharpness: scores ×"
        .least=${0}
        .most=${most}
        .step=${0.25}
        .value=${Math.min(most, sharpness)}
        @input=${(event: Event) => set((event.currentTarget as MgSlider).value)}
      ></mg-slider>
      <div class="choice" role="group" aria-label="sharpness">
        ${[
          [0, '0, all alike'],
          [1, '1, the model’s'],
          [Infinity, '∞, one takes all'],
        ].map(
          ([value, words]) =>
            html`<button aria-pressed=${sharpness === value} @click=${() => set(value as number)}>${words}</button>`,
        )}
      </div>`
  }

  private said(letters: readonly string[], cache: Cache, answer: SoftAnswer, asked: number | null): TemplateResult {
    const { best, weights, mixed } = answer
    const name = (row: number): TemplateResult => html`<code>${visible(letters[row]!)}</code> (${row})`
    const away = farthest(mixed, rowOf(cache.values, best, cache.columns))
    const surprise = asked !== null && cache.rows > 1
    return html`${name(best)} fits best: it is ${probability(weights[best]!)} of the mixture, and the mixture is
    ${away === 0 ? 'its value' : `up to ${decimal(away)} away from its value`}.
    ${
      !surprise
        ? nothing
        : asked === best
          ? html`That is the key that was asked for.`
          : html`Not ${name(asked)}, whose very key was asked for: q·k grows with the length of k, and a dot product
            never asks for equality.`
    }`
  }

  private table(letters: readonly string[], cache: Cache, { scores, weights }: SoftAnswer): TemplateResult {
    const sharpness = this.sharpness === Infinity ? '∞' : decimal(this.sharpness)
    return numbersTable(() => ({
      caption: `Soft lookup with scores × ${sharpness}`,
      heads: ['key', 'score', 'weight', 'value'],
      rows: Array.from({ length: cache.rows }, (_, row) => [
        `${visible(letters[row]!)} ${row}`,
        decimal(scores[row]!, 4),
        probability(weights[row]!, 4),
        Array.from(rowOf(cache.values, row, cache.columns), value => decimal(value)).join(' '),
      ]),
    }))
  }
}

customElements.define('mg-dictionary', MgDictionary)

declare global {
  interface HTMLElementTagNameMap {
    'mg-dictionary': MgDictionary
  }
}
