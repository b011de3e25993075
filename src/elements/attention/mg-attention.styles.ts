import { css, type CSSResult } from 'lit'
import { roleStyles } from '../marks/role.styles.ts'
import { tableStyles } from '../marks/table.styles.ts'

const sheet = css`
  :host {
    display: block;
    container-type: inline-size;
  }
  .page {
    padding: 8px 24px 20px;
  }
  .above {
    display: flex;
    align-items: baseline;
    flex-wrap: wrap;
    gap: 4px 16px;
    margin: 0 0 10px;
    color: var(--ink-3);
    font-size: var(--t-10);
    line-height: 1;
  }
  .above p {
    margin: 0;
  }
  .quiet {
    color: var(--ink-2);
    font-size: var(--t-11);
    text-decoration: underline;
    text-underline-offset: 2px;
  }
  .note {
    display: var(--note-display, block);
    max-width: 88ch;
    margin: 2px 0 6px;
    color: var(--ink-2);
    font-size: var(--t-12);
    line-height: 17px;
  }
  .beside {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 24px;
  }
  .beside > div {
    flex: 1 1 240px;
  }
  .terms {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 4px 16px;
    margin-top: 6px;
    font-size: var(--t-11);
    color: var(--ink-3);
  }
  .terms p {
    flex: 1 1 100%;
    margin: 0;
    font: 10.5px/18px var(--mono);
    color: var(--ink);
  }
  .terms .value {
    color: var(--value);
  }
  .terms .resid {
    color: var(--resid);
  }
  .terms input {
    width: 44px;
    padding: 0;
    border: 0;
    border-bottom: 1px solid var(--ink);
    background: none;
    color: var(--ink);
    font: var(--t-12) / 18px var(--mono);
  }
  .cell {
    cursor: pointer;
    outline: none;
  }
  .cell text,
  .frames {
    pointer-events: none;
  }
  .entropy .mono {
    font-size: 10px;
  }
  section {
    position: relative;
    margin-top: 11px;
    padding-top: 8px;
    border-top: 1px solid var(--rule);
  }
  h2 {
    margin: 0 0 4px;
    font-size: var(--t-12);
    font-weight: 600;
    line-height: 18px;
  }
  code {
    font-family: var(--mono);
    font-size: 0.95em;
  }
  .pair {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-start;
    justify-content: space-between;
  }
  .pair .arcs {
    width: 270px;
  }
  .pair .soft {
    margin-left: auto;
  }
  .pair .soft header {
    padding-left: var(--label);
  }
  .soft header {
    display: flex;
    justify-content: space-between;
  }
  .soft header span,
  .formula {
    color: var(--ink-3);
    font: 10.5px/18px var(--mono);
  }
  .formula {
    position: absolute;
    top: 8px;
    left: var(--aside);
  }
  .stack .soft {
    margin-top: 6px;
  }
  svg .letter {
    font-size: 10px;
  }
  svg .letter:not(.open) {
    fill: var(--ink-3);
  }
  svg .open {
    font-weight: 700;
  }
  svg .arc-letter {
    font-size: 14px;
  }
  svg .arc-letter.bos {
    font-size: 11px;
  }
  svg .later {
    fill: var(--ink-3);
  }
  svg .exp {
    fill: var(--ink-2);
  }
  svg .term {
    font-size: 12px;
  }
  svg .term:not(.value) {
    fill: var(--ink-3);
  }
  svg .variable {
    font-size: 15px;
  }
  svg .sub {
    font: normal 10px var(--mono);
  }
  svg .sum {
    font-size: 13px;
  }
  details {
    font-size: var(--t-12);
  }
  thead th:first-child {
    font-family: var(--sans);
    color: var(--ink-3);
  }
  th small {
    font-size: 10px;
    color: var(--ink-3);
  }
  @container (max-width: 499px) {
    .page {
      padding: 12px 16px 24px;
    }
    summary {
      min-height: 44px;
      line-height: 36px;
    }
    .terms input {
      height: 44px;
    }
  }
`

export const attentionStyles: CSSResult[] = [roleStyles, tableStyles, sheet]
