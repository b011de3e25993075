/** What of an opened program is not recognised: one line that unfolds; each remark leads to its line. */
import { css, html, nothing } from 'lit'
import type { Session } from '../../lens/session.ts'
import { mappingReport, type Remark } from '../../python/mapping-report.ts'
import { buttonStyles } from '../marks/button.styles.ts'
import { SignalElement } from '../signal-element.ts'

/** Asks the pane to bring a line into sight. */
class LineWanted extends Event {
  constructor(readonly line: number) {
    super('line-wanted', { bubbles: true, composed: true })
  }
}

export class MgMappingReport extends SignalElement {
  static override properties = { session: { attribute: false } }
  declare session: Session

  static override styles = [
    buttonStyles,
    css`
      details {
        border-bottom: var(--hair) solid var(--rule);
        background: var(--sunk);
        font-size: var(--t-12);
        color: var(--ink-2);
      }
      summary {
        padding: 4px var(--s-3) 4px calc(var(--w-gutter) + 8px);
        cursor: pointer;
      }
      summary b {
        color: var(--ink);
        font-weight: 600;
      }
      ul {
        max-height: 30dvh;
        margin: 0;
        padding: 0 0 var(--s-2);
        overflow: auto;
        list-style: none;
      }
      li > * {
        display: grid;
        grid-template-columns: calc(var(--w-gutter) - 2px) minmax(0, 1fr);
        gap: 10px;
        box-sizing: border-box;
        width: 100%;
        padding: 2px var(--s-3) 2px 0;
        text-align: left;
        overflow-wrap: anywhere;
      }
      li > button:hover {
        background: var(--paper);
        color: var(--ink);
      }
      :focus-visible {
        outline-offset: -2px;
      }
      .line {
        font: 10.5px/18px var(--mono);
        text-align: right;
        color: var(--ink-3);
      }
      @media (max-width: 700px) {
        summary {
          min-height: 44px;
          padding: 12px var(--s-3);
        }
        li > button {
          min-height: 44px;
          align-items: center;
        }
      }
    `,
  ]

  override render() {
    const { programs, unsaid } = this.session
    const { lines, recognised, remarks } = mappingReport(programs.program.value)
    const all: readonly Remark[] = [
      ...(programs.isBundled ? [] : remarks),
      ...unsaid.value.map(says => ({ line: null, says })),
    ]
    if (all.length === 0) return nothing
    return html`<details>
      <summary class="report">${headline(lines - recognised, lines, all.length)}</summary>
      <ul>
        ${all.map(
          ({ line, says }) =>
            html`<li>
              ${
                line === null
                  ? html`<div><span class="line">–</span><span>${says}</span></div>`
                  : html`<button @click=${() => this.dispatchEvent(new LineWanted(line))}>
                      <span class="line">${line}</span><span>${says}</span>
                    </button>`
              }
            </li>`,
        )}
      </ul>
    </details>`
  }
}

/** How many lines are not recognised; where all are, how much there is to say. */
const headline = (missed: number, lines: number, remarks: number) =>
  missed > 0
    ? html`<b>${missed} of ${lines} lines</b> ${missed === 1 ? 'is' : 'are'} not recognised`
    : html`Every line is recognised; <b>${remarks}</b> ${remarks === 1 ? 'thing differs' : 'things differ'} from what
        runs`

customElements.define('mg-mapping-report', MgMappingReport)

declare global {
  interface HTMLElementTagNameMap {
    'mg-mapping-report': MgMappingReport
  }
  interface HTMLElementEventMap {
    'line-wanted': LineWanted
  }
}
