import { css, type CSSResult } from 'lit'
import { roleStyles } from '../../marks/role.styles.ts'
import { tableStyles } from '../../marks/table.styles.ts'

const sheet = css`
  :host {
    display: block;
    container-type: inline-size;
    font-size: var(--t-12);
  }
  .page {
    padding: 10px 24px 24px;
  }
  p {
    margin: 0;
  }
  .note {
    display: var(--note-display, block);
    max-width: 110ch;
    margin: 0 0 6px;
    color: var(--ink-2);
    font-size: var(--t-11);
  }
  .muted {
    color: var(--ink-3);
    font-weight: 400;
  }
  code {
    font-family: var(--mono);
    font-size: 0.95em;
  }
  h2 {
    margin: 0 0 4px;
    font-size: var(--t-12);
    font-weight: 600;
  }
  i.a,
  i.b {
    display: inline-block;
    width: 15px;
    border: 1px solid var(--ink);
    color: var(--ink);
    font: 600 10px/13px var(--sans);
    text-align: center;
  }
  i.b {
    background: var(--ink);
    color: var(--paper);
  }
  .choice,
  .kinds,
  .asked,
  .asked form,
  .pins {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 14px;
  }
  .choice {
    min-height: 28px;
  }
  .kinds button {
    min-height: 26px;
    color: var(--ink-2);
  }
  .kinds [aria-pressed='true'] {
    color: var(--ink);
    font-weight: 600;
    box-shadow: inset 0 -2px 0 var(--ink);
  }
  .asked {
    margin-left: auto;
  }
  .asked button:not(.go),
  .more,
  .boxed {
    min-height: 26px;
    padding: 0 10px;
    border: 1px solid var(--rule-2);
    border-radius: var(--r-1);
  }
  .asked button:hover:not([aria-disabled='true']),
  .more:hover,
  .boxed:hover:not(:disabled) {
    border-color: var(--ink);
  }
  [aria-disabled='true'] {
    color: var(--ink-3);
    cursor: default;
  }
  input:not([type]) {
    width: 11ch;
    min-height: 26px;
    margin-left: 6px;
    padding: 0 2px;
    border: 0;
    border-bottom: 1px solid var(--ink);
    border-radius: 0;
    background: none;
    color: var(--ink);
    font: 12px var(--mono);
  }
  .missing {
    max-width: 60ch;
    margin: 18px 0;
    color: var(--ink-2);
  }
  .missing:empty {
    display: none;
  }
  .verdict {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 18px;
    margin: 8px 0;
    padding: 7px 0;
    border: solid var(--rule);
    border-width: 1px 0;
  }
  .verdict b {
    font: 500 12px var(--mono);
  }
  .verdict .change {
    margin-left: auto;
    color: var(--logit);
    font-weight: 600;
  }
  .headings {
    margin-top: 8px;
  }
  .heads {
    margin: 6px 0 0;
    padding: 0;
    list-style: none;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 22px;
    padding: 8px 0 10px;
    border-top: 1px solid var(--rule);
  }
  .figures {
    flex: 0 0 var(--figures, 112px);
  }
  .figures h2 {
    margin: 1px 0 6px;
    font-size: var(--t-12);
    font-weight: 400;
    color: var(--ink-2);
  }
  .figures small {
    display: block;
    color: var(--ink-3);
    font-size: var(--t-10);
  }
  .lit h2 {
    width: fit-content;
    color: var(--ink);
    font-weight: 600;
    box-shadow: 0 2px 0 var(--attn);
  }
  .lit h2 small {
    font-weight: 400;
  }
  dl {
    margin: 0;
    color: var(--ink-3);
    font-size: var(--t-11);
  }
  dl div {
    margin-bottom: 3px;
  }
  dt,
  dd {
    margin: 0;
  }
  dd {
    color: var(--ink);
    font: 11px var(--mono);
  }
  dd b {
    font-weight: 600;
  }
  .more {
    margin-bottom: 10px;
  }
  .guesses {
    padding-top: 8px;
    border-top: 1px solid var(--rule);
  }
  svg .letter:not(.open) {
    fill: var(--ink-3);
  }
  svg .target {
    fill: var(--logit);
  }
  @container (max-width: 707px) {
    .figures {
      display: flex;
      flex: 1 0 100%;
      align-items: baseline;
      gap: 18px;
    }
    .figures h2 {
      margin: 0;
    }
    .figures small {
      display: inline;
      margin-left: 6px;
    }
    dl {
      display: flex;
      gap: 18px;
    }
    dl div {
      display: flex;
      gap: 4px;
      margin: 0;
    }
  }
  @container (max-width: 547px) {
    .page {
      padding: 10px 16px 24px;
    }
    .head {
      gap: 6px 16px;
    }
    .asked {
      margin-left: 0;
    }
    .verdict .change {
      margin-left: 0;
    }
    .kinds button,
    .asked button:not(.go),
    .asked .go,
    .more,
    .boxed,
    summary,
    input:not([type]) {
      min-height: 44px;
    }
    summary {
      line-height: 36px;
    }
  }
`

/** Of everything that holds two traces against each other. */
export const compareStyles: CSSResult[] = [roleStyles, tableStyles, sheet]
