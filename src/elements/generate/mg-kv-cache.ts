/** The key-value cache on and off: the same numbers, other work. */
import { css, html, nothing } from 'lit'
import { generatingOf } from '../../lens/generating.ts'
import { multiplyAdds } from '../../lens/letter-odds.ts'
import type { Session } from '../../lens/session.ts'
import { buttonStyles } from '../marks/button.styles.ts'
import { thousands } from '../marks/numbers.ts'
import { SignalElement } from '../signal-element.ts'
import { partStyles } from './part.styles.ts'

export class MgKvCache extends SignalElement {
  static override properties = { session: { attribute: false } }
  declare session: Session

  static override styles = [
    buttonStyles,
    ...partStyles,
    css`
      table {
        font-size: var(--t-12);
      }
      td,
      th {
        padding: 1px 22px 1px 0;
        font-weight: 400;
        line-height: 19px;
        text-align: right;
        white-space: nowrap;
      }
      td {
        font-family: var(--mono);
        font-size: 11.5px;
      }
      th {
        color: var(--ink-3);
      }
      th[scope='row'] {
        color: var(--ink);
        text-align: left;
      }
      tr:last-child > * {
        border-top: 1px solid var(--rule);
      }
      @media (max-width: 700px) {
        td,
        th {
          padding-right: 12px;
          white-space: normal;
        }
        th[scope='row'] {
          max-width: 92px;
        }
        tr > :last-child {
          padding-right: 0;
        }
      }
      p[role='status'] {
        margin: 4px 0 0;
        font-size: var(--t-12);
      }
    `,
  ]

  override render() {
    const generating = generatingOf(this.session)
    const [made, at, run] = [generating.made.value, generating.at.value, this.session.run.value]
    if (!made || !at || !run) return nothing
    const text = made.names[at.name]!.text
    const { cached, anew } = multiplyAdds(run.config, made.tokenizer.vocab_size, at.draws.length)
    const { timed, isTiming } = generating.cache
    const step = made.view.step + 1
    const times = timed.value?.step === step && timed.value.text === text ? timed.value : null
    const word = text || 'an empty name'
    return html`<div class="head">
        <h2>With the keys and values kept, and without</h2>
        <button class="word-button" ?disabled=${isTiming.value} @click=${() => generating.cache.measure(step, text)}>
          measure both on ${word}
        </button>
      </div>
      <table aria-label="the work of one name">
        <tr>
          <td></td>
          <th scope="col">rows computed</th>
          <th scope="col">multiply-adds</th>
          <th scope="col">time here</th>
        </tr>
        ${this.row('kept, as in the program', at.draws.length, cached, times?.cached)}
        ${this.row('all anew for each letter', (at.draws.length * (at.draws.length + 1)) / 2, anew, times?.anew)}
        <tr>
          <th scope="row">so much more</th>
          <td>${ratio((at.draws.length + 1) / 2)}</td>
          <td>${ratio(anew / cached)}</td>
          <td>${times ? ratio(times.anew / times.cached) : ''}</td>
        </tr>
      </table>
      <p role="status">
        ${
          times
            ? `Largest difference between any two logits of both: ${times.largestDifference}. ${
                times.largestDifference === 0 ? 'The numbers are the same, to the last bit.' : ''
              } Quickest of ${times.rounds} rounds on the exact lane.`
            : nothing
        }
      </p>
      <p class="note">
        Earlier positions never see later ones, so their keys and values stay as they are: <code>keys</code> and
        <code>values</code> keep them, and each new letter costs one row in place of all.
      </p>`
  }

  private row(words: string, rows: number, work: number, milliseconds: number | undefined) {
    return html`<tr>
      <th scope="row">${words}</th>
      <td>${thousands(rows)}</td>
      <td>${thousands(work)}</td>
      <td>
        ${milliseconds === undefined ? '' : `${milliseconds.toFixed(milliseconds < 1 ? 3 : milliseconds < 10 ? 2 : 0)} ms`}
      </td>
    </tr>`
  }
}

const ratio = (value: number): string => `× ${value.toFixed(1)}`

customElements.define('mg-kv-cache', MgKvCache)

declare global {
  interface HTMLElementTagNameMap {
    'mg-kv-cache': MgKvCache
  }
}
