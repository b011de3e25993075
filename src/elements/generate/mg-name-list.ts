/** Many names at once: new or in the data, which training name is nearest, and how probable each is to the model. */
import { css, html, nothing, type TemplateResult } from 'lit'
import { batchOfNames, drawsIn, generatingOf, type Generating } from '../../lens/generating.ts'
import type { Made } from '../../lens/name-cursor.ts'
import { logProbability, oddsWords } from '../../lens/letter-odds.ts'
import type { Session } from '../../lens/session.ts'
import type { MadeUpName } from '../../lens/worker/generating.ts'
import { buttonStyles } from '../marks/button.styles.ts'
import { thousands } from '../marks/numbers.ts'
import { SignalElement } from '../signal-element.ts'
import { altered, alteredStyles } from './altered.ts'
import { partStyles } from './part.styles.ts'

const numberWords: Readonly<Record<number, string>> = { 1: 'One', 20: 'Twenty', 100: 'A hundred' }

export class MgNameList extends SignalElement {
  static override properties = { session: { attribute: false } }
  declare session: Session

  static override styles = [
    buttonStyles,
    ...partStyles,
    alteredStyles,
    css`
      .list {
        max-height: 372px;
        overflow-y: auto;
        scrollbar-width: thin;
      }
      table {
        width: 100%;
        table-layout: fixed;
        line-height: 17px;
      }
      th {
        position: sticky;
        top: 0;
        background: var(--paper);
        color: var(--ink-3);
        font: 10px/14px var(--sans);
        text-align: left;
        white-space: nowrap;
      }
      td {
        overflow: hidden;
        color: var(--ink-2);
        padding: 0 6px 0 0;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      td:nth-child(2) {
        width: 8px;
      }
      th:nth-child(3) {
        width: 28%;
      }
      td:first-child {
        width: 20px;
        color: var(--ink-3);
        font-size: 10px;
        text-align: right;
      }
      tr > :last-child {
        width: 74px;
        padding: 0 1px 0 0;
        font-family: var(--mono);
        text-align: right;
      }
      td:last-child {
        color: var(--ink);
      }
      th:last-child {
        font-family: var(--sans);
      }
      i {
        display: inline-block;
        box-sizing: border-box;
        width: 7px;
        height: 7px;
        border: 1px solid var(--ink-2);
      }
      i.known {
        border-color: var(--ink-3);
        background: var(--ink-3);
      }
      .name {
        max-width: 100%;
        overflow: hidden;
        font: 600 12px/17px var(--mono);
        text-align: left;
        text-overflow: ellipsis;
      }
      .known .name,
      .later .name {
        font-weight: 400;
        color: var(--ink-2);
      }
      .later td,
      .later .name {
        color: var(--ink-3);
      }
      .now td:first-child {
        box-shadow: inset 3px 0 var(--attn);
      }
      .next {
        display: inline-block;
        width: 8px;
        height: 11px;
        margin-left: 1px;
        border: 1px dashed var(--rule-2);
        vertical-align: -1px;
      }
      .near {
        color: var(--ink-2);
        font-family: var(--mono);
      }
      small {
        color: var(--ink-3);
        font: 10px var(--sans);
      }
      .key {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 2px 6px;
        margin: 6px 0 0;
        color: var(--ink-3);
        font-size: 10px;
      }
      .key i + span {
        margin-right: 8px;
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 14px;
        margin-top: 6px;
      }
      @media (max-width: 700px) {
        .list {
          max-height: none;
        }
        .name {
          line-height: 44px;
          min-width: 44px;
        }
      }
    `,
  ]

  override render() {
    const generating = generatingOf(this.session)
    const [made, at, nearest] = [generating.made.value, generating.at.value, generating.nearest.found.value]
    if (!made || !at) return nothing
    const { names, begins } = made
    const isNew = ({ text }: MadeUpName): boolean => (nearest.get(text)?.distance ?? 0) > 0
    const sorted = names.filter(({ text }) => nearest.has(text))
    const fresh = sorted.filter(isNew).length
    const { docs } = this.session.run.value!
    return html`<div class="head">
        <h2>
          ${numberWords[names.length] ?? names.length}
          ${names.length === 1 ? 'name' : 'names'}${begins.trim() ? ` from ${begins.trim()}` : ''}
        </h2>
        <span class="end">${this.origin(made)}</span>
      </div>
      ${altered(made.view, this.session.run.value!.config.off)}
      <div class="list" tabindex="0" role="region" aria-label="names made up">
        <table>
          <tr>
            <td></td>
            <td></td>
            <th scope="col">name</th>
            <th scope="col">nearest in the data</th>
            <th scope="col">odds</th>
          </tr>
          ${names.map((name, i) => this.row(generating, name, i))}
        </table>
      </div>
      <p class="key">
        <i></i><span>new ${fresh}</span> <i class="known"></i
        ><span
          >among the ${thousands(docs)} ${docs === 1 ? 'document' : 'names'} of the data ${sorted.length - fresh}</span
        >
      </p>
      <p class="note">Odds are the model’s own, at temperature 1: the product of all its letters and the end.</p>
      <div class="actions">
        ${
          made.wanted.greedy
            ? nothing
            : html`<button class="word-button" @click=${() => generating.again()}>draw ${batchOfNames} more</button>`
        }
        ${
          made.wanted.drawsBefore > 0
            ? html`<button class="word-button" @click=${() => generating.fromTheStart()}>
                back to the first draw
              </button>`
            : nothing
        }
        ${
          names.length === batchOfNames && !made.wanted.greedy
            ? html`<button class="word-button" @click=${() => generating.more()}>a hundred at once</button>`
            : nothing
        }
      </div>`
  }

  private origin({ wanted, names, begins, view }: Made): string {
    const { seed, num_steps, off } = this.session.run.value!.config
    if (wanted.greedy) return 'nothing is drawn'
    const [from, count] = [wanted.drawsBefore, drawsIn(names)]
    const isModel = view.step + 1 === num_steps && view.off === off && view.intervention.parameters.length === 0
    const isScripts =
      isModel && from === 0 && begins.trim() === '' && wanted.top_k === null && names.length === batchOfNames
    // The other lanes round otherwise than Python does.
    const isExact = this.session.lane.value.spans.every(({ from, lane }) => lane === 'exact' || from >= num_steps)
    return isScripts
      ? `the script’s own${isExact ? '' : ' draws'}, seed ${seed}`
      : `draws ${thousands(from + 1)} to ${thousands(from + count)}, seed ${seed}`
  }

  private row(generating: Generating, { text, draws }: MadeUpName, index: number): TemplateResult {
    const at = generating.at.value!
    const isHere = index === at.name
    const isOver = index < at.name || (isHere && generating.stage(draws.length - 1) === 'chosen')
    const near = generating.nearest.found.value.get(text)
    const isKnown = near?.distance === 0
    const letters = [...text]
    const seen =
      isHere && !isOver ? letters.slice(0, at.letter + (generating.stage(at.letter) === 'chosen' ? 1 : 0)) : letters
    const word = seen.join('')
    const isShown = isOver || !isHere
    return html`<tr
      class="${isHere ? 'now' : ''} ${isKnown && isShown ? 'known' : ''} ${index > at.name ? 'later' : ''}"
    >
      <td>${index + 1}</td>
      <td>
        ${
          near && isShown
            ? html`<i
                role="img"
                class=${isKnown ? 'known' : nothing}
                aria-label=${isKnown ? 'in the data' : 'new'}
              ></i>`
            : nothing
        }
      </td>
      <td>
        <button
          class="name"
          data-op="sample.choose"
          aria-current=${isHere ? 'true' : nothing}
          aria-label=${`name ${index + 1}: ${word || 'empty'}`}
          @click=${() => generating.stand(index, Infinity)}
        >
          ${word}${isShown ? (word === '' ? html`<small>empty</small>` : nothing) : html`<span class="next"></span>`}
        </button>
      </td>
      <td>
        ${
          !near || !isShown
            ? nothing
            : isKnown
              ? 'itself'
              : html`<span class="near">${near.document}</span> <small>${near.distance} off</small>`
        }
      </td>
      <td>${isShown ? oddsWords(logProbability(draws)) : nothing}</td>
    </tr>`
  }
}

customElements.define('mg-name-list', MgNameList)

declare global {
  interface HTMLElementTagNameMap {
    'mg-name-list': MgNameList
  }
}
