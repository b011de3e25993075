/** What differs between our microgpt.py and the one that is open: lines taken away and put in, by sign and by colour. */
import { css, html } from 'lit'
import { diffLines, hunksOf, type DiffLine } from '../../lens/line-diff.ts'
import type { Session } from '../../lens/session.ts'
import { buttonStyles } from '../marks/button.styles.ts'
import { SignalElement } from '../signal-element.ts'

const words = { '+': 'only there', '-': 'only in microgpt.py', ' ': '' }

export class MgProgramDiff extends SignalElement {
  static override properties = { session: { attribute: false } }
  declare session: Session

  static override styles = [
    buttonStyles,
    css`
      :host {
        display: grid;
        grid-template-rows: auto minmax(0, 1fr);
        min-height: 0;
        background: var(--paper);
      }
      header {
        display: flex;
        align-items: baseline;
        gap: var(--s-4);
        padding: 6px var(--s-3) 6px calc(var(--w-gutter) + 8px);
        border-bottom: 1px solid var(--rule);
        font-size: var(--t-12);
        color: var(--ink-2);
      }
      header button {
        margin-left: auto;
        min-height: 24px;
        text-decoration: underline;
      }
      b {
        font: 500 11.5px var(--mono);
        color: var(--ink);
      }
      .lines {
        overflow: auto;
        outline-offset: -2px;
      }
      table {
        min-width: 100%;
        border-collapse: collapse;
        font: var(--fs-code) / var(--lh-code) var(--mono);
        color: var(--ink-2);
      }
      td {
        padding: 0;
        white-space: pre;
      }
      .number {
        width: 34px;
        padding-right: 8px;
        font-size: 10.5px;
        text-align: right;
        color: var(--ink-3);
        user-select: none;
      }
      .sign {
        width: 18px;
        text-align: center;
        font-weight: 700;
        user-select: none;
      }
      .added,
      .taken {
        color: var(--ink);
        background: color-mix(in oklab, var(--hue) 18%, var(--paper));
      }
      .added .number,
      .taken .number {
        color: var(--ink-2);
      }
      .added {
        --hue: var(--d-n6);
      }
      .taken {
        --hue: var(--d-p6);
      }
      .sign span {
        position: absolute;
        clip-path: inset(50%);
      }
      .gap td {
        height: 20px;
        padding-left: 76px;
        border-block: 1px solid var(--rule);
        font: 10.5px var(--sans);
        color: var(--ink-3);
      }
      @media (max-width: 700px) {
        header button {
          min-height: 44px;
        }
      }
    `,
  ]

  override render() {
    const { programs } = this.session
    const [first, second] = [programs.bundled, programs.program.value].map(({ source }) => source.text) as [
      string,
      string,
    ]
    const lines = diffLines(first, second)
    const count = (sign: string): number => lines.filter(line => line.sign === sign).length
    return html`<header>
        <span><b>− microgpt.py</b> ${count('-')}</span><span><b>+ ${programs.name.value}</b> ${count('+')}</span>
        <button @click=${() => (programs.isCompared.value = false)}>back to the code</button>
      </header>
      <div class="lines" tabindex="0" role="region" aria-label="differences">
        <table>
          <tbody>
            ${hunksOf(lines).map(line =>
              line
                ? row(line)
                : html`<tr class="gap">
                    <td colspan="4">the same</td>
                  </tr>`,
            )}
          </tbody>
        </table>
      </div>`
  }
}

const row = ({ sign, text, first, second }: DiffLine) =>
  html`<tr class=${{ '+': 'added', '-': 'taken', ' ': '' }[sign]}>
    <td class="number">${first}</td>
    <td class="number">${second}</td>
    <td class="sign">${sign === '-' ? '−' : sign}<span>${words[sign]}</span></td>
    <td>${text}</td>
  </tr>`

customElements.define('mg-program-diff', MgProgramDiff)

declare global {
  interface HTMLElementTagNameMap {
    'mg-program-diff': MgProgramDiff
  }
}
