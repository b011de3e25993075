import { css, unsafeCSS } from 'lit'
import { labStyles } from '../../marks/lab.styles.ts'
import { rowHeight } from './number-marks.ts'

const roles = ['emb', 'resid', 'query', 'key', 'value', 'attn', 'mlp', 'logit']
const hues = roles.map(role => `.${role} { --hue: var(--${role}); --wash: var(--${role}-w) }`)

/** One set of columns down the page: the line, what is read, the arithmetic, what comes out. */
export const tourStyles = [
  labStyles,
  css`
    ${unsafeCSS(hues.join('\n'))}
    .choices {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 6px 28px;
    }
    .sliders {
      display: flex;
      flex: 1 1 320px;
      align-items: center;
      gap: 18px;
      font-family: var(--mono);
    }
    .sliders mg-slider {
      flex: 0 1 150px;
      min-width: 100px;
    }
    .sliders .word-button {
      font-family: var(--sans);
      white-space: nowrap;
    }
    .note[role='status'] {
      min-height: 34px;
      margin-top: 6px;
    }
    .step {
      display: grid;
      grid-template-columns: 190px 124px minmax(0, 1fr) 46px;
      gap: 0 10px;
      align-items: start;
      padding: 5px 0;
    }
    h3 {
      margin: 0;
      padding: 3px 0 3px 8px;
      font: 11px/16px var(--mono);
      color: var(--ink);
      cursor: pointer;
    }
    .todo h3 {
      color: var(--ink-3);
    }
    .now h3 {
      font-weight: 600;
      box-shadow: inset 3px 0 0 var(--hue);
      background: var(--wash);
    }
    .worked {
      margin: 1px 0 0;
      padding: 0;
      list-style: none;
      color: var(--ink-2);
      font: 11px/${unsafeCSS(rowHeight)}px var(--mono);
      text-align: right;
    }
    .worked li {
      min-height: ${unsafeCSS(rowHeight)}px;
    }
    .worked.more li:last-child {
      color: var(--ink-3);
    }
    .table,
    .result {
      min-height: 1px;
    }
    .result svg {
      margin-left: auto;
    }
    .wide {
      grid-template-columns: 190px minmax(0, 1fr) 46px;
    }
    .wide .table {
      grid-column: 2 / -1;
      margin-bottom: 4px;
    }
    .wide .worked {
      grid-column: 2;
    }
    .open {
      min-height: 30px;
      padding: 0 14px;
      border: 1px solid var(--ink);
      border-radius: var(--r-1);
      font-size: var(--t-12);
    }
    .open:hover {
      background: var(--sunk);
    }
    @container (max-width: 659px) {
      .step,
      .wide {
        grid-template-columns: 124px minmax(0, 1fr) 46px;
      }
      h3 {
        grid-column: 1 / -1;
        margin-bottom: 2px;
      }
      .wide .table {
        grid-column: 1 / -1;
      }
      .wide .worked {
        grid-column: 1 / 3;
      }
    }
    @container (max-width: 499px) {
      .step,
      .wide {
        grid-template-columns: minmax(0, 1fr) 46px;
      }
      .table,
      .wide .table {
        grid-column: 1 / -1;
      }
      .table:not(:empty) {
        margin-bottom: 4px;
      }
      .worked,
      .wide .worked {
        grid-column: 1;
      }
      h3 {
        padding: 14px 0 14px 8px;
      }
      .open {
        min-height: 44px;
      }
      .sliders {
        flex-wrap: wrap;
      }
    }
  `,
]
