import { css } from 'lit'

/** "as a table" under a picture: numbers in columns, which scroll in a place of their own where they are wide. */
export const tableStyles = css`
  details {
    margin-top: 12px;
    color: var(--ink-2);
  }
  summary {
    padding: 4px 0;
    cursor: pointer;
  }
  .scroller {
    overflow-x: auto;
  }
  .scroller:focus-visible,
  summary:focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: 1px;
  }
  table {
    margin: 6px 0 14px;
    border-collapse: collapse;
    font-size: var(--t-11);
  }
  caption {
    padding-bottom: 4px;
    text-align: left;
  }
  th,
  td {
    padding: 2px 12px 2px 0;
    font-family: var(--mono);
    font-weight: 400;
    text-align: right;
    white-space: nowrap;
  }
  thead th {
    border-bottom: 1px solid var(--rule-2);
    color: var(--ink-3);
  }
  td {
    color: var(--ink);
  }
  th:first-child {
    text-align: left;
  }
  @media (max-width: 700px) {
    summary {
      min-height: 44px;
      line-height: 36px;
    }
  }
`
