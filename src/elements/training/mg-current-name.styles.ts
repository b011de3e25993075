import { css } from 'lit'

export const currentNameStyles = css`
  :host {
    display: block;
    min-width: 0;
    font-size: var(--t-11);
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 8px;
    min-height: 20px;
    color: var(--ink-3);
  }
  h2 {
    margin: 0;
    color: var(--ink);
    font-size: var(--t-12);
    font-weight: 600;
  }
  .head b {
    color: var(--ink);
    font: 12px var(--mono);
  }
  .pictures {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-end;
    gap: 8px 28px;
  }
  svg {
    display: block;
    overflow: visible;
  }
  .costs text {
    font: 11px var(--mono);
    fill: var(--ink);
  }
  .costs .cost {
    font-size: 10px;
    fill: var(--ink-2);
  }
  .costs .words {
    font: 10px var(--sans);
    fill: var(--ink-3);
  }
  figure {
    margin: 0;
  }
  figcaption {
    margin-bottom: 3px;
    color: var(--ink-3);
    font-size: var(--t-10);
    white-space: nowrap;
  }
  .heads {
    display: flex;
    flex-wrap: wrap;
    gap: 6px 12px;
  }
  .foot {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 var(--s-4);
    margin-top: 4px;
  }
  .note {
    font-size: var(--t-11);
  }
  details {
    margin-left: auto;
  }
  details[open] {
    width: 100%;
  }
  details summary {
    width: max-content;
    margin-left: auto;
    line-height: 16px;
    list-style: none;
    cursor: pointer;
  }
  details summary::-webkit-details-marker {
    display: none;
  }
  summary:focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: 1px;
  }
  table {
    border-collapse: collapse;
  }
  th,
  td {
    padding: 2px var(--s-4) 2px 0;
    font-weight: 400;
    text-align: right;
  }
  thead th {
    border-bottom: 1px solid var(--rule);
    color: var(--ink-3);
  }
  td,
  tbody th {
    font-family: var(--mono);
  }
  @media (max-width: 700px) {
    details summary {
      line-height: 44px;
    }
  }
`
