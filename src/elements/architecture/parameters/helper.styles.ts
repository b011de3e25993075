import { css } from 'lit'

export const helperStyles = css`
  :host {
    display: block;
    font-size: var(--t-12);
  }
  :host(mg-helper-cards) {
    margin: 0 var(--edge, 24px);
    padding: var(--s-3) 0 var(--s-5);
    border-top: 1px solid var(--rule);
  }
  h2 {
    margin: 0;
    font-size: var(--t-13);
    font-weight: 600;
  }
  section {
    padding: var(--s-3) 0;
    border-bottom: 1px solid var(--rule);
  }
  section:last-of-type {
    border: 0;
  }
  h3 {
    display: flex;
    align-items: baseline;
    gap: var(--s-3);
    margin: 0 0 2px;
    font-size: var(--t-12);
    font-weight: 600;
  }
  code {
    font-family: var(--mono);
    font-size: 11px;
  }
  dl {
    display: grid;
    grid-template-columns: 84px 1fr;
    gap: 4px var(--s-3);
    margin: var(--s-2) 0 0;
    align-items: center;
  }
  dt {
    color: var(--ink-3);
  }
  dd {
    margin: 0;
  }
  .strip {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px var(--s-3);
    white-space: pre;
  }
  .line {
    min-height: 24px;
    margin: -4px 0;
    color: var(--ink-3);
    font-weight: 400;
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  .add {
    display: flex;
    align-items: center;
    gap: var(--s-4);
    max-width: 380px;
    margin-top: var(--s-2);
  }
  .add mg-slider {
    flex: 1;
  }
  .add button {
    min-height: 24px;
    text-decoration: underline;
    text-underline-offset: 3px;
    white-space: nowrap;
  }
  .scroller {
    overflow-x: auto;
  }
  table {
    margin-top: var(--s-2);
    border-collapse: collapse;
  }
  th,
  td {
    min-width: 52px;
    padding: 2px 0 2px var(--s-2);
    font: 11px var(--mono);
    text-align: right;
    white-space: nowrap;
  }
  tbody th,
  thead th:first-child {
    padding-left: 0;
    color: var(--ink-3);
    font-family: var(--sans);
    text-align: left;
  }
  thead th {
    border-bottom: 1px solid var(--rule-2);
  }
  .rule > * {
    padding-top: 10px;
  }
  .filled {
    padding-block: 1px;
  }
  .filled svg {
    display: inline-block;
    vertical-align: middle;
  }
  .filled text {
    font: 11px var(--mono);
  }
  .broken {
    color: var(--grad);
    font-weight: 600;
  }
  p[role='status'] {
    min-height: 36px;
    max-width: 68ch;
    margin: 6px 0 0;
  }
  @media (max-width: 700px) {
    .line,
    .add button {
      min-width: 44px;
      min-height: 44px;
    }
  }
`
