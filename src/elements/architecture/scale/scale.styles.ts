import { css } from 'lit'

export const scaleStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    font-size: var(--t-12);
  }
  .page {
    padding: var(--s-3) 24px var(--s-5);
  }
  h2 {
    margin: 0;
    font-size: var(--t-15);
    font-weight: 600;
  }
  h3 {
    margin: 0 0 4px;
    font-size: var(--t-12);
    font-weight: 600;
  }
  .both {
    display: flex;
    flex-wrap: wrap;
    gap: var(--s-4) 28px;
    margin: var(--s-3) 0 var(--s-4);
  }
  figure {
    margin: 0;
  }
  figcaption {
    max-width: 380px;
    margin-top: var(--s-2);
  }
  .beyond {
    min-height: 34px;
    margin: 0 0 4px;
    color: var(--ink-2);
  }
  .to {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--s-3);
  }
  .to button {
    min-height: 24px;
    color: var(--ink-2);
    font-size: var(--t-11);
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  section {
    flex: 1 1 270px;
    min-width: 0;
  }
  ol {
    margin: 0 0 var(--s-3);
    padding: 0;
    list-style: none;
  }
  li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto 66px;
    gap: var(--s-2);
    align-items: baseline;
    border-bottom: 1px solid var(--rule);
  }
  li button {
    min-height: 26px;
    font: 10px var(--mono);
    text-align: left;
  }
  li button:hover {
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  li b {
    font: 600 11px var(--mono);
  }
  li span {
    color: var(--ink-3);
    font: 10.5px var(--mono);
    text-align: right;
    white-space: nowrap;
  }
  .scroller {
    overflow-x: auto;
  }
  table {
    width: 100%;
    border-collapse: collapse;
  }
  th,
  td {
    padding: 3px 0 3px var(--s-3);
    font-weight: 400;
    text-align: right;
    white-space: nowrap;
  }
  td {
    font: 11px var(--mono);
  }
  th:first-child {
    padding-left: 0;
    color: var(--ink-3);
    text-align: left;
  }
  thead th {
    border-bottom: 1px solid var(--rule-2);
    font-weight: 600;
  }
  .count > * {
    border-top: 1px solid var(--rule);
  }
  b {
    font-weight: 600;
  }
  @container (max-width: 499px) {
    .page {
      padding: var(--s-3) 16px var(--s-5);
    }
    .to button,
    li button {
      min-width: 44px;
      min-height: 44px;
    }
  }
`
